import { AppError } from '../../domain/errors.ts';
import { readAacConfig } from './aac/aac-config.ts';
import { AacDecoder, frameSamples } from './aac/aac-decoder.ts';
import { adtsFrames } from './aac/adts-frames.ts';
import { samplingRates } from './aac/band-tables.ts';
import { BitReader } from './aac/bit-reader.ts';
import { readMp4Track } from './aac/mp4-track.ts';
import type { AudioStream } from './audio-stream.ts';
import { ByteSource } from './byte-source.ts';

/** Frames handed on at a time: about a third of a second. */
const framesPerBlock = 16;
/** 13 bits of length, as in ADTS, are more than any frame needs; a larger one is damage. */
const largestFrameBytes = 1 << 16;
const highBandNote = 'HE-AAC: only the low-complexity core is decoded, the upper half of the band is missing';

/** Streams the first sound track of an mp4 file (m4a, mp4, mov; plain or fragmented). Throws `unreadable` when it is not AAC-LC. */
export function readM4a(path: string): AudioStream {
  return within(path, (source) => {
    const track = readMp4Track(source);
    const config = readAacConfig(track.config);
    const frames = function* (from: ByteSource): Generator<BitReader> {
      let total = 0;
      for (const { position, size } of track.samples(from)) {
        // The frames of a true index do not overlap; a false one could list the same bytes for ever.
        total += Math.max(1, size);
        if (position + size > from.size || size > largestFrameBytes || total > from.size) return;
        from.seek(position);
        yield new BitReader(from.take(size));
      }
    };
    const { sampleRate } = config;
    const skip = Math.round(track.skipSeconds * sampleRate);
    const length = track.durationSeconds === null ? null : Math.round(track.durationSeconds * sampleRate);
    return streamOf(path, { format: 'm4a', frames, sampleRate, skip, length, warnings: config.hasHighBand ? [highBandNote] : [] });
  });
}

/** Streams AAC with ADTS headers. */
export function readAdts(path: string): AudioStream {
  return within(path, (source) => {
    const first = adtsFrames(source).next().value;
    const sampleRate = samplingRates[first?.rateIndex ?? 15];
    if (!first || !sampleRate) throw new AppError('unreadable', 'the file starts like AAC but holds no frames');
    if (first.profile !== 1) throw new AppError('unreadable', 'only the low-complexity profile of AAC is supported');
    const frames = function* (from: ByteSource): Generator<BitReader> {
      for (const { bytes, blocks } of adtsFrames(from)) {
        const bits = new BitReader(bytes);
        for (let block = 0; block < blocks; block++) yield bits;
      }
    };
    return streamOf(path, { format: 'aac', frames, sampleRate, skip: 0, length: null, warnings: [] });
  });
}

interface AacFile {
  readonly format: 'm4a' | 'aac';
  readonly sampleRate: number;
  /** Samples of run-in to leave out, and how many to give after that; null for all. */
  readonly skip: number;
  readonly length: number | null;
  readonly warnings: string[];
  frames(source: ByteSource): Iterable<BitReader>;
}

function streamOf(path: string, file: AacFile): AudioStream {
  const { format, sampleRate, skip, length, warnings } = file;
  const channels = within(path, (source) => firstFrame(file.frames(source), sampleRate));
  return {
    format,
    sampleRate,
    channels,
    durationMs: length === null ? null : Math.round((length / sampleRate) * 1000),
    warnings,
    *blocks() {
      const source = new ByteSource(path);
      try {
        yield* trimmed(decodeFrames(file, source, channels), skip, length ?? Number.POSITIVE_INFINITY);
      } finally {
        source.close();
      }
    },
  };
}

/** How many channels there are, by decoding: headers do not always say it. */
function firstFrame(frames: Iterable<BitReader>, sampleRate: number): number {
  const decoder = new AacDecoder(sampleRate);
  let tries = 0;
  for (const bits of frames) {
    const decoded = tryDecode(decoder, bits);
    if (decoded && decoded.length > 0) return decoded.length;
    if (++tries === framesPerBlock) break;
  }
  throw new AppError('unreadable', 'the AAC stream cannot be decoded');
}

/** A damaged frame reads as silence, so that what follows keeps its time. */
function* decodeFrames(file: AacFile, source: ByteSource, channels: number): Generator<readonly Float32Array[]> {
  const decoder = new AacDecoder(file.sampleRate);
  let damaged = 0;
  let block = emptyBlock(channels);
  let frames = 0;
  for (const bits of file.frames(source)) {
    const decoded = tryDecode(decoder, bits);
    if (decoded?.length !== channels) damaged++;
    else for (const [channel, samples] of decoded.entries()) block[channel]?.set(samples, frames * frameSamples);
    if (++frames < framesPerBlock) continue;
    yield block;
    block = emptyBlock(channels);
    frames = 0;
  }
  if (frames > 0) yield block.map((samples) => samples.subarray(0, frames * frameSamples));
  if (damaged > 0) file.warnings.push(`${damaged} damaged AAC frames are heard as silence`);
  if (decoder.hasHighBand && !file.warnings.includes(highBandNote)) file.warnings.push(highBandNote);
}

function emptyBlock(channels: number): Float32Array[] {
  return Array.from({ length: channels }, () => new Float32Array(framesPerBlock * frameSamples));
}

function tryDecode(decoder: AacDecoder, bits: BitReader): Float32Array[] | undefined {
  try {
    return decoder.decode(bits);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Leaves out the first `skip` samples and everything behind the next `length`. */
function* trimmed(blocks: Iterable<readonly Float32Array[]>, skip: number, length: number): Generator<readonly Float32Array[]> {
  let start = 0;
  for (const block of blocks) {
    const size = block[0]?.length ?? 0;
    const from = Math.max(0, skip - start);
    const to = Math.min(size, skip + length - start);
    if (to > from) yield from === 0 && to === size ? block : block.map((samples) => samples.subarray(from, to));
    start += size;
  }
}

function within<Result>(path: string, read: (source: ByteSource) => Result): Result {
  const source = new ByteSource(path);
  try {
    return read(source);
  } finally {
    source.close();
  }
}
