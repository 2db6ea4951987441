import { type Features, type LogisticModel, scoreClasses, softmax } from './fit-logistic.ts';
import { lexicalCounts, type Rarity, weighCounts } from './lexical-features.ts';

/** A text and, where there is an encoder, its vector. */
export interface IntentText {
  readonly text: string;
  readonly vector: Float32Array;
}

export interface IntentModel {
  readonly classes: readonly string[];
  readonly logistic: LogisticModel;
  readonly rarity: Rarity;
  /** Mean direction of each class's examples; empty where there is no encoder. */
  readonly prototypes: readonly Float32Array[];
  /** Share of the logistic part per class: n / (n + 5) of n examples. With few, likeness to their mean is surer. */
  readonly trust: readonly number[];
  /** Divides the log-probabilities: found on texts that the model had not seen. */
  readonly temperature: number;
  /** At most twenty vectors of each class, to see how near a text is to anything known. */
  readonly known: readonly Float32Array[];
  readonly scope: ScopeModel;
}

/** Says how likely a text belongs to any of the classes, from five signals. */
export interface ScopeModel {
  readonly weights: readonly number[];
  readonly bias: number;
  /** Below this the model abstains. */
  readonly threshold: number;
}

export interface IntentGuess {
  /** Calibrated, in the order of the model's classes. */
  readonly probabilities: Float32Array;
  readonly best: number;
  /** 0…1: it is about any of the classes. */
  readonly inScope: number;
  readonly answered: boolean;
}

/** Spread of cosines to prototypes, as a temperature; chosen by cross-validation on Banking77's training split at 5 and 10 examples. */
const prototypeTemperature = 0.08;
const nearest = 5;

export function featuresOf({ text, vector }: IntentText, rarity: Rarity): Features {
  return { dense: vector, words: weighCounts(lexicalCounts(text), rarity) };
}

export function guessIntent(model: IntentModel, input: IntentText): IntentGuess {
  const features = featuresOf(input, model.rarity);
  const logits = scoreClasses(model.logistic, features);
  const likeness = likenessOf(model.prototypes, features.dense);
  const probabilities = blend(model, logits, likeness);
  const best = largestAt(probabilities);
  if (model.scope.threshold === 0) return { probabilities, best, inScope: 1, answered: true };
  const inScope = scopeOf(model.scope, scopeSignals(model, { probabilities, logits, likeness, dense: features.dense }));
  return { probabilities, best, inScope, answered: inScope >= model.scope.threshold };
}

/** Likeness to each class's mean. */
export function likenessOf(prototypes: readonly Float32Array[], dense: Float32Array): Float32Array {
  return Float32Array.from(prototypes, (prototype) => dot(prototype, dense));
}

/**
 * Probabilities of the two parts, mixed per class and then sharpened or flattened by the temperature: likeness alone never comes near
 * 1, so that a temperature of the logits could not make the mixture as sure as it is right.
 */
export function blend(
  { trust, temperature }: Pick<IntentModel, 'trust' | 'temperature'>,
  logits: Float32Array,
  likeness: Float32Array,
): Float32Array {
  if (likeness.length === 0) return softmax(logits, temperature);
  const near = softmax(likeness, prototypeTemperature);
  const mixed = softmax(logits).map((value, at) => value * (trust[at] ?? 1) + (near[at] ?? 0) * (1 - (trust[at] ?? 1)));
  return softmax(
    mixed.map((value) => Math.log(Math.max(value, Number.MIN_VALUE))),
    temperature,
  );
}

interface Scored {
  readonly probabilities: Float32Array;
  readonly logits: Float32Array;
  readonly likeness: Float32Array;
  readonly dense: Float32Array;
}

/**
 * What tells a foreign text: no class is likely, two are as likely, all logits are low (energy, Liu et al. 2020), nothing known is
 * near, and not even the chosen class's mean is.
 */
export function scopeSignals(
  { known, temperature }: Pick<IntentModel, 'known' | 'temperature'>,
  { probabilities, logits, likeness, dense }: Scored,
): number[] {
  const best = largestAt(probabilities);
  const first = probabilities[best] ?? 0;
  const second = probabilities.reduce((most, value, at) => (at === best ? most : Math.max(most, value)), 0);
  const highest = logits.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const energy = highest + temperature * Math.log(logits.reduce((sum, value) => sum + Math.exp((value - highest) / temperature), 0));
  return [first, first - second, energy / 10, meanOfNearest(known, dense), likeness[best] ?? 0];
}

export function scopeOf({ weights, bias }: Pick<ScopeModel, 'weights' | 'bias'>, signals: readonly number[]): number {
  return 1 / (1 + Math.exp(-signals.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias)));
}

export function largestAt(values: Float32Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
  return best;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function meanOfNearest(known: readonly Float32Array[], vector: Float32Array): number {
  const best = new Float32Array(nearest).fill(-1);
  for (const other of known) {
    const likeness = dot(other, vector);
    let at = nearest - 1;
    if (likeness <= (best[at] ?? 0)) continue;
    while (at > 0 && likeness > (best[at - 1] ?? 0)) {
      best[at] = best[at - 1] ?? 0;
      at--;
    }
    best[at] = likeness;
  }
  return known.length === 0 ? 0 : best.reduce((sum, value) => sum + value, 0) / nearest;
}
