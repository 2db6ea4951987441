import type { QueryResult } from '../api.ts';
import type { SeriesPoint } from '../charts/prepare/line-chart.ts';
import { formatDay } from '../format.ts';
import { type DriverNames, dimensionValue } from './dimension-value.ts';

interface SeriesOptions {
  readonly dimension: string;
  readonly metric: string;
}

const noDrivers: DriverNames = new Map();

/** One metric over time, as a chart takes it. Times within one year go without it. */
export function seriesOf(result: Pick<QueryResult, 'rows'>, { dimension, metric }: SeriesOptions): SeriesPoint[] {
  const keys = result.rows.map((row) => row.dimensions[dimension] ?? '');
  const oneYear = new Set(keys.map((key) => key.slice(0, 4))).size < 2;
  return result.rows.map(({ dimensions, values, partial }) => {
    const key = dimensions[dimension] ?? '';
    const cell = values[metric];
    const label = dimensionValue(dimension, key, noDrivers);
    const isDated = dimension === 'day' || dimension === 'week';
    return {
      key,
      label: oneYear && isDated ? formatDay(key.slice(0, 10)).replace(/ \d{4}$/, '') : label,
      value: cell?.value ?? null,
      interval: cell?.interval ?? null,
      isPartial: partial,
    };
  });
}
