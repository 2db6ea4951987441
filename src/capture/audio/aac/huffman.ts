import { AppError } from '../../../domain/errors.ts';
import type { BitReader } from './bit-reader.ts';
import { type HuffmanTable, scaleFactorTable, spectralTables } from './huffman-tables.ts';

/** The longest codeword of AAC. */
const window = 19;

/** A canonical code made ready for reading. */
interface Code {
  /** Per length: the first window of bits, as a number, that is beyond the codewords of this length. */
  readonly limits: Uint32Array;
  /** Per length: what to add to a codeword to get its place in `values`. */
  readonly bases: Int32Array;
  readonly values: Uint16Array;
}

/** How the values of a spectral codebook unfold into coefficients (ISO/IEC 14496-3, table 4.151). */
export interface SpectralCodebook {
  readonly code: Code;
  /** Coefficients per codeword: 4 or 2. */
  readonly dimension: number;
  /** Unsigned codebooks are followed by a sign bit for each coefficient that is not zero. */
  readonly isSigned: boolean;
  /** `dimension` coefficients for each value. */
  readonly coefficients: Int8Array;
}

/** The largest codebook with coefficients; 16 in it announces an escape. */
export const escapeBook = 11;
/** Codebook numbers that stand for something other than coefficients. */
export const noiseBook = 13;
export const oppositeIntensityBook = 14;
export const intensityBook = 15;

/** [coefficients per codeword, largest magnitude, signed] of codebooks 1 to 11. */
const shapes: readonly (readonly [number, number, boolean])[] = [
  [4, 1, true],
  [4, 1, true],
  [4, 2, false],
  [4, 2, false],
  [2, 4, true],
  [2, 4, true],
  [2, 7, false],
  [2, 7, false],
  [2, 12, false],
  [2, 12, false],
  [2, 16, false],
];

export const scaleFactorCode = prepare(scaleFactorTable);
/** By codebook number less one. */
export const spectralCodebooks: readonly SpectralCodebook[] = spectralTables.map((table, index) => {
  const [dimension, largest, isSigned] = shapes[index] ?? [2, 0, false];
  return { code: prepare(table), dimension, isSigned, coefficients: unfold(table.values.length, dimension, { largest, isSigned }) };
});

export function readValue(bits: BitReader, code: Code): number {
  const next = bits.peek(window);
  for (let length = 1; length < code.limits.length; length++) {
    if (next >= (code.limits[length] ?? 0)) continue;
    bits.skip(length);
    return code.values[(next >>> (window - length)) + (code.bases[length] ?? 0)] ?? 0;
  }
  throw new AppError('unreadable', 'an AAC frame holds an unknown codeword');
}

function prepare({ counts, values }: HuffmanTable): Code {
  const limits = new Uint32Array(counts.length + 1);
  const bases = new Int32Array(counts.length + 1);
  let codeword = 0;
  let place = 0;
  counts.forEach((count, index) => {
    const length = index + 1;
    codeword *= 2;
    bases[length] = place - codeword;
    codeword += count;
    place += count;
    limits[length] = codeword * 2 ** (window - length);
  });
  return { limits, bases, values: Uint16Array.from(values) };
}

/** A value is its coefficients as the digits of one number, first coefficient highest; signed digits are shifted to zero and above. */
function unfold(values: number, dimension: number, { largest, isSigned }: { largest: number; isSigned: boolean }): Int8Array {
  const radix = isSigned ? 2 * largest + 1 : largest + 1;
  return Int8Array.from({ length: values * dimension }, (_, index) => {
    const place = dimension - 1 - (index % dimension);
    return (Math.floor(Math.floor(index / dimension) / radix ** place) % radix) - (isSigned ? largest : 0);
  });
}
