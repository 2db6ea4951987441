import library from 'jstat';
import { type Interval, z95 } from './normal.ts';

const { jStat } = library;

/** Upper tail of the standard normal distribution. */
export function normalUpperTail(z: number): number {
  return jStat.normal.cdf(-z, 0, 1);
}

/** Upper tail of the chi-square distribution. */
export function chiSquareUpperTail(value: number, freedom: number): number {
  return 1 - jStat.chisquare.cdf(value, freedom);
}

/** 97.5 % point of Student's distribution: two-sided 95 % intervals from few values. */
export function studentPoint(freedom: number): number {
  return freedom > 1000 ? z95 : jStat.studentt.inv(0.975, freedom);
}

/** P(Y ≥ count) for a negative binomial of this mean and variance; Poisson where the variance is not above the mean. */
export function countUpperTail(count: number, { mean, variance }: { readonly mean: number; readonly variance: number }): number {
  if (count <= 0) return 1;
  if (variance <= mean * 1.000_001) return jStat.gamma.cdf(mean, count, 1);
  const size = (mean * mean) / (variance - mean);
  return jStat.ibeta(mean / (mean + size), count, size);
}

/** P(Y ≤ count), likewise. */
export function countLowerTail(count: number, moments: { readonly mean: number; readonly variance: number }): number {
  return 1 - countUpperTail(count + 1, moments);
}

/** Exact interval of `hits` in `n` (Clopper and Pearson 1934). */
export function exactShareInterval(hits: number, n: number): Interval {
  const low = hits === 0 ? 0 : jStat.beta.inv(0.025, hits, n - hits + 1);
  const high = hits === n ? 1 : jStat.beta.inv(0.975, hits + 1, n - hits);
  return [low, high];
}
