import { type DriverNames, dimensionLabel, dimensionValue, timeDimensions } from '../../analytics/dimension-value.ts';
import { type ChangeView, metricLabel, prepareChange, prepareValue, unitOf, type ValueView } from '../../analytics/format-metric.ts';
import type { MetricCatalogue, QueryResult } from '../../api.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { queryStrings } from '../../strings/query.ts';

export interface ResultContext {
  readonly units: MetricCatalogue['metrics'];
  readonly drivers: DriverNames;
}

/** One row of the answer as the table shows it. */
export interface TableRow {
  readonly cell: string;
  readonly labels: readonly string[];
  readonly isPartial: boolean;
  readonly values: readonly {
    readonly metric: string;
    readonly view: ValueView;
    readonly change: ChangeView | null;
    readonly before: string | null;
  }[];
  readonly contacts: string;
  readonly excluded: string;
}

export interface ResultTable {
  readonly dimensions: readonly string[];
  readonly metrics: readonly string[];
  readonly rows: readonly TableRow[];
  /** What was left out of everything, with the reasons. */
  readonly excluded: string;
}

const whole = new Intl.NumberFormat('en');
const words = queryStrings;

export function prepareTable(result: QueryResult, { units, drivers }: ResultContext): ResultTable {
  const { metrics, dimensions } = result.query;
  const rows = result.rows.map((row): TableRow => {
    const { compared } = row;
    return {
      cell: row.cell,
      labels: dimensions.map((name) => dimensionValue(name, row.dimensions[name] ?? '', drivers)),
      isPartial: row.partial,
      values: metrics.map((metric) => {
        const unit = unitOf(metric, units);
        return {
          metric,
          view: prepareValue(row.values[metric], unit),
          change: prepareChange(compared?.changes[metric], unit),
          before: compared ? numbersStrings.change.before(prepareValue(compared.values[metric], unit).text) : null,
        };
      }),
      contacts: whole.format(row.contacts),
      excluded: whole.format(sum(row.excluded)),
    };
  });
  return {
    dimensions: dimensions.map(dimensionLabel),
    metrics: metrics.map(metricLabel),
    rows,
    excluded: excludedText(result.excluded),
  };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function excludedText(excluded: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(excluded).filter(([, count]) => count > 0);
  if (reasons.length === 0) return words.excludedNone;
  return words.leftOut(new Intl.ListFormat('en').format(reasons.map(([reason, count]) => words.reasonCount(count, reason))));
}

/** What fits the question: a line over one time, bars over one other dimension, nothing otherwise. */
export function chartOf({ dimensions }: { readonly dimensions: readonly string[] }): 'line' | 'bars' | 'none' {
  const [dimension, ...more] = dimensions;
  if (dimension === undefined || more.length > 0) return 'none';
  return timeDimensions.has(dimension) ? 'line' : 'bars';
}
