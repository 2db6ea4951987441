import type { BitReader } from './bit-reader.ts';
import type { WindowLayout } from './window-layout.ts';

/** A recursive filter over the coefficients of one window, from `from` up to `to`, downwards when `backwards`. */
export interface TnsFilter {
  readonly from: number;
  readonly to: number;
  readonly backwards: boolean;
  /** Prediction coefficients, without the leading 1. */
  readonly prediction: readonly number[];
}

/** tns_data() of ISO/IEC 14496-3, table 4.54. */
export function readTns(bits: BitReader, layout: WindowLayout): TnsFilter[] {
  const isShort = layout.sequence === 'short';
  const sizes = isShort ? { count: 1, length: 4, order: 3 } : { count: 2, length: 6, order: 5 };
  const filters: TnsFilter[] = [];
  for (let window = 0; window < (isShort ? 8 : 1); window++) {
    const count = bits.read(sizes.count);
    const resolution = count > 0 ? bits.read(1) + 3 : 0;
    let top = layout.offsets.length - 1;
    for (let index = 0; index < count; index++) {
      const bottom = Math.max(0, top - bits.read(sizes.length));
      const order = bits.read(sizes.order);
      if (order > 0) {
        const backwards = bits.flag();
        const prediction = readPrediction(bits, order, resolution);
        filters.push({ ...extent(layout, { window, bottom, top }), backwards, prediction });
      }
      top = bottom;
    }
  }
  return filters;
}

function extent(layout: WindowLayout, { window, bottom, top }: { window: number; bottom: number; top: number }) {
  const reach = Math.min(layout.tnsBands, layout.bandCount);
  const at = (band: number) => window * layout.windowLength + (layout.offsets[Math.min(band, reach)] ?? 0);
  return { from: at(bottom), to: at(top) };
}

/** Reflection coefficients are written as steps of an arcsine; the prediction follows by Levinson's recursion. */
function readPrediction(bits: BitReader, order: number, resolution: number): number[] {
  const size = resolution - bits.read(1);
  let prediction: number[] = [];
  for (let index = 0; index < order; index++) {
    const raw = bits.read(size);
    const signed = raw >= 2 ** (size - 1) ? raw - 2 ** size : raw;
    const steps = 2 ** (resolution - 1) + (signed >= 0 ? -0.5 : 0.5);
    const reflection = Math.sin((signed * Math.PI) / (2 * steps));
    const before = prediction;
    prediction = [...before.map((value, at) => value + reflection * (before[before.length - 1 - at] ?? 0)), reflection];
  }
  return prediction;
}

export function shapeNoise(coefficients: Float32Array, filters: readonly TnsFilter[]): void {
  for (const { from, to, backwards, prediction } of filters) {
    const step = backwards ? -1 : 1;
    const start = backwards ? to - 1 : from;
    for (let count = 0; count < to - from; count++) {
      const at = start + count * step;
      let value = coefficients[at] ?? 0;
      for (let tap = 1; tap <= Math.min(prediction.length, count); tap++) {
        value -= (prediction[tap - 1] ?? 0) * (coefficients[at - tap * step] ?? 0);
      }
      coefficients[at] = value;
    }
  }
}
