import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { AggregateRow, MetricStore } from '../../storage/aggregate.ts';
import { encodeCell } from '../cells.ts';
import { conditionOf, dimensionNamed, filterSchema, metricQuerySchema, periodSchema } from '../metric-query.ts';
import { defaultExclusions, type MetricDefinition, overlappingFields } from '../model.ts';
import { metricOf } from '../run-query.ts';
import { decompose, type GroupChange, ratioOf } from './decompose.ts';
import { type Estimate, effectEstimates, estimateOf, type GroupSpread, nothingSummed, sumOfSpreads } from './effect-intervals.ts';

export const changeQuerySchema = z.strictObject({
  metric: z.string(),
  before: periodSchema,
  after: periodSchema,
  /** A dimension whose groups are disjoint: `driver`, `queue`, `channel`, `attribute:NAME`. */
  by: z.string().default('driver'),
  filters: z.array(filterSchema).max(50).default([]),
});
export type ChangeQuery = z.output<typeof changeQuerySchema>;

/** What one group did to the change. */
export interface ExplainedRow {
  readonly group: string;
  /** A driver's name; else the group itself. */
  readonly name: string;
  /** Mix and rate together, in the metric's unit. */
  readonly effect: Estimate;
  readonly mix: Estimate;
  readonly rate: Estimate;
  /** Part of the denominator: of contacts, or of time. */
  readonly shareBefore: number;
  readonly shareAfter: number;
  readonly valueBefore: number | null;
  readonly valueAfter: number | null;
  readonly contacts: { readonly before: number; readonly after: number };
  /** `GET /v1/interactions?cell=…` lists the conversations of each period. */
  readonly cells: { readonly before: string; readonly after: string };
}

