import type { ClusteredSums } from '../storage/aggregate.ts';
import type { MetricDefinition } from './model.ts';
import { countInterval } from './statistics/count-interval.ts';
import type { Interval } from './statistics/normal.ts';
import { meanInterval, shareInterval } from './statistics/ratio-interval.ts';
import { differenceInterval } from './statistics/share-interval.ts';

/** A value with how sure it is. `not-enough-data` is an answer: fewer contacts than asked for, or nothing that varies. */
export type CellValue =
  | { readonly state: 'measured'; readonly value: number; readonly interval: Interval; readonly n: number; readonly unknown: number }
  | { readonly state: 'not-enough-data'; readonly value: null; readonly interval: null; readonly n: number; readonly unknown: number };

export interface ValueChange {
  /** This minus the other; null when either is not known. */
  readonly difference: number | null;
  readonly interval: Interval | null;
  /** Difference / the other. */
  readonly relative: number | null;
  /** Whether the interval leaves zero out. */
  readonly certain: boolean;
}

/** The value of a metric in one group; `unknown` counts contacts that lack what the formula needs. */
export function cellValue(
  metric: MetricDefinition,
  sums: ClusteredSums,
  { contacts, minimum }: { readonly contacts: number; readonly minimum: number },
): CellValue {
  const counts = { n: sums.contacts, unknown: contacts - sums.contacts };
  if (metric.interval === 'count') return { state: 'measured', value: sums.x, interval: countInterval(sums.x), ...counts };
  const interval = sums.contacts < minimum ? null : metric.interval === 'share' ? shareInterval(sums) : meanInterval(sums, metric.range);
  if (interval === null || sums.y === 0) return { state: 'not-enough-data', value: null, interval: null, ...counts };
  return { state: 'measured', value: sums.x / sums.y, interval, ...counts };
}

/** How the second differs from the first: Newcombe's square-and-add of both intervals, for counts, shares and means alike. */
export function compareValues(from: CellValue, to: CellValue): ValueChange {
  if (from.state !== 'measured' || to.state !== 'measured') return { difference: null, interval: null, relative: null, certain: false };
  const interval = differenceInterval(from, to);
  const difference = to.value - from.value;
  return {
    difference,
    interval,
    relative: from.value === 0 ? null : difference / Math.abs(from.value),
    certain: interval[0] > 0 || interval[1] < 0,
  };
}
