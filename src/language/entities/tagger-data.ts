import { z } from 'zod';
import { emptyModel, type TaggerModel, tagCount } from './tagger.ts';

/** The trained weights as they are kept: 8 bits each, rows of the table that say nothing left out. */
export const taggerDataSchema = z.object({
  version: z.string(),
  /** What a step of one in 8 bits is worth. */
  scale: z.number(),
  transitions: z.array(z.number()),
  /** Base64 of row numbers (32 bits, little-endian). */
  rows: z.string(),
  /** Base64 of the rows' weights. */
  values: z.string(),
});
export type TaggerData = z.infer<typeof taggerDataSchema>;

/** Rows whose weights all stay below this are left out: half the size, and on two folds the same F2 within 0.003. */
const leastWeight = 0.3;
const widest = 127;

export function packTagger(model: TaggerModel, version: string): TaggerData {
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
  const model = emptyModel(data.version);
  model.transitions.set(data.transitions);
  const rows = Buffer.from(data.rows, 'base64');
  const values = new Int8Array(Buffer.from(data.values, 'base64'));
  for (let index = 0; index * 4 < rows.length; index++) {
    const row = rows.readUInt32LE(index * 4);
    for (let tag = 0; tag < tagCount; tag++) model.weights[row * tagCount + tag] = (values[index * tagCount + tag] ?? 0) * data.scale;
  }
  return model;
}
