import { AppError } from '../../../domain/errors.ts';
import { maxChannels } from '../audio-stream.ts';
import { type BandTable, bandsOf } from './band-tables.ts';
import type { BitReader } from './bit-reader.ts';
import { type ChannelSpectrum, readChannel } from './channel-spectrum.ts';
import { FilterBank } from './filter-bank.ts';
import { fillNoise, joinStereo, type Random, readMiddleSide } from './stereo.ts';
import { shapeNoise } from './temporal-noise-shaping.ts';
import { readWindowLayout } from './window-layout.ts';

/** Samples per channel that a frame gives. */
export const frameSamples = 1024;

/** Elements of a frame, in the order in which the standard numbers them. */
const elements = ['single', 'pair', 'coupling', 'low-frequency', 'data', 'program', 'fill', 'end'] as const;

/** Decodes AAC low complexity (ISO/IEC 14496-3, 4.4 to 4.6), frame by frame, from its filters' memory of the frame before. */
export class AacDecoder {
  readonly #bands: BandTable;
  readonly #filterBanks: FilterBank[] = [];
  readonly #random = noiseSource();
  /** A high band (HE-AAC) was met in the stream: what is decoded is the core, half as wide. */
  hasHighBand = false;

  constructor(sampleRate: number) {
    this.#bands = bandsOf(sampleRate);
  }

  /** raw_data_block(): one array of 1,024 samples per channel, −1…1. Throws `unreadable` on a damaged frame. */
  decode(bits: BitReader): Float32Array[] {
    const spectra: ChannelSpectrum[] = [];
    for (let element = elements[bits.read(3)]; element !== 'end'; element = elements[bits.read(3)]) {
      if (element === 'single' || element === 'low-frequency') spectra.push(this.#readSingle(bits));
      else if (element === 'pair') spectra.push(...this.#readPair(bits));
      else if (element === 'data') skipData(bits);
      else if (element === 'program') skipProgram(bits);
      else if (element === 'fill') this.hasHighBand = skipFill(bits) || this.hasHighBand;
      else throw new AppError('unreadable', 'AAC with coupled channels is not supported');
      if (spectra.length > maxChannels) throw new AppError('unreadable', 'an AAC frame claims too many channels');
    }
    bits.align();
    return spectra.map((spectrum, channel) => this.#synthesise(spectrum, channel));
  }

  #readSingle(bits: BitReader): ChannelSpectrum {
    bits.skip(4);
    const spectrum = readChannel(bits, this.#bands);
    fillNoise(spectrum, this.#random);
    return spectrum;
  }

  #readPair(bits: BitReader): ChannelSpectrum[] {
    bits.skip(4);
    const layout = bits.flag() ? readWindowLayout(bits, this.#bands) : undefined;
    const middleSide = layout && readMiddleSide(bits, layout);
    const left = readChannel(bits, this.#bands, layout);
    const right = readChannel(bits, this.#bands, layout);
    for (const spectrum of [left, right]) fillNoise(spectrum, this.#random);
    if (middleSide) joinStereo(left, right, middleSide);
    return [left, right];
  }

  #synthesise({ coefficients, filters, layout }: ChannelSpectrum, channel: number): Float32Array {
    shapeNoise(coefficients, filters);
    const filterBank = this.#filterBanks[channel] ?? new FilterBank();
    this.#filterBanks[channel] = filterBank;
    const samples = filterBank.synthesise(coefficients, layout);
    for (let at = 0; at < frameSamples; at++) samples[at] = (samples[at] ?? 0) / 32_768;
    return samples;
  }
}

function skipData(bits: BitReader): void {
  bits.skip(4);
  const aligned = bits.flag();
  let bytes = bits.read(8);
  if (bytes === 255) bytes += bits.read(8);
  if (aligned) bits.align();
  bits.skip(bytes * 8);
}

/** program_config_element(): which element feeds which loudspeaker. The order of elements is all that matters here. */
function skipProgram(bits: BitReader): void {
  bits.skip(10);
  const counts = [bits.read(4), bits.read(4), bits.read(4), bits.read(2), bits.read(3), bits.read(4)];
  for (const size of [4, 4, 3]) if (bits.flag()) bits.skip(size);
  const sizes = [5, 5, 5, 4, 4, 5];
  bits.skip(counts.reduce((sum, count, index) => sum + count * (sizes[index] ?? 0), 0));
  bits.align();
  bits.skip(8 * bits.read(8));
}

/** True when the filling is spectral band replication, with or without its checksum. */
function skipFill(bits: BitReader): boolean {
  let bytes = bits.read(4);
  if (bytes === 15) bytes += bits.read(8) - 1;
  const kind = bytes > 0 ? bits.peek(4) : 0;
  bits.skip(bytes * 8);
  return kind === 13 || kind === 14;
}

/** Reproducible noise in −1…1 (linear congruential generator, constants of Numerical Recipes). */
function noiseSource(): Random {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}