export interface ExplainedChange {
  readonly query: ChangeQuery;
  readonly before: number;
  readonly after: number;
  readonly change: Estimate;
  readonly mix: Estimate;
  readonly rate: Estimate;
  readonly residual: number;
  /** Largest effect first. */
  readonly rows: readonly ExplainedRow[];
  readonly excluded: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

interface Group extends GroupSpread {
  readonly group: string;
  readonly contacts: { readonly before: number; readonly after: number };
}

/** Why a metric changed between two periods: by which groups, and whether they grew or changed in themselves. */
export async function explainChange(
  store: MetricStore,
  query: ChangeQuery,
  names: ReadonlyMap<string, string> = new Map(),
): Promise<ExplainedChange> {
  const metric = metricOf(query.metric);
  const [before, after] = [await groupsOf(store, query, query.before), await groupsOf(store, query, query.after)];
  const groups = pair(before, after);
  const rows = metric.additive ? countRows(groups) : ratioRows(groups);
  const whole = { before: sumOfSpreads(groups.map((each) => each.before)), after: sumOfSpreads(groups.map((each) => each.after)) };
  const totals = metric.additive ? countTotals(whole) : ratioTotals(groups, whole, metric);
  return {
    query,
    ...totals,
    rows: rows
      .map((row) => ({ ...row, name: names.get(row.group) ?? row.group, cells: cellsOf(query, row.group) }))
      .sort((a, b) => Math.abs(b.effect.value) - Math.abs(a.effect.value)),
    excluded: sumExcluded([...before, ...after]),
    notes: notesOn(query, groups),
  };
}

function groupsOf(store: MetricStore, query: ChangeQuery, period: ChangeQuery['before']): Promise<readonly AggregateRow[]> {
  return store.aggregate({
    groupBy: [dimensionNamed(query.by)],
    ratios: [metricOf(query.metric).ratio],
    condition: conditionOf(query.filters),
    exclusions: defaultExclusions,
    ...period,
  });
}

function pair(before: readonly AggregateRow[], after: readonly AggregateRow[]): Group[] {
  const [first, second] = [byKey(before), byKey(after)];
  return [...new Set([...first.keys(), ...second.keys()])].map((group) => ({
    group,
    before: first.get(group)?.sums[0] ?? nothingSummed,
    after: second.get(group)?.sums[0] ?? nothingSummed,
    contacts: { before: first.get(group)?.contacts ?? 0, after: second.get(group)?.contacts ?? 0 },
  }));
}

function byKey(rows: readonly AggregateRow[]): ReadonlyMap<string, AggregateRow> {
  return new Map(rows.map((row) => [row.keys[0] ?? '', row]));
}

type BareRow = Omit<ExplainedRow, 'name' | 'cells'>;

function ratioRows(groups: readonly Group[]): BareRow[] {
  const whole = { before: sumOfSpreads(groups.map(({ before }) => before)), after: sumOfSpreads(groups.map(({ after }) => after)) };
  if (whole.before.y === 0 || whole.after.y === 0) return [];
  return groups.map((each) => ({ group: each.group, contacts: each.contacts, ...effectEstimates(each, whole), ...partsOf(each, whole) }));
}

/** Counts add up by themselves: each group's effect is how many more or fewer it has. */
function countRows(groups: readonly Group[]): BareRow[] {
  const whole = { before: sumOfSpreads(groups.map(({ before }) => before)), after: sumOfSpreads(groups.map(({ after }) => after)) };
  return groups.map((each) => {
    const effect = countChange(each);
    const counts = { valueBefore: each.before.x, valueAfter: each.after.x };
    return { group: each.group, contacts: each.contacts, effect, mix: exactly(0), rate: effect, ...partsOf(each, whole), ...counts };
  });
}

function countChange(group: GroupSpread): Estimate {
  return estimateOf(([own = group]) => own.after.x - own.before.x, [group]);
}

function partsOf(group: GroupSpread, whole: GroupSpread) {
  const share = (of: number, all: number) => (all === 0 ? 0 : of / all);
  return {
    shareBefore: share(group.before.y, whole.before.y),
    shareAfter: share(group.after.y, whole.after.y),
    valueBefore: ratioOf(group.before),
    valueAfter: ratioOf(group.after),
  };
}

type TotalEstimates = Pick<ExplainedChange, 'before' | 'after' | 'change' | 'mix' | 'rate' | 'residual'>;

function countTotals(whole: GroupSpread): TotalEstimates {
  const change = countChange(whole);
  return { before: whole.before.x, after: whole.after.x, change, mix: exactly(0), rate: change, residual: 0 };
}

function ratioTotals(groups: readonly Group[], whole: GroupSpread, metric: MetricDefinition): TotalEstimates {
  const split = decompose(groups);
  if (split === null) throw new AppError('bad-request', `There is no contact with a known ${metric.name} in one of the two periods.`);
  const part = (of: 'mix' | 'rate') => estimateOf((changed) => decompose(changed.map(named))?.[of] ?? 0, groups);
  return {
    before: split.before,
    after: split.after,
    change: estimateOf(([all = whole]) => (ratioOf(all.after) ?? 0) - (ratioOf(all.before) ?? 0), [whole]),
    mix: part('mix'),
    rate: part('rate'),
    residual: split.residual,
  };
}

function named({ before, after }: GroupSpread): GroupChange {
  return { group: '', before, after };
}

function exactly(value: number): Estimate {
  return { value, interval: [value, value] };
}

function cellsOf({ by, filters, before, after }: ChangeQuery, group: string): ExplainedRow['cells'] {
  const cell = (period: ChangeQuery['before']) =>
    encodeCell({ query: metricQuerySchema.parse({ metrics: ['volume'], dimensions: [by], filters, period }), keys: [group] });
  return { before: cell(before), after: cell(after) };
}

function sumExcluded(rows: readonly AggregateRow[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { excluded } of rows) for (const [reason, count] of Object.entries(excluded)) sums[reason] = (sums[reason] ?? 0) + count;
  return sums;
}

const dayMs = 86_400_000;

function notesOn({ metric, by, before, after }: ChangeQuery, groups: readonly Group[]): string[] {
  const days = ({ from, to }: ChangeQuery['before']) => (Date.parse(to) - Date.parse(from)) / dayMs;
  const dimension = dimensionNamed(by);
  const notes: string[] = [];
  if (metricOf(metric).additive && days(before) !== days(after))
    notes.push(`The periods have ${days(before)} and ${days(after)} days: part of the change is their length.`);
  if (dimension.kind === 'field' && overlappingFields.has(dimension.name))
    notes.push(`A contact may have several values of ${by} and counts under each, so the totals count it several times.`);
  if (by === 'driver' && groups.every(({ group }) => group === ''))
    notes.push('No drivers have been fitted yet: `earshot drivers fit` finds them.');
  return notes;
}
