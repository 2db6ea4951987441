import { z } from 'zod';
import type { Condition, MetricStore } from '../../storage/aggregate.ts';
import type { DailyFactStore, FactSum } from '../../storage/daily-facts.ts';
import { encodeCell } from '../cells.ts';
import { conditionOf, dimensionNamed, filterSchema, metricQuerySchema, periodSchema } from '../metric-query.ts';
import { defaultExclusions } from '../model.ts';
import { type Interval, z95 } from '../statistics/normal.ts';

export const reconcileQuerySchema = z.strictObject({
  /** Which figure of the centre is its volume. */
  fact: z.string().default('offered'),
  period: periodSchema.optional(),
  /** Groups whose volume is estimated for the whole centre: `driver`, `reason` … */
  by: z.string().default('driver'),
  filters: z.array(filterSchema).max(50).default([]),
});
export type ReconcileQuery = z.output<typeof reconcileQuerySchema>;

export interface QueueCoverage {
  readonly queue: string;
  /** What the centre counted. */
  readonly known: number;
  /** Contacts here, left-out ones too: the centre counts those as well. */
  readonly analysed: number;
  /** analysed / known; above 1 when the centre's file lacks days or contacts. Null where the centre counted none. */
  readonly coverage: number | null;
  readonly days: number;
}

export interface ScaledGroup {
  readonly group: string;
  readonly contacts: number;
  /** As many as the centre had, if the contacts that are not here are like those of the same queue that are. */
  readonly estimated: number;
  readonly interval: Interval;
  readonly cell: string;
}

export interface Reconciliation {
  readonly query: ReconcileQuery;
  readonly known: number;
  readonly analysed: number;
  readonly coverage: number | null;
  readonly queues: readonly QueueCoverage[];
  readonly groups: readonly ScaledGroup[];
  readonly notes: readonly string[];
}

/** The centre's own volume beside what is analysed, queue by queue, and groups scaled up to it: what is missing is not missing evenly. */
export async function reconcile(
  stores: { metrics: MetricStore; dailyFacts: DailyFactStore },
  query: ReconcileQuery,
): Promise<Reconciliation> {
  const known = await stores.dailyFacts.sums({ name: query.fact, ...query.period });
  const span = spanOf(known, query.period);
  const condition = conditionOf(query.filters);
  const queues = await queueCoverage(stores.metrics, { known, span, condition });
  const groups = await scaledGroups(stores.metrics, { query, queues, span, condition });
  const totals = queues.reduce((sum, each) => ({ known: sum.known + each.known, analysed: sum.analysed + each.analysed }), {
    known: 0,
    analysed: 0,
  });
  return { query, ...totals, coverage: shareOf(totals.analysed, totals.known), queues, groups, notes: notesOn(query, queues, span) };
}

type Span = { readonly from: string; readonly to: string } | undefined;

/** Only days that the centre's figures cover: contacts of other days have nothing to be held against. */
function spanOf(known: readonly FactSum[], period: ReconcileQuery['period']): Span {
  if (known.length === 0) return period;
  const first = known.map(({ firstDay }) => firstDay).toSorted()[0] ?? '';
  const last =
    known
      .map(({ lastDay }) => lastDay)
      .toSorted()
      .at(-1) ?? '';
  return { from: first, to: new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10) };
}

interface Asked {
  readonly span: Span;
  readonly condition: Condition | null;
}

async function queueCoverage(
  metrics: MetricStore,
  { known, span, condition }: Asked & { readonly known: readonly FactSum[] },
): Promise<QueueCoverage[]> {
  const rows = await metrics.aggregate({ groupBy: [{ kind: 'field', name: 'queue' }], ratios: [], condition, exclusions: [], ...span });
  const analysed = new Map(rows.map(({ keys, contacts }) => [keys[0] ?? '', contacts]));
  const centre = known.find(({ queue }) => queue === '');
  // A file that counts the whole centre only is held against all contacts.
  if (centre && known.length === 1) {
    const all = [...analysed.values()].reduce((sum, each) => sum + each, 0);
    return [{ queue: '', known: centre.value, analysed: all, coverage: shareOf(all, centre.value), days: centre.days }];
  }
  const names = new Set([...known.map(({ queue }) => queue), ...analysed.keys()]);
  return [...names].toSorted().map((queue) => {
    const fact = known.find((each) => each.queue === queue);
    const here = analysed.get(queue) ?? 0;
    return { queue, known: fact?.value ?? 0, analysed: here, coverage: shareOf(here, fact?.value ?? 0), days: fact?.days ?? 0 };
  });
}

