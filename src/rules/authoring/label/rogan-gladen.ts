import type { Estimate, Share } from './intervals.ts';

/** How a rule did on conversations that somebody else labelled. */
export interface LabelledElsewhere {
  /** Fired among the true cases. */
  readonly cases: Share;
  /** Fired among the others. */
  readonly others: Share;
}

/** Below this the rule hardly tells cases from others, and the correction would only blow up noise. */
export const leastYouden = 0.3;

/**
 * The share of true cases behind a raw rate, from sensitivity and specificity measured elsewhere (Rogan and Gladen 1978), with the
 * variance of all three. Null where sensitivity + specificity − 1 < 0.3. Holds only if the rule errs here as it did there.
 */
export function roganGladen(raw: Share, { cases, others }: LabelledElsewhere): Estimate | null {
  if (raw.n === 0 || cases.n === 0 || others.n === 0) return null;
  const rate = raw.hits / raw.n;
  const sensitivity = cases.hits / cases.n;
  const specificity = 1 - others.hits / others.n;
  const youden = sensitivity + specificity - 1;
  if (youden < leastYouden) return null;
  const value = (rate + specificity - 1) / youden;
  // Agresti and Coull (1998): two hits and two misses more keep the variance above zero at 0 % and 100 %.
  const spread = ({ hits, n }: Share) => (((hits + 2) / (n + 4)) * (1 - (hits + 2) / (n + 4))) / (n + 4);
  const variance = ((rate * (1 - rate)) / raw.n + value ** 2 * spread(cases) + (1 - value) ** 2 * spread(others)) / youden ** 2;
  const half = 1.96 * Math.sqrt(variance);
  return { value: clip(value), interval: [clip(value - half), clip(value + half)], n: cases.n + others.n };
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
