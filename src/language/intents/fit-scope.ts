import { type ScopeModel, scopeOf } from './intent-model.ts';

export interface ScopeExample {
  readonly signals: readonly number[];
  readonly inScope: boolean;
  /** Whether the class it would be given is the right one. */
  readonly right: boolean;
}

export const neverAbstain: ScopeModel = { weights: [], bias: 0, threshold: 0 };

const rounds = 400;
const decay = 1e-3;

/** Logistic regression on the standardised signals, both sides of equal weight; then the threshold. */
export function fitScope(examples: readonly ScopeExample[], foreignCost: number): ScopeModel {
  const inside = examples.filter(({ inScope }) => inScope).length;
  if (inside === 0 || inside === examples.length) return neverAbstain;
  const { means, spreads } = standardise(examples);
  const width = means.length;
  let weights = new Array<number>(width).fill(0);
  let bias = 0;
  for (let round = 0; round < rounds; round++) {
    const slope = weights.map((weight) => decay * weight);
    let biasSlope = 0;
    for (const { signals, inScope } of examples) {
      const values = signals.map((value, at) => (value - (means[at] ?? 0)) / (spreads[at] ?? 1));
      const share = inScope ? 0.5 / inside : 0.5 / (examples.length - inside);
      const error = (scopeOf({ weights, bias }, values) - (inScope ? 1 : 0)) * share;
      values.forEach((value, at) => {
        slope[at] = (slope[at] ?? 0) + error * value;
      });
      biasSlope += error;
    }
    weights = weights.map((weight, at) => weight - 2 * (slope[at] ?? 0));
    bias -= 2 * biasSlope;
  }
  const raw = weights.map((weight, at) => weight / (spreads[at] ?? 1));
  const rawBias = bias - raw.reduce((sum, weight, at) => sum + weight * (means[at] ?? 0), 0);
  return { weights: raw, bias: rawBias, threshold: chooseThreshold({ weights: raw, bias: rawBias }, { examples, foreignCost }) };
}

/**
 * The threshold of the least cost on the examples, each side counted as a rate, so that their numbers do not matter: `foreignCost` is
 * what a share of foreign texts that get a reason costs against the same share of known ones that get none.
 */
interface Costs {
  readonly examples: readonly ScopeExample[];
  readonly foreignCost: number;
}

function chooseThreshold(model: Pick<ScopeModel, 'weights' | 'bias'>, { examples, foreignCost }: Costs): number {
  const scored = examples.map((example) => ({ ...example, score: scopeOf(model, example.signals) })).toSorted((a, b) => a.score - b.score);
  const right = scored.filter((example) => example.inScope && example.right).length || 1;
  const foreign = scored.filter((example) => !example.inScope).length || 1;
  let cost = foreignCost;
  let best = { cost, threshold: 0 };
  for (const [at, { inScope, right: correct, score }] of scored.entries()) {
    if (!inScope) cost -= foreignCost / foreign;
    else if (correct) cost += 1 / right;
    if (cost < best.cost) best = { cost, threshold: (score + (scored[at + 1]?.score ?? 1)) / 2 };
  }
  return best.threshold;
}

function standardise(examples: readonly ScopeExample[]): { means: number[]; spreads: number[] } {
  const width = examples[0]?.signals.length ?? 0;
  const means = Array.from({ length: width }, (_, at) => mean(examples.map(({ signals }) => signals[at] ?? 0)));
  const spreads = means.map((center, at) => Math.sqrt(mean(examples.map(({ signals }) => ((signals[at] ?? 0) - center) ** 2))) || 1);
  return { means, spreads };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
