import { AppError } from '../domain/errors.ts';
import type { AggregateQuery, AggregateRow, ClusteredSums, Dimension, MetricStore } from '../storage/aggregate.ts';
import { type CellValue, cellValue, compareValues, type ValueChange } from './cell-value.ts';
import { encodeCell } from './cells.ts';
import { conditionOf, dimensionNamed, type MetricFilter, type MetricQuery } from './metric-query.ts';
import { defaultExclusions, type MetricDefinition, metricFamilies, metricNamed, metrics, overlappingFields } from './model.ts';
import { isPartial } from './periods.ts';

export interface ResultRow {
  /** Value of each dimension by its name; '' where contacts have none. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly contacts: number;
  readonly excluded: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, CellValue>>;
  /** With `compare`: the other value, and the change from it to this one. */
  readonly compared?: { readonly contacts: number; readonly values: Readonly<Record<string, CellValue>>; readonly changes: Changes };
  /** The time bucket is not wholly inside the period. */
  readonly partial: boolean;
  /** Opaque name of the conversations behind this row: `GET /v1/interactions?cell=…` lists them. */
  readonly cell: string;
}

type Changes = Readonly<Record<string, ValueChange>>;

export interface QueryResult {
  readonly query: MetricQuery;
  readonly rows: readonly ResultRow[];
  readonly contacts: number;
  readonly excluded: Readonly<Record<string, number>>;
  /** What a reader must know: overlapping groups, partial periods, rows cut off. */
  readonly notes: readonly string[];
  readonly asOf: string;
}

interface Slice {
  readonly filters: readonly MetricFilter[];
  readonly period: MetricQuery['period'];
}

/** Answers a question about numbers: values with intervals, counts, exclusions, and the way to the conversations. */
export async function runQuery(store: MetricStore, query: MetricQuery, now: Date = new Date()): Promise<QueryResult> {
  const asked = query.metrics.map(metricOf);
  const dimensions = query.dimensions.map(dimensionNamed);
  const slice: Slice = { filters: query.filters, period: query.period };
  const [groups, other] = await Promise.all([
    store.aggregate(aggregateOf(query, { slice, asked, dimensions })),
    query.compare ? compareWith(store, query, { asked, dimensions }) : null,
  ]);
  const whole = dimensions.some(isOverlapping)
    ? await store.aggregate(aggregateOf(query, { slice, asked: [], dimensions: [] }))
    : [sumOfGroups(groups)];
  const rows = groups
    .filter((group) => group.contacts > 0)
    .map((group) => resultRow(group, { query, asked, dimensions, other, now, totals: whole }));
  const sorted = sortRows(rows, query);
  return {
    query,
    rows: sorted.slice(0, query.limit),
    contacts: whole[0]?.contacts ?? 0,
    excluded: whole[0]?.excluded ?? {},
    notes: notesOn(query, { dimensions, rows: sorted }),
    asOf: now.toISOString(),
  };
}

function isOverlapping(dimension: Dimension): boolean {
  return dimension.kind === 'field' && overlappingFields.has(dimension.name);
}

/** Each contact stands in one group, so their counts are those of the whole. */
function sumOfGroups(groups: readonly AggregateRow[]): AggregateRow {
  const excluded: Record<string, number> = {};
  for (const group of groups)
    for (const [reason, count] of Object.entries(group.excluded)) excluded[reason] = (excluded[reason] ?? 0) + count;
  return { keys: [], contacts: groups.reduce((sum, { contacts }) => sum + contacts, 0), excluded, sums: [] };
}

/** The metric of this name, or an error that names those there are. */
export function metricOf(name: string): MetricDefinition {
  const metric = metricNamed(name);
  if (metric) return metric;
  const known = [...metrics.keys(), ...metricFamilies.map((family) => `${family}:NAME`)];
  throw new AppError('bad-request', `There is no metric ${name}; there are ${known.join(', ')}.`);
}

interface Shape {
  readonly asked: readonly MetricDefinition[];
  readonly dimensions: readonly Dimension[];
}

function aggregateOf(query: MetricQuery, { slice, asked, dimensions }: Shape & { readonly slice: Slice }): AggregateQuery {
  return {
    groupBy: dimensions,
    ratios: asked.map(({ ratio }) => ratio),
    condition: conditionOf(slice.filters),
    exclusions: defaultExclusions.filter(({ reason }) => !query.include.includes(reason)),
    ...(slice.period && { from: slice.period.from, to: slice.period.to }),
  };
}

