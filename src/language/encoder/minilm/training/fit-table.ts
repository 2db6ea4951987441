import { dot } from './principal-axes.ts';

export interface TableExample {
  /** Word pieces of a sentence. */
  readonly ids: readonly number[];
  /** What the network makes of it, in the table's dimensions; a unit vector. */
  readonly target: Float32Array;
}

export interface FitTableOptions {
  readonly epochs: number;
  readonly rate: number;
  /** How many sentences of evidence the first guess of a row is worth. */
  readonly prior: number;
}

/**
 * Moves rows so that the direction of a sentence's sum comes to the network's vector: gradient of the cosine, AdaGrad per row.
 * The squares start at `prior`, so rows of rare pieces stay near their first guess.
 */
export function fitTable(
  table: readonly Float32Array[],
  examples: readonly TableExample[],
  { epochs, rate, prior }: FitTableOptions,
): void {
  const squares = new Float32Array(table.length).fill(prior);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const slower = rate * (1 - epoch / (epochs + 1));
    for (const example of examples) learn(table, example, { squares, rate: slower });
  }
}

export function sumOf(table: readonly Float32Array[], ids: readonly number[], dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (const id of ids) {
    const row = table[id];
    if (row) for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + (row[at] ?? 0);
  }
  return sum;
}

interface LearnState {
  readonly squares: Float32Array;
  readonly rate: number;
}

function learn(table: readonly Float32Array[], { ids, target }: TableExample, { squares, rate }: LearnState): void {
  const dimensions = target.length;
  const sum = sumOf(table, ids, dimensions);
  const length = Math.sqrt(dot(sum, sum));
  if (length < 1e-6) return;
  const cosine = dot(sum, target) / length;
  // d cosine / d sum = (target − cosine · sum / |sum|) / |sum|; |sum| is left out, so that long sentences teach as much as short ones.
  const slope = new Float32Array(dimensions);
  for (let at = 0; at < dimensions; at++) slope[at] = (target[at] ?? 0) - (cosine * (sum[at] ?? 0)) / length;
  const square = dot(slope, slope);
  for (const id of ids) {
    const row = table[id];
    if (!row) continue;
    squares[id] = (squares[id] ?? 0) + square;
    const step = rate / Math.sqrt(squares[id] ?? 1);
    for (let at = 0; at < dimensions; at++) row[at] = (row[at] ?? 0) + step * (slope[at] ?? 0);
  }
}
