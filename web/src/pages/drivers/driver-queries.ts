import type { Period } from '../../analytics/periods.ts';
import { addDays } from '../../analytics/periods.ts';
import type { QueryBody } from '../../api.ts';

const driverMetrics = ['volume', 'sentiment_end', 'resolution', 'escalation_rate', 'effort'] as const;
/** Where a driver may be at home. */
export const segmentDimensions = ['queue', 'team', 'channel'] as const;
const trendDays = 26 * 7;

const only = (driver: string): NonNullable<QueryBody['filters']> => [{ dimension: 'driver', in: [driver] }];

export function driverQuery(driver: string, { period, before }: { readonly period: Period; readonly before: Period }): QueryBody {
  return { metrics: [...driverMetrics], filters: only(driver), period, compare: { period: before } };
}

export function driverTrendQuery(driver: string, { to }: Period): QueryBody {
  return { metrics: ['volume'], dimensions: ['week'], filters: only(driver), period: { from: addDays(to, -trendDays), to } };
}

export function segmentQuery(driver: string, { dimension, period }: { readonly dimension: string; readonly period: Period }): QueryBody {
  return { metrics: ['volume', 'sentiment_end'], dimensions: [dimension], filters: only(driver), period };
}
