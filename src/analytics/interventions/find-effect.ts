import type { Intervention, InterventionFilter } from '../../domain/intervention.ts';
import type { AggregateRow, MetricStore } from '../../storage/aggregate.ts';
import { encodeCell } from '../cells.ts';
import { conditionOf, metricQuerySchema } from '../metric-query.ts';
import { defaultExclusions, type MetricDefinition } from '../model.ts';
import { metricOf } from '../run-query.ts';
import {
  differenceInDifferences,
  type EffectEstimate,
  interruptedSeries,
  type Placebos,
  parallelTrend,
  placeboDates,
  type WeeklyValue,
} from './estimate-effect.ts';

export interface GroupSeries {
  readonly weeks: readonly WeeklyValue[];
  readonly before: number | null;
  readonly after: number | null;
  /** `GET /v1/interactions?cell=…` lists the conversations. */
  readonly cells: { readonly before: string; readonly after: string };
}

export interface InterventionEffect {
  readonly intervention: Intervention;
  /** `ratio`: volumes, as now to what was expected, minus one; `difference`: in the metric's own unit. */
  readonly scale: 'ratio' | 'difference';
  readonly scope: GroupSeries;
  readonly comparison: GroupSeries | null;
  /** Null: not enough weeks, or nothing to compare with. */
  readonly differenceInDifferences: EffectEstimate | null;
  readonly parallelTrend: { readonly slope: number; readonly p: number; readonly holds: boolean } | null;
  readonly interruptedSeries: (EffectEstimate & { readonly placebos: Placebos | null }) | null;
  readonly verdict: 'better' | 'worse' | 'changed' | 'no-clear-effect' | 'not-enough-data';
  readonly notes: readonly string[];
}

const weeksBefore = 26;
const weeksAfter = 12;
const dayMs = 86_400_000;
/** A trend before the day that is this unlikely by chance makes the comparison doubtful. */
const doubtfulTrend = 0.05;

/** What an intervention changed, by two ways that can be wrong in different ways. Only whole weeks before today count. */
export async function findEffect(store: MetricStore, intervention: Intervention, now: Date = new Date()): Promise<InterventionEffect> {
  const metric = metricOf(intervention.metric);
  const scale = metric.interval === 'count' ? 'ratio' : 'difference';
  const seriesOf = (filters: readonly InterventionFilter[]) => loadSeries(store, { intervention, metric, filters, now });
  const scope = await seriesOf(intervention.scope);
  const comparison = intervention.comparison && (await seriesOf(intervention.comparison));
  const [own, other] = [scaled(scope.weeks, scale), comparison && scaled(comparison.weeks, scale)];
  const difference = other && differenceInDifferences(own, other);
  const trend = other && parallelTrend(own, other);
  const series = interruptedSeries(own);
  const verdict = verdictOf(metric, difference ?? series);
  return {
    intervention,
    scale,
    scope,
    comparison,
    differenceInDifferences: difference && unscaled(difference, scale),
    parallelTrend: trend && { ...trend, holds: trend.p >= doubtfulTrend },
    interruptedSeries: series && { ...unscaled(series, scale), placebos: placeboDates(own, series) },
    verdict,
    notes: notesOn({ difference, trend, series, comparison }),
  };
}

interface SeriesOf {
  readonly intervention: Intervention;
  readonly metric: MetricDefinition;
  readonly filters: readonly InterventionFilter[];
  readonly now: Date;
}

