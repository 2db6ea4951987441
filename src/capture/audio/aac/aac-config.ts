import { AppError } from '../../../domain/errors.ts';
import { samplingRates } from './band-tables.ts';
import { BitReader } from './bit-reader.ts';

export interface AacConfig {
  /** Of the low-complexity core: half of what is heard when the stream is HE-AAC. */
  readonly sampleRate: number;
  /** HE-AAC announced: a high band that only its own decoder would rebuild. */
  readonly hasHighBand: boolean;
}

const lowComplexity = 2;
/** Spectral band replication, and the same with parametric stereo: both wrap a low-complexity core. */
const wrappers = new Set([5, 29]);
const names: Readonly<Record<number, string>> = { 1: 'Main', 3: 'SSR', 4: 'LTP', 23: 'LD', 39: 'ELD', 42: 'xHE-AAC' };

/** AudioSpecificConfig of ISO/IEC 14496-3, table 1.15: what an mp4 file says of its sound. Throws for profiles that cannot be read. */
export function readAacConfig(bytes: Uint8Array): AacConfig {
  const bits = new BitReader(bytes);
  let type = readType(bits);
  const sampleRate = readRate(bits);
  bits.skip(4);
  const hasHighBand = wrappers.has(type);
  if (hasHighBand) {
    readRate(bits);
    type = readType(bits);
  }
  if (type !== lowComplexity) throw new AppError('unreadable', `the AAC profile ${names[type] ?? type} is not supported`);
  if (bits.flag()) throw new AppError('unreadable', 'AAC with 960 samples a frame is not supported');
  return { sampleRate, hasHighBand };
}

function readType(bits: BitReader): number {
  const type = bits.read(5);
  return type === 31 ? 32 + bits.read(6) : type;
}

function readRate(bits: BitReader): number {
  const index = bits.read(4);
  const rate = index === 15 ? bits.read(24) : samplingRates[index];
  if (rate === undefined || rate < 4_000 || rate > 96_000)
    throw new AppError('unreadable', 'the AAC stream claims an impossible sampling rate');
  return rate;
}
