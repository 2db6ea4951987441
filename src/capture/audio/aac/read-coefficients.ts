import { AppError } from '../../../domain/errors.ts';
import type { BitReader } from './bit-reader.ts';
import { escapeBook, noiseBook, readValue, type SpectralCodebook, spectralCodebooks } from './huffman.ts';
import type { WindowLayout } from './window-layout.ts';

/** An amount added to one coefficient of a long window. */
export interface Pulse {
  readonly position: number;
  readonly amplitude: number;
}

interface CoefficientPlan {
  readonly layout: WindowLayout;
  readonly codebooks: Uint8Array;
  readonly scales: Int16Array;
  readonly pulses: readonly Pulse[];
}

const escapeValue = 16;
/** Largest magnitude that the standard lets an encoder write. */
const largestMagnitude = 8191;

/** Reads the quantised coefficients and gives each its size: the power of 4/3, times the scale factor of its band. */
export function readCoefficients(bits: BitReader, { layout, codebooks, scales, pulses }: CoefficientPlan): Float32Array {
  const coefficients = new Float32Array(1024);
  const { groups, bandCount, offsets, windowLength } = layout;
  let firstWindow = 0;
  groups.forEach((windows, group) => {
    for (let band = 0; band < bandCount; band++) {
      const codebook = codebooks[group * bandCount + band] ?? 0;
      if (codebook === 0 || codebook >= noiseBook) continue;
      const start = offsets[band] ?? 0;
      const width = (offsets[band + 1] ?? start) - start;
      for (let window = firstWindow; window < firstWindow + windows; window++) {
        const from = window * windowLength + start;
        readBand(bits, { codebook, into: coefficients, from, to: from + width });
      }
    }
    firstWindow += windows;
  });
  for (const { position, amplitude } of pulses) addPulse(coefficients, position, amplitude);
  scaleBands(coefficients, { layout, codebooks, scales });
  return coefficients;
}

interface BandToRead {
  readonly codebook: number;
  readonly into: Float32Array;
  readonly from: number;
  readonly to: number;
}

function readBand(bits: BitReader, { codebook: number, into, from, to }: BandToRead): void {
  const codebook = spectralCodebooks[number - 1];
  if (!codebook) throw new AppError('unreadable', 'an AAC frame names a codebook that does not exist');
  for (let at = from; at < to; at += codebook.dimension) {
    readTuple(bits, codebook, { into, at });
    if (number === escapeBook) readEscapes(bits, into.subarray(at, at + codebook.dimension));
  }
}

/** Values first, then the signs of those that are not zero. */
function readTuple(bits: BitReader, codebook: SpectralCodebook, { into, at }: { into: Float32Array; at: number }): void {
  const { dimension, coefficients, isSigned } = codebook;
  const from = readValue(bits, codebook.code) * dimension;
  for (let index = 0; index < dimension; index++) {
    const value = coefficients[from + index] ?? 0;
    into[at + index] = value !== 0 && !isSigned && bits.flag() ? -value : value;
  }
}

function readEscapes(bits: BitReader, pair: Float32Array): void {
  pair.forEach((value, index) => {
    if (Math.abs(value) === escapeValue) pair[index] = Math.sign(value) * readEscape(bits);
  });
}

/** A run of ones says how many bits follow beyond four. */
function readEscape(bits: BitReader): number {
  let length = 4;
  while (bits.flag()) length++;
  if (length > 12) throw new AppError('unreadable', 'an AAC frame holds a coefficient out of range');
  return 2 ** length + bits.read(length);
}

function addPulse(coefficients: Float32Array, position: number, amplitude: number): void {
  const value = coefficients[position] ?? 0;
  if (position < coefficients.length) coefficients[position] = value > 0 ? value + amplitude : value - amplitude;
}

/** |q| to the power of 4/3 for every magnitude there is, pulses included. */
const powers = Float32Array.from({ length: largestMagnitude + 65 }, (_, magnitude) => magnitude ** (4 / 3));
/** Scale factors count quarters of a power of two, from this one on. */
const unitScale = 100;

function scaleBands(coefficients: Float32Array, { layout, codebooks, scales }: Omit<CoefficientPlan, 'pulses'>): void {
  forEachBand(layout, (index, from, to) => {
    const codebook = codebooks[index] ?? 0;
    if (codebook === 0 || codebook >= noiseBook) return;
    const gain = 2 ** (((scales[index] ?? 0) - unitScale) / 4);
    for (let at = from; at < to; at++) {
      const value = coefficients[at] ?? 0;
      coefficients[at] = Math.sign(value) * (powers[Math.abs(value)] ?? 0) * gain;
    }
  });
}

/** Calls with the place of a band in `codebooks` and `scales`, and the coefficients it has in each window of its group. */
export function forEachBand(layout: WindowLayout, visit: (index: number, from: number, to: number) => void): void {
  const { groups, bandCount, offsets, windowLength } = layout;
  let window = 0;
  groups.forEach((windows, group) => {
    for (const end = window + windows; window < end; window++) {
      for (let band = 0; band < bandCount; band++) {
        const base = window * windowLength;
        visit(group * bandCount + band, base + (offsets[band] ?? 0), base + (offsets[band + 1] ?? 0));
      }
    }
  });
}
