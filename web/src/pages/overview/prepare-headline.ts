import { type ChangeView, metricLabel, prepareChange, prepareValue, unitOf, type ValueView } from '../../analytics/format-metric.ts';
import type { MetricCatalogue, QueryBody, QueryResult } from '../../api.ts';
import { numbersStrings } from '../../strings/numbers.ts';

/** One number of the period, and the two ways behind it. */
export interface Headline {
  readonly metric: string;
  readonly label: string;
  readonly value: ValueView;
  readonly change: ChangeView | null;
  /** How many contacts lack what the formula needs; null when few do. */
  readonly unknown: string | null;
  readonly trend: QueryBody;
  readonly cell: string | null;
}

interface HeadlineContext {
  readonly catalogue: MetricCatalogue;
  /** The same over weeks; its metric is replaced by each. */
  readonly trend: QueryBody;
  readonly labelOf?: (metric: string) => string;
}

/** Below this share of contacts without a value it is no news. */
const notableUnknown = 0.05;

export function prepareHeadlines(result: QueryResult, { catalogue, trend, labelOf = metricLabel }: HeadlineContext): Headline[] {
  const [row] = result.rows;
  return result.query.metrics.map((metric) => {
    const unit = unitOf(metric, catalogue.metrics);
    const cell = row?.values[metric];
    const isNotable = cell !== undefined && cell.n > 0 && cell.unknown > notableUnknown * (cell.n + cell.unknown);
    return {
      metric,
      label: labelOf(metric),
      value: prepareValue(cell, unit),
      change: prepareChange(row?.compared?.changes[metric], unit),
      unknown: isNotable ? numbersStrings.unknown(cell.unknown) : null,
      trend: { ...trend, metrics: [metric] },
      cell: row?.cell ?? null,
    };
  });
}