/** Groups of the other slice by their keys; time buckets are matched by nothing, so periods compare as wholes. */
async function compareWith(
  store: MetricStore,
  query: MetricQuery,
  { asked, dimensions }: Shape,
): Promise<ReadonlyMap<string, AggregateRow>> {
  if (query.compare?.period && dimensions.some(({ kind }) => kind === 'time')) {
    throw new AppError('bad-request', 'Two periods are compared as wholes: leave the time out of `dimensions`.');
  }
  const slice: Slice = { filters: query.compare?.filters ?? query.filters, period: query.compare?.period ?? query.period };
  const rows = await store.aggregate(aggregateOf(query, { slice, asked, dimensions }));
  return new Map(rows.map((row) => [keyOf(row.keys), row]));
}

interface RowContext extends Shape {
  readonly query: MetricQuery;
  readonly other: ReadonlyMap<string, AggregateRow> | null;
  readonly totals: readonly AggregateRow[];
  readonly now: Date;
}

const noSums: ClusteredSums = { contacts: 0, clusters: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };

function resultRow(group: AggregateRow, context: RowContext): ResultRow {
  const { query, asked, dimensions, other, now } = context;
  const values = valuesOf(group, context);
  const compared = other === null ? undefined : (other.get(keyOf(group.keys)) ?? { ...group, contacts: 0, sums: asked.map(() => noSums) });
  const comparedValues = compared && valuesOf(compared, context);
  return {
    dimensions: Object.fromEntries(query.dimensions.map((name, index) => [name, group.keys[index] ?? ''])),
    contacts: group.contacts,
    excluded: group.excluded,
    values,
    ...(compared &&
      comparedValues && {
        compared: { contacts: compared.contacts, values: comparedValues, changes: changesOf(asked, { from: comparedValues, to: values }) },
      }),
    partial: dimensions.some(
      (dimension, index) =>
        dimension.kind === 'time' && isPartial(group.keys[index] ?? '', { grain: dimension.grain, period: query.period, now }),
    ),
    cell: encodeCell({ query, keys: group.keys }),
  };
}

function valuesOf(group: AggregateRow, { asked, query }: RowContext): Record<string, CellValue> {
  return Object.fromEntries(
    asked.map((metric, index) => [
      metric.name,
      cellValue(metric, group.sums[index] ?? noSums, { contacts: group.contacts, minimum: query.minimum }),
    ]),
  );
}

function changesOf(
  asked: readonly MetricDefinition[],
  { from, to }: { readonly from: Readonly<Record<string, CellValue>>; readonly to: Readonly<Record<string, CellValue>> },
): Changes {
  return Object.fromEntries(
    asked.flatMap((metric) => {
      const [before, after] = [from[metric.name], to[metric.name]];
      return before && after ? [[metric.name, compareValues(before, after)]] : [];
    }),
  );
}

/** By the given name; else by time where there is time, else the largest first. Values that are not known come last. */
function sortRows(rows: readonly ResultRow[], { sort, dimensions }: MetricQuery): readonly ResultRow[] {
  if (sort === undefined)
    return dimensions.some((name) => ['day', 'week', 'month', 'quarter', 'weekday'].includes(name)) ? rows : bySize(rows);
  const name = sort.replace(/^-/, '');
  const sign = sort.startsWith('-') ? -1 : 1;
  if (dimensions.includes(name)) {
    return rows.toSorted((a, b) => sign * ((a.dimensions[name] ?? '') < (b.dimensions[name] ?? '') ? -1 : 1));
  }
  const value = (row: ResultRow) => row.values[name]?.value ?? null;
  if (rows.length > 0 && rows[0]?.values[name] === undefined) {
    throw new AppError('bad-request', `Cannot sort by ${name}: it is neither among the metrics nor among the dimensions asked for.`);
  }
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

function bySize(rows: readonly ResultRow[]): readonly ResultRow[] {
  return rows.toSorted((a, b) => b.contacts - a.contacts);
}

function notesOn(
  query: MetricQuery,
  { dimensions, rows }: { readonly dimensions: readonly Dimension[]; readonly rows: readonly ResultRow[] },
): string[] {
  const overlapping = dimensions.flatMap((dimension) => (dimension.kind === 'field' && isOverlapping(dimension) ? [dimension.name] : []));
  return [
    ...overlapping.map(
      (name) => `A contact may have several values of ${name}: it counts under each, so the groups do not add up to the whole.`,
    ),
    ...(rows.some((row) => row.partial) ? ['Rows marked partial are not wholly inside the period, or not over yet.'] : []),
    ...(rows.length > query.limit ? [`${rows.length - query.limit} more rows were cut off by the limit.`] : []),
  ];
}

function keyOf(keys: readonly string[]): string {
  return JSON.stringify(keys);
}
