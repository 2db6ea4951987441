import { exponentials, type TaggerModel, type TrainableModel, tagCount } from './tagger.ts';
import { featureRows } from './word-features.ts';

/** The trained weights as they are kept: 8 bits each, rows of the table that say nothing left out. */
export interface TaggerData {
  readonly version: string;
  /** What a step of one in 8 bits is worth. */
  readonly scale: number;
  readonly transitions: readonly number[];
  /** Base64 of row numbers (32 bits, little-endian). */
  readonly rows: string;
  /** Base64 of the rows' weights. */
  readonly values: string;
}

/** Rows whose weights all stay below this are left out: half the size, and on two folds the same F2 within 0.003. */
const leastWeight = 0.3;
const widest = 127;

export function packTagger(model: TrainableModel, version: string): TaggerData {
  const largest = model.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest / widest;
  const kept: number[] = [];
  for (let row = 0; row * tagCount < model.weights.length; row++) {
    const weights = model.weights.subarray(row * tagCount, (row + 1) * tagCount);
    if (weights.some((weight) => Math.abs(weight) >= leastWeight)) kept.push(row);
  }
  const values = Int8Array.from(
    kept.flatMap((row) => [...model.weights.subarray(row * tagCount, (row + 1) * tagCount)]),
    (weight) => Math.round(weight / scale),
  );
  return {
    version,
    scale,
    transitions: [...model.transitions].map((weight) => Number(weight.toFixed(3))),
    rows: Buffer.from(Uint32Array.from(kept).buffer).toString('base64'),
    values: Buffer.from(values.buffer).toString('base64'),
  };
}

export function unpackTagger(data: TaggerData): TaggerModel {
  const weights = new Int8Array(featureRows * tagCount);
  const rows = Buffer.from(data.rows, 'base64');
  const values = new Int8Array(Buffer.from(data.values, 'base64'));
  for (let index = 0; index * 4 < rows.length; index++) {
    weights.set(values.subarray(index * tagCount, (index + 1) * tagCount), rows.readUInt32LE(index * 4) * tagCount);
  }
  const transitions = Float32Array.from(data.transitions);
  return { version: data.version, weights, scale: data.scale, transitions, powers: exponentials(transitions) };
}
