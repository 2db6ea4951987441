import type { BitReader } from './bit-reader.ts';
import type { ChannelSpectrum } from './channel-spectrum.ts';
import { intensityBook, noiseBook, oppositeIntensityBook } from './huffman.ts';
import { forEachBand } from './read-coefficients.ts';
import type { WindowLayout } from './window-layout.ts';

/** Which bands of a pair are written as middle and side: none, those listed, or all. */
export function readMiddleSide(bits: BitReader, { groups, bandCount }: WindowLayout): Uint8Array {
  const mode = bits.read(2);
  return Uint8Array.from({ length: groups.length * bandCount }, () => (mode === 1 ? bits.read(1) : mode >> 1));
}

export type Random = () => number;

/** Bands that were not transmitted but described as noise of a given energy. */
export function fillNoise({ layout, codebooks, scales, coefficients }: ChannelSpectrum, random: Random): void {
  forEachBand(layout, (index, from, to) => {
    if (codebooks[index] !== noiseBook) return;
    let energy = 0;
    for (let at = from; at < to; at++) {
      const value = random();
      coefficients[at] = value;
      energy += value * value;
    }
    const gain = 2 ** ((scales[index] ?? 0) / 4) / Math.sqrt(energy || 1);
    for (let at = from; at < to; at++) coefficients[at] = (coefficients[at] ?? 0) * gain;
  });
}

/**
 * Turns middle and side into left and right, and gives the right channel the bands that it shares with the left by
 * intensity. There the middle-side mark turns the sign, also when it is set for all bands at once (as ffmpeg writes it).
 */
export function joinStereo(left: ChannelSpectrum, right: ChannelSpectrum, middleSide: Uint8Array): void {
  forEachBand(left.layout, (index, from, to) => {
    const isMiddleSide = middleSide[index] === 1;
    const codebook = right.codebooks[index] ?? 0;
    if (codebook === intensityBook || codebook === oppositeIntensityBook) {
      const sign = (codebook === intensityBook ? 1 : -1) * (isMiddleSide ? -1 : 1);
      const gain = sign * 2 ** (-(right.scales[index] ?? 0) / 4);
      for (let at = from; at < to; at++) right.coefficients[at] = (left.coefficients[at] ?? 0) * gain;
    } else if (isMiddleSide && codebook < noiseBook && (left.codebooks[index] ?? 0) < noiseBook) {
      for (let at = from; at < to; at++) {
        const middle = left.coefficients[at] ?? 0;
        const side = right.coefficients[at] ?? 0;
        left.coefficients[at] = middle + side;
        right.coefficients[at] = middle - side;
      }
    }
  });
}
