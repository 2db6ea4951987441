import { AppError } from '../../../domain/errors.ts';
import type { BandTable } from './band-tables.ts';
import type { BitReader } from './bit-reader.ts';
import { intensityBook, noiseBook, oppositeIntensityBook, readValue, scaleFactorCode } from './huffman.ts';
import { type Pulse, readCoefficients } from './read-coefficients.ts';
import { readTns, type TnsFilter } from './temporal-noise-shaping.ts';
import { readWindowLayout, type WindowLayout } from './window-layout.ts';

/** One channel of one frame: what its bits say, coefficients dequantised, stereo and noise not yet applied. */
export interface ChannelSpectrum {
  readonly layout: WindowLayout;
  /** Per group and band: which codebook, and the scale factor, noise energy or intensity position. */
  readonly codebooks: Uint8Array;
  readonly scales: Int16Array;
  readonly filters: readonly TnsFilter[];
  /** 1,024 values: one long window, or eight short ones after one another. */
  readonly coefficients: Float32Array;
}

/** individual_channel_stream() of ISO/IEC 14496-3, table 4.50; `common` is the layout that a pair of channels shares. */
export function readChannel(bits: BitReader, table: BandTable, common?: WindowLayout): ChannelSpectrum {
  const gain = bits.read(8);
  const layout = common ?? readWindowLayout(bits, table);
  const codebooks = readSections(bits, layout);
  const scales = readScales(bits, codebooks, gain);
  const pulses = bits.flag() ? readPulses(bits, layout) : [];
  const filters = bits.flag() ? readTns(bits, layout) : [];
  if (bits.flag()) throw new AppError('unreadable', 'the AAC stream uses gain control: not the low-complexity profile');
  return { layout, codebooks, scales, filters, coefficients: readCoefficients(bits, { layout, codebooks, scales, pulses }) };
}

/** Runs of bands with one codebook, group by group. */
function readSections(bits: BitReader, { sequence, groups, bandCount }: WindowLayout): Uint8Array {
  const codebooks = new Uint8Array(groups.length * bandCount);
  const lengthBits = sequence === 'short' ? 3 : 5;
  const goesOn = (1 << lengthBits) - 1;
  for (let group = 0; group < groups.length; group++) {
    for (let band = 0; band < bandCount; ) {
      const codebook = bits.read(4);
      if (codebook === 12) throw new AppError('unreadable', 'an AAC frame names a codebook that does not exist');
      let length = 0;
      let part: number;
      do {
        part = bits.read(lengthBits);
        length += part;
      } while (part === goesOn);
      if (length === 0 || band + length > bandCount) throw new AppError('unreadable', 'an AAC frame has sections beyond its bands');
      codebooks.fill(codebook, group * bandCount + band, group * bandCount + band + length);
      band += length;
    }
  }
  return codebooks;
}

/** Noise energies start this far below the gain, and their first value is written plainly in nine bits. */
const noiseOffset = 90 + 256;

/** Three chains of differences: scale factors, intensity positions, noise energies. */
function readScales(bits: BitReader, codebooks: Uint8Array, gain: number): Int16Array {
  const scales = new Int16Array(codebooks.length);
  let factor = gain;
  let position = 0;
  let noise: number | undefined;
  const difference = () => readValue(bits, scaleFactorCode) - 60;
  codebooks.forEach((codebook, index) => {
    if (codebook === 0) return;
    if (codebook === intensityBook || codebook === oppositeIntensityBook) {
      position += difference();
      scales[index] = position;
    } else if (codebook === noiseBook) {
      noise = noise === undefined ? gain - noiseOffset + bits.read(9) : noise + difference();
      scales[index] = noise;
    } else {
      factor += difference();
      if (factor < 0 || factor > 255) throw new AppError('unreadable', 'an AAC frame has a scale factor out of range');
      scales[index] = factor;
    }
  });
  return scales;
}

function readPulses(bits: BitReader, layout: WindowLayout): Pulse[] {
  if (layout.sequence === 'short') throw new AppError('unreadable', 'an AAC frame has pulses in short windows');
  const count = bits.read(2) + 1;
  let position = layout.offsets[bits.read(6)];
  if (position === undefined) throw new AppError('unreadable', 'an AAC frame has pulses beyond its bands');
  return Array.from({ length: count }, () => {
    position = (position ?? 0) + bits.read(5);
    return { position, amplitude: bits.read(4) };
  });
}
