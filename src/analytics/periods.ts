import type { TimeGrain } from '../storage/aggregate.ts';
import type { MetricQuery } from './metric-query.ts';

const dayMs = 86_400_000;

/** Whether a time bucket reaches out of the period, or is not over yet: its count cannot be held against full ones. */
export function isPartial(
  bucket: string,
  { grain, period, now }: { readonly grain: TimeGrain; readonly period: MetricQuery['period']; readonly now: Date },
): boolean {
  if (grain === 'weekday' || bucket === '') return false;
  const end = endOf(bucket, grain);
  const today = now.toISOString().slice(0, 10);
  if (end > nextDay(today)) return true;
  return period !== undefined && (bucket < period.from || end > period.to);
}

/** The day after the bucket's last. */
function endOf(bucket: string, grain: Exclude<TimeGrain, 'weekday'>): string {
  const [year = 0, month = 1] = bucket.split('-').map(Number);
  if (grain === 'month') return isoDay(Date.UTC(year, month, 1));
  if (grain === 'quarter') return isoDay(Date.UTC(year, month + 2, 1));
  return isoDay(Date.parse(bucket) + (grain === 'week' ? 7 : 1) * dayMs);
}

function nextDay(day: string): string {
  return isoDay(Date.parse(day) + dayMs);
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