async function loadSeries(store: MetricStore, { intervention, metric, filters, now }: SeriesOf): Promise<GroupSeries> {
  const start = Date.parse(intervention.date);
  const wholeWeeks = Math.floor((Date.parse(now.toISOString().slice(0, 10)) - start) / (7 * dayMs));
  const [from, to] = [isoDay(start - 7 * weeksBefore * dayMs), isoDay(start + 7 * Math.max(0, Math.min(weeksAfter, wholeWeeks)) * dayMs)];
  const asked = filters.map((filter) => ({ dimension: filter.dimension, in: [...filter.in] }));
  const rows = await store.aggregate({
    groupBy: [{ kind: 'time', grain: 'day' }],
    ratios: [metric.ratio],
    condition: conditionOf(asked),
    exclusions: defaultExclusions,
    from,
    to,
  });
  const weeks = weeklyValues(rows, { start, isCount: metric.interval === 'count' });
  const cellOf = (period: { from: string; to: string }) =>
    encodeCell({ query: metricQuerySchema.parse({ metrics: [metric.name], filters: asked, period }), keys: [] });
  return {
    weeks,
    before: meanOf(weeks.filter(({ week }) => week < 0)),
    after: meanOf(weeks.filter(({ week }) => week >= 0)),
    cells: {
      before: cellOf({ from, to: intervention.date }),
      after: cellOf({ from: intervention.date, to: to > intervention.date ? to : isoDay(start + dayMs) }),
    },
  };
}

/** Ratio of sums by week; weeks before the first contact are not weeks of the centre, and a week without any value is left out. */
function weeklyValues(
  rows: readonly AggregateRow[],
  { start, isCount }: { readonly start: number; readonly isCount: boolean },
): WeeklyValue[] {
  const weeks = new Map<number, { x: number; y: number; days: Set<string> }>();
  for (const { keys, sums } of rows) {
    const day = keys[0] ?? '';
    const week = Math.floor((Date.parse(day) - start) / (7 * dayMs));
    const sum = weeks.get(week) ?? { x: 0, y: 0, days: new Set<string>() };
    sum.x += sums[0]?.x ?? 0;
    sum.y += sums[0]?.y ?? 0;
    sum.days.add(day);
    weeks.set(week, sum);
  }
  const first = Math.min(...weeks.keys());
  // The first week may have begun before the first contact came in.
  return [...weeks]
    .flatMap(([week, { x, y }]) => (y > 0 && week > first ? [{ week, value: isCount ? x : x / y }] : []))
    .sort((a, b) => a.week - b.week);
}

/** Volumes are compared as ratios, so that groups of different size move alike. */
function scaled(weeks: readonly WeeklyValue[], scale: InterventionEffect['scale']): WeeklyValue[] {
  return weeks.map(({ week, value }) => ({ week, value: scale === 'ratio' ? Math.log(value) : value }));
}

function unscaled(estimate: EffectEstimate, scale: InterventionEffect['scale']): EffectEstimate {
  if (scale === 'difference') return estimate;
  return { ...estimate, value: Math.expm1(estimate.value), interval: [Math.expm1(estimate.interval[0]), Math.expm1(estimate.interval[1])] };
}

function verdictOf({ direction }: MetricDefinition, estimate: EffectEstimate | null): InterventionEffect['verdict'] {
  if (estimate === null) return 'not-enough-data';
  if (estimate.interval[0] <= 0 && estimate.interval[1] >= 0) return 'no-clear-effect';
  if (direction === 'neither') return 'changed';
  return (direction === 'better') === estimate.value > 0 ? 'better' : 'worse';
}

function notesOn({
  difference,
  trend,
  series,
  comparison,
}: {
  readonly difference: EffectEstimate | null;
  readonly trend: { readonly p: number } | null;
  readonly series: EffectEstimate | null;
  readonly comparison: GroupSeries | null;
}): string[] {
  return [
    ...(comparison === null ? ['Without a comparison group, whatever else changed in the same week is taken for the effect.'] : []),
    ...(comparison !== null && difference === null
      ? ['Not enough whole weeks for a comparison: four before and two after are needed.']
      : []),
    ...(trend && trend.p < doubtfulTrend ? ['The two groups did not move alike before: the comparison is doubtful.'] : []),
    ...(series === null ? ['Not enough whole weeks for a trend: eight before and three after are needed.'] : []),
    ...(difference && series && Math.sign(difference.value) !== Math.sign(series.value)
      ? ['The two estimates point in different directions.']
      : []),
    'An action taken because a figure stood out is followed by some return to the usual even if it did nothing.',
  ];
}

function meanOf(weeks: readonly WeeklyValue[]): number | null {
  return weeks.length === 0 ? null : weeks.reduce((sum, { value }) => sum + value, 0) / weeks.length;
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
