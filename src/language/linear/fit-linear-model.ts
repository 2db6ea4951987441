import type { LinearInput, LinearModel } from './linear-model.ts';

export interface LinearExample {
  readonly input: LinearInput;
  /** Share of each class: soft labels where raters disagree. */
  readonly target: readonly number[];
  readonly weight: number;
}

export interface FitOptions {
  readonly classes: readonly string[];
  readonly buckets: number;
  readonly dense: number;
  readonly epochs: number;
  readonly rate: number;
  /** L2 per seen feature and step. */
  readonly decay: number;
  readonly seed: number;
}

/** Multinomial logistic regression by AdaGrad over shuffled examples; the same examples and seed give the same weights. */
export function fitLinearModel(examples: readonly LinearExample[], options: FitOptions): LinearModel {
  const { classes, buckets, dense, epochs, rate, decay, seed } = options;
  const width = buckets + dense + 1;
  const weights = classes.map(() => new Float32Array(width));
  const squares = classes.map(() => new Float32Array(width).fill(1e-6));
  const order = Array.from(examples.keys());
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    for (const index of order) {
      const example = examples[index];
      if (example) step(example, { weights, squares, buckets, dense, rate, decay });
    }
  }
  return {
    classes,
    buckets,
    bias: Float32Array.from(weights, (row) => row[width - 1] ?? 0),
    temperature: 1,
    words: weights.map((row) => row.slice(0, buckets)),
    features: weights.map((row) => row.slice(buckets, buckets + dense)),
  };
}

interface StepState {
  readonly weights: readonly Float32Array[];
  readonly squares: readonly Float32Array[];
  readonly buckets: number;
  readonly dense: number;
  readonly rate: number;
  readonly decay: number;
}

function step({ input, target, weight }: LinearExample, { weights, squares, buckets, dense, rate, decay }: StepState): void {
  const bias = buckets + dense;
  const logits = weights.map((row) => {
    let sum = row[bias] ?? 0;
    for (let n = 0; n < input.buckets.length; n++) sum += (row[input.buckets[n] ?? 0] ?? 0) * (input.values[n] ?? 0);
    for (let n = 0; n < dense; n++) sum += (row[buckets + n] ?? 0) * (input.dense[n] ?? 0);
    return sum;
  });
  const largest = Math.max(...logits);
  const exponents = logits.map((value) => Math.exp(value - largest));
  const total = exponents.reduce((sum, value) => sum + value, 0);
  weights.forEach((row, index) => {
    const square = squares[index] ?? row;
    const error = weight * ((exponents[index] ?? 0) / total - (target[index] ?? 0));
    const move = (at: number, value: number, shrink: number) => {
      const slope = error * value + shrink * (row[at] ?? 0);
      square[at] = (square[at] ?? 0) + slope * slope;
      row[at] = (row[at] ?? 0) - (rate * slope) / Math.sqrt(square[at] ?? 1);
    };
    for (let n = 0; n < input.buckets.length; n++) move(input.buckets[n] ?? 0, input.values[n] ?? 0, decay);
    for (let n = 0; n < dense; n++) if (input.dense[n]) move(buckets + n, input.dense[n] ?? 0, decay);
    move(bias, 1, 0);
  });
}
