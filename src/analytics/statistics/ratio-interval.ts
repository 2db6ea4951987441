import type { ClusteredSums } from '../../storage/aggregate.ts';
import { type Interval, z95 } from './normal.ts';
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

/** 95 % interval of a mean of anything. */
export function meanInterval(sums: ClusteredSums): Interval | null {
  const variance = ratioVariance(sums);
  if (variance === null) return null;
  const mean = sums.x / sums.y;
  const spread = z95 * Math.sqrt(variance);
  return [mean - spread, mean + spread];
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
