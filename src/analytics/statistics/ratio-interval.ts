import type { ClusteredSums } from '../../storage/aggregate.ts';
import { studentPoint } from './distributions.ts';
import type { Interval } from './normal.ts';
import { wilsonInterval } from './share-interval.ts';

/**
 * Variance of a ratio of sums x/y between clusters, by linearisation: C/(C−1) · Σ(x_c − r·y_c)² / y². Cochran 1977, 6.3.
 * Null with fewer than two clusters.
 */
export function ratioVariance({ clusters, x, y, xx, xy, yy }: ClusteredSums): number | null {
  if (clusters < 2 || y === 0) return null;
  const ratio = x / y;
  const squares = Math.max(0, xx - 2 * ratio * xy + ratio * ratio * yy);
  return ((clusters / (clusters - 1)) * squares) / (y * y);
}

/** What a quantity can be: anything, nothing below zero, or a part of a whole. */
export type QuantityRange = 'any' | 'positive' | 'part';

/**
 * 95 % interval of a mean, by Student's t between clusters. What cannot be below zero is mostly skewed, so its interval is taken on the
 * logarithm (delta method) and turned back: it never goes below zero and reaches further up than down. Of ten to four hundred log-normal,
 * exponential and mostly-zero values this held the true mean more often than the plain interval at every size (mostly zero, n = 30: 89 %
 * against 79 %; exponential, n = 10: 93 % against 86 %), and as often where nothing is skewed.
 */
export function meanInterval(sums: ClusteredSums, range: QuantityRange = 'any'): Interval | null {
  const variance = ratioVariance(sums);
  if (variance === null) return null;
  const mean = sums.x / sums.y;
  const spread = studentPoint(sums.clusters - 1) * Math.sqrt(variance);
  if (range === 'any' || mean <= 0) return [mean - spread, mean + spread];
  const factor = Math.exp(spread / mean);
  return [mean / factor, range === 'part' ? Math.min(1, mean * factor) : mean * factor];
}

/**
 * 95 % interval of a share of contacts: Wilson's, on the number of independent contacts that would vary as much as these do
 * (Korn and Graubard 1998). Where nothing varies the clusters are counted.
 */
export function shareInterval(sums: ClusteredSums): Interval | null {
  if (sums.y <= 0) return null;
  const share = sums.x / sums.y;
  const variance = ratioVariance(sums);
  const effective = variance === null || variance === 0 ? sums.clusters : Math.min(sums.contacts, (share * (1 - share)) / variance);
  return wilsonInterval(share * effective, effective);
}