/** Each queue's groups in its own proportion; the interval is that of a share drawn from each queue, without replacement. */
async function scaledGroups(
  metrics: MetricStore,
  { query, queues, span, condition }: Asked & { readonly query: ReconcileQuery; readonly queues: readonly QueueCoverage[] },
): Promise<ScaledGroup[]> {
  const byQueue = !(queues.length === 1 && queues[0]?.queue === '');
  const rows = await metrics.aggregate({
    groupBy: [dimensionNamed(query.by), { kind: 'field', name: 'queue' }],
    ratios: [],
    condition,
    exclusions: defaultExclusions,
    ...span,
  });
  const known = new Map(queues.map((each) => [each.queue, each]));
  const groups = Map.groupBy(rows, ({ keys }) => keys[0] ?? '');
  const cellQuery = metricQuerySchema.parse({
    metrics: ['volume'],
    dimensions: [query.by],
    filters: query.filters,
    ...(span && { period: span }),
  });
  return [...groups]
    .map(([group, parts]): ScaledGroup => {
      let [contacts, estimated, variance] = [0, 0, 0];
      const perQueue = byQueue ? parts.map((part) => ({ queue: part.keys[1] ?? '', n: part.contacts })) : [{ queue: '', n: sumOf(parts) }];
      for (const { queue, n } of perQueue) {
        const { known: whole = 0, analysed = 0 } = known.get(queue) ?? {};
        contacts += n;
        // A queue that the centre did not count is taken as it is.
        if (whole <= analysed || analysed === 0) {
          estimated += n;
          continue;
        }
        const share = n / analysed;
        estimated += whole * share;
        variance += whole ** 2 * ((share * (1 - share)) / analysed) * (1 - analysed / whole);
      }
      const spread = z95 * Math.sqrt(variance);
      return {
        group,
        contacts,
        estimated,
        interval: [Math.max(contacts, estimated - spread), estimated + spread],
        cell: encodeCell({ query: cellQuery, keys: [group] }),
      };
    })
    .filter(({ contacts }) => contacts > 0)
    .toSorted((a, b) => b.estimated - a.estimated);
}

function sumOf(rows: readonly { readonly contacts: number }[]): number {
  return rows.reduce((sum, { contacts }) => sum + contacts, 0);
}

function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function notesOn({ fact }: ReconcileQuery, queues: readonly QueueCoverage[], span: Span): string[] {
  const uncounted = queues.filter(({ known, analysed }) => known === 0 && analysed > 0).map(({ queue }) => queue || '(none)');
  const unheard = queues.filter(({ known, analysed }) => known > 0 && analysed === 0).map(({ queue }) => queue || '(none)');
  const tooMany = queues.filter(({ coverage }) => coverage !== null && coverage > 1.001).map(({ queue }) => queue || '(whole centre)');
  return [
    ...(queues.every(({ known }) => known === 0)
      ? [`The centre’s figures hold no ${fact} here: \`earshot facts import\` reads them.`]
      : []),
    ...(span ? [`Days ${span.from} to ${span.to} (not included).`] : []),
    ...(uncounted.length > 0 ? [`Queues that the centre did not count are taken as they are: ${uncounted.join(', ')}.`] : []),
    ...(unheard.length > 0 ? [`Queues of which nothing came in cannot be estimated: ${unheard.join(', ')}.`] : []),
    ...(tooMany.length > 0
      ? [`More contacts than the centre counted: ${tooMany.join(', ')}. Its file may lack days, or the queue is named otherwise.`]
      : []),
    'Estimates take the contacts of a queue that are not here to be like those that are; the intervals do not cover an error in that.',
  ];
}
