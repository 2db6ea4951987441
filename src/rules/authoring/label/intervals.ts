export type Interval = readonly [low: number, high: number];

/** A rate with its 95 % interval and the number of judgements it rests on. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
  readonly n: number;
}

export interface Share {
  readonly hits: number;
  readonly n: number;
  /** Conversations that the n were drawn from; the interval closes as n reaches it. Absent: endless. */
  readonly population?: number;
}

/** Half of what lies outside a 95 % interval, and the normal deviate that cuts it off. */
const tail = 0.025;
const deviate = 1.96;

/**
 * Wilson's score interval (1927), narrowed by the finite population correction. Its coverage lies close to 95 % on average from five
 * judgements on (Brown, Cai and DasGupta 2001; measured in coverage.test.ts), where the normal interval's does not and Clopper-Pearson's lies above.
 */
export function shareInterval(share: Share): Interval {
  const { hits, n } = share;
  if (n === 0) return [0, 1];
  const value = hits / n;
  const square = deviate ** 2;
  const middle = (value + square / (2 * n)) / (1 + square / n);
  const half = (deviate * Math.sqrt((value * (1 - value)) / n + square / (4 * n * n))) / (1 + square / n);
  return narrowed(share, [hits === 0 ? 0 : middle - half, hits === n ? 1 : middle + half]);
}

/** Clopper and Pearson (1934), exact: at least 95 % whatever the truth and however few, and wider for it. */
export function exactInterval({ hits, n }: Share): Interval {
  if (n === 0) return [0, 1];
  const low = hits === 0 ? 0 : crossing((p) => tailAbove(hits - 1, n, p) >= tail);
  const high = hits === n ? 1 : crossing((p) => 1 - tailAbove(hits, n, p) <= tail);
  return [low, high];
}

export function shareEstimate(share: Share): Estimate {
  return { value: share.n === 0 ? 0 : share.hits / share.n, interval: shareInterval(share), n: share.n };
}

/** Where a monotone condition begins to hold between 0 and 1. */
export function crossing(holds: (at: number) => boolean): number {
  let [below, above] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (below + above) / 2;
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return (below + above) / 2;
}

function tailAbove(hits: number, n: number, p: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return hits < n ? 1 : 0;
  const odds = p / (1 - p);
  let sum = 0;
  let term = probabilityOf(hits + 1, n, p);
  for (let count = hits + 1; count <= n && term > sum * 1e-15; count++) {
    sum += term;
    term *= ((n - count) / (count + 1)) * odds;
  }
  return sum;
}

function probabilityOf(hits: number, n: number, p: number): number {
  if (p <= 0) return hits === 0 ? 1 : 0;
  if (p >= 1) return hits === n ? 1 : 0;
  return Math.exp(logChoose(n, hits) + hits * Math.log(p) + (n - hits) * Math.log1p(-p));
}

const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++) logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next));
  return logFactorials[n] ?? 0;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

function narrowed({ hits, n, population }: Share, [low, high]: Interval): Interval {
  if (population === undefined || n === 0 || population <= 1) return [low, high];
  const value = hits / n;
  const narrowing = Math.sqrt(Math.max(0, population - n) / (population - 1));
  return [value - (value - low) * narrowing, value + (high - value) * narrowing];
}

/** Fisher's exact test, one-sided: how likely the second group has so few hits if both have the same rate. */
export function fisherLower(before: Share, after: Share): number {
  const hits = before.hits + after.hits;
  const total = before.n + after.n;
  let sum = 0;
  for (let count = Math.max(0, hits - before.n); count <= after.hits; count++)
    sum += Math.exp(logChoose(after.n, count) + logChoose(before.n, hits - count) - logChoose(total, hits));
  return Math.min(1, sum);
}
