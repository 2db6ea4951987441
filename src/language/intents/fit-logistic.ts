import type { SparseVector } from './lexical-features.ts';

/** One text as a classifier sees it: its sentence vector (empty where there is no encoder) and its words. */
export interface Features {
  readonly dense: Float32Array;
  readonly words: SparseVector;
}

export interface LogisticExample {
  readonly features: Features;
  /** Classes it belongs to: one, or any number when `oneOfMany` is off. */
  readonly classes: readonly number[];
  readonly weight?: number;
}

export interface LogisticOptions {
  readonly classes: number;
  readonly denseWidth: number;
  readonly lexicalWidth: number;
  /** L2 strength per epoch. */
  readonly decay: number;
  readonly epochs: number;
  readonly seed: number;
  /** True: classes exclude each other (softmax). False: each is a question of its own (sigmoid). */
  readonly oneOfMany: boolean;
}

/** Weights with the classes of one feature beside each other: lexical features first, then dense ones, then the bias. */
export interface LogisticModel {
  readonly classes: number;
  readonly lexicalWidth: number;
  readonly denseWidth: number;
  readonly weights: Float32Array;
}

/** Found by cross-validation on the training splits of five public sets; components of a unit vector are small beside words. */
const denseScale = 4;
const firstRate = 0.35;
/** Errors below this teach nothing and are most of the work when there are a hundred classes. */
const leastError = 1e-3;

/**
 * Logistic regression by AdaGrad, one step size per feature. The weights of the last half of the steps are averaged, which stands for
 * many more epochs. The same examples and seed give the same weights.
 */
export function fitLogistic(examples: readonly LogisticExample[], options: LogisticOptions): LogisticModel {
  const { classes, denseWidth, lexicalWidth, epochs, seed } = options;
  const width = lexicalWidth + denseWidth + 1;
  const model = { classes, lexicalWidth, denseWidth, weights: new Float32Array(width * classes) };
  const average = new Float32Array(width * classes);
  const state: FitState = { model, squares: new Float32Array(width).fill(1e-4), options, errors: new Float32Array(classes) };
  const averaged = Math.max(1, Math.floor(epochs / 2));
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const index of shuffledIndexes(examples.length, seed + epoch)) {
      const example = examples[index];
      if (example) learn(state, example);
    }
    if (epoch >= epochs - averaged)
      for (let at = 0; at < average.length; at++) average[at] = (average[at] ?? 0) + (model.weights[at] ?? 0) / averaged;
  }
  return { ...model, weights: average };
}

/** Logits of every class. */
export function scoreClasses({ classes, lexicalWidth, denseWidth, weights }: LogisticModel, { dense, words }: Features): Float32Array {
  const logits = weights.slice((lexicalWidth + denseWidth) * classes, (lexicalWidth + denseWidth + 1) * classes);
  for (let at = 0; at < words.places.length; at++)
    addFeature(logits, weights, { start: (words.places[at] ?? 0) * classes, value: words.values[at] ?? 0 });
  for (let at = 0; at < denseWidth; at++)
    addFeature(logits, weights, { start: (lexicalWidth + at) * classes, value: (dense[at] ?? 0) * denseScale });
  return logits;
}

function addFeature(
  logits: Float32Array,
  weights: Float32Array,
  { start, value }: { readonly start: number; readonly value: number },
): void {
  for (let at = 0; at < logits.length; at++) logits[at] = (logits[at] ?? 0) + (weights[start + at] ?? 0) * value;
}

export function softmax(logits: Float32Array, temperature = 1): Float32Array {
  const largest = logits.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const exponents = logits.map((value) => Math.exp((value - largest) / temperature));
  const total = exponents.reduce((sum, value) => sum + value, 0);
  return exponents.map((value) => value / total);
}

interface FitState {
  readonly model: LogisticModel;
  readonly squares: Float32Array;
  readonly options: LogisticOptions;
  readonly errors: Float32Array;
}

function learn(state: FitState, { features, classes, weight = 1 }: LogisticExample): void {
  const { model, options, errors } = state;
  const logits = scoreClasses(model, features);
  errors.set(options.oneOfMany ? softmax(logits) : logits.map((value) => 1 / (1 + Math.exp(-value))));
  for (const one of classes) errors[one] = (errors[one] ?? 0) - 1;
  const wrong: number[] = [];
  let square = 0;
  for (let at = 0; at < errors.length; at++) {
    const error = (errors[at] ?? 0) * weight;
    if (Math.abs(error) < leastError) continue;
    errors[at] = error;
    wrong.push(at);
    square += error * error;
  }
  const { places, values } = features.words;
  const move = (feature: number, value: number) => moveFeature(state, feature, { value, wrong, square });
  for (let at = 0; at < places.length; at++) move(places[at] ?? 0, values[at] ?? 0);
  for (let at = 0; at < model.denseWidth; at++) move(model.lexicalWidth + at, (features.dense[at] ?? 0) * denseScale);
  move(model.lexicalWidth + model.denseWidth, 1);
}

interface Move {
  readonly value: number;
  readonly wrong: readonly number[];
  readonly square: number;
}

function moveFeature({ model, squares, options, errors }: FitState, feature: number, { value, wrong, square }: Move): void {
  squares[feature] = (squares[feature] ?? 0) + square * value * value;
  const rate = firstRate / Math.sqrt(squares[feature] ?? 1);
  const start = feature * model.classes;
  for (const at of wrong) {
    const old = model.weights[start + at] ?? 0;
    model.weights[start + at] = old - rate * ((errors[at] ?? 0) * value + options.decay * old);
  }
}

/** Fisher-Yates with a small linear congruential generator. */
function shuffledIndexes(count: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 4_294_967_296) * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
