import { InverseMdct } from './inverse-mdct.ts';
import type { WindowLayout, WindowShape } from './window-layout.ts';

const frameLength = 1024;
const shortLength = 128;
/** Where the first of eight short windows starts inside a frame of 2,048 samples. */
const shortStart = (frameLength - shortLength) / 2;

/** Turns the coefficients of one channel into sound, frame by frame: each frame overlaps the one before by half. */
export class FilterBank {
  #overlap = new Float32Array(frameLength);
  /** Windows must fit on both sides of an overlap, so a frame's left side has the shape of the frame before. */
  #shapeBefore: WindowShape = 'sine';

  /** 1,024 samples, −32,768…32,768. */
  synthesise(coefficients: Float32Array, { sequence, shape }: WindowLayout): Float32Array {
    const frame = sequence === 'short' ? this.#shortWindows(coefficients, shape) : this.#longWindow(coefficients, sequence, shape);
    const samples = this.#overlap;
    for (let at = 0; at < frameLength; at++) samples[at] = (samples[at] ?? 0) + (frame[at] ?? 0);
    this.#overlap = frame.slice(frameLength);
    this.#shapeBefore = shape;
    return samples;
  }

  #longWindow(coefficients: Float32Array, sequence: 'long' | 'start' | 'stop', shape: WindowShape): Float32Array {
    const frame = new Float32Array(2 * frameLength);
    transforms.long.transform(coefficients, frame);
    const left = sequence === 'stop' ? steepSlopes[this.#shapeBefore] : slopes[this.#shapeBefore];
    const right = sequence === 'start' ? steepSlopes[shape] : slopes[shape];
    for (let at = 0; at < frameLength; at++) {
      frame[at] = (frame[at] ?? 0) * (left[at] ?? 0);
      frame[2 * frameLength - 1 - at] = (frame[2 * frameLength - 1 - at] ?? 0) * (right[at] ?? 0);
    }
    return frame;
  }

  #shortWindows(coefficients: Float32Array, shape: WindowShape): Float32Array {
    const frame = new Float32Array(2 * frameLength);
    const block = new Float32Array(2 * shortLength);
    for (let window = 0; window < 8; window++) {
      transforms.short.transform(coefficients.subarray(window * shortLength, (window + 1) * shortLength), block);
      const left = shortSlopes[window === 0 ? this.#shapeBefore : shape];
      const right = shortSlopes[shape];
      const start = shortStart + window * shortLength;
      for (let at = 0; at < shortLength; at++) {
        frame[start + at] = (frame[start + at] ?? 0) + (block[at] ?? 0) * (left[at] ?? 0);
        const mirrored = 2 * shortLength - 1 - at;
        frame[start + mirrored] = (frame[start + mirrored] ?? 0) + (block[mirrored] ?? 0) * (right[at] ?? 0);
      }
    }
    return frame;
  }
}

const transforms = { long: new InverseMdct(frameLength), short: new InverseMdct(shortLength) };

type Slopes = Readonly<Record<WindowShape, Float32Array>>;
/** The rising half of each window; the falling half mirrors it. */
const slopes: Slopes = { sine: sineSlope(frameLength), kaiser: kaiserSlope(frameLength, 4) };
const shortSlopes: Slopes = { sine: sineSlope(shortLength), kaiser: kaiserSlope(shortLength, 6) };
/** A long frame beside short ones: nothing, the slope of a short window, then all. */
const steepSlopes: Slopes = { sine: steep(shortSlopes.sine), kaiser: steep(shortSlopes.kaiser) };

function sineSlope(length: number): Float32Array {
  return Float32Array.from({ length }, (_, at) => Math.sin((Math.PI * (at + 0.5)) / (2 * length)));
}

/** Kaiser-Bessel derived window: the root of the running sum of a Kaiser window (ISO/IEC 14496-3, 4.6.11.3.2). */
function kaiserSlope(length: number, alpha: number): Float32Array {
  const kernel = Array.from({ length: length + 1 }, (_, at) => besselZero(Math.PI * alpha * Math.sqrt(1 - ((2 * at) / length - 1) ** 2)));
  const total = kernel.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return Float32Array.from({ length }, (_, at) => {
    sum += kernel[at] ?? 0;
    return Math.sqrt(sum / total);
  });
}

function steep(short: Float32Array): Float32Array {
  return Float32Array.from({ length: frameLength }, (_, at) =>
    at < shortStart ? 0 : at < shortStart + shortLength ? (short[at - shortStart] ?? 0) : 1,
  );
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselZero(x: number): number {
  let term = 1;
  let sum = 1;
  for (let order = 1; term > sum * 1e-12; order++) {
    term *= (x / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}
