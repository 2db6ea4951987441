import { z } from 'zod';
import type { DeflectionAssumptions } from '../../domain/workspace.ts';
import type { AggregateRow, Condition, MetricStore, Quantity } from '../../storage/aggregate.ts';
import { encodeCell } from '../cells.ts';
import { conditionOf, filterSchema, metricQuerySchema, periodSchema } from '../metric-query.ts';
import { defaultExclusions } from '../model.ts';
import type { Interval } from '../statistics/normal.ts';
import { meanInterval, type QuantityRange, shareInterval } from '../statistics/ratio-interval.ts';
import { type DeflectionValue, deflectionValue } from './deflection-value.ts';

export const deflectionQuerySchema = z.strictObject({
  period: periodSchema.optional(),
  filters: z.array(filterSchema).max(50).default([]),
  limit: z.number().int().min(1).max(1000).default(50),
});
export type DeflectionQuery = z.output<typeof deflectionQuerySchema>;

export interface DeflectionRow extends DeflectionValue {
  readonly driver: string;
  readonly name: string;
  readonly total: number;
  /** Agent minutes of one contact, and how they are known. */
  readonly minutesEach: { readonly value: number; readonly interval: Interval; readonly from: 'handle-time' | 'duration' | 'assumed' };
  /** Share of contacts that are simple, or the site's own estimate. */
  readonly avoidable: { readonly value: number; readonly interval: Interval; readonly from: 'measured' | 'assumed' };
  readonly selfServiceExists: boolean;
  /** Mend what exists, or offer something. */
  readonly advice: 'repair-self-service' | 'offer-self-service';
  /** `GET /v1/interactions?cell=…` lists the conversations. */
  readonly cell: string;
}

export interface DeflectionAnswer {
  readonly query: DeflectionQuery;
  readonly assumptions: DeflectionAssumptions;
  /** The surest first: by the tenth of a hundred outcomes in money. */
  readonly rows: readonly DeflectionRow[];
  readonly notes: readonly string[];
}

const one: Quantity = { kind: 'one' };
const yes = (name: 'escalation' | 'transfer' | 'dissatisfaction' | 'churn-intent'): Condition => ({
  kind: 'between',
  of: { kind: 'signal', name },
  from: 1,
});

/** Nothing in the contact asked for a person: no transfer, no escalation, no anger, no wish to leave. */
export const simpleContact: Condition = {
  kind: 'none',
  conditions: [
    yes('escalation'),
    yes('transfer'),
    yes('dissatisfaction'),
    yes('churn-intent'),
    { kind: 'between', of: { kind: 'measure', name: 'transfer.count' }, from: 1 },
  ],
};

const resolved: Condition = { kind: 'between', of: { kind: 'signal', name: 'resolved' }, from: 1 };
const told: Condition = { kind: 'between', of: { kind: 'signal', name: 'resolved' }, from: 0 };

const ratios = [
  { numerator: { kind: 'measure', name: 'handle_time' }, denominator: one },
  { numerator: { kind: 'measure', name: 'duration' }, denominator: one },
  // Of contacts whose words tell how they ended: silence about it is no sign of an easy one.
  {
    numerator: { kind: 'when', condition: { kind: 'all', conditions: [simpleContact, resolved] } },
    denominator: { kind: 'when', condition: told },
  },
] as const;

const minuteMs = 60_000;
/** With fewer contacts a share says nothing. */
const fewestContacts = 10;

/** Avoidable contacts by driver, in contacts, minutes and money, as ranges over what is not known. */
export async function findDeflection(
  metrics: MetricStore,
  query: DeflectionQuery,
  { assumptions, names }: { readonly assumptions: DeflectionAssumptions; readonly names: ReadonlyMap<string, string> },
): Promise<DeflectionAnswer> {
  const rows = await metrics.aggregate({
    groupBy: [
      { kind: 'field', name: 'driver' },
      { kind: 'field', name: 'channel' },
    ],
    ratios,
    condition: conditionOf(query.filters),
    exclusions: defaultExclusions,
    ...query.period,
  });
  const groups = Map.groupBy(rows, ({ keys }) => keys[0] ?? '');
  groups.delete('');
  const found = [...groups].flatMap(
    ([driver, parts]) => rowOf({ driver, parts, query, assumptions, name: names.get(driver) ?? driver }) ?? [],
  );
  return {
    query,
    assumptions,
    rows: found.toSorted((a, b) => b.money.p10 - a.money.p10).slice(0, query.limit),
    notes: [
      'Avoidable are contacts that were resolved without transfer, escalation, anger or a wish to leave, of those whose words tell; which of them self-service could take on is an assumption of workspace.yaml (deflection).',
      ...(groups.size === 0 ? ['No contact has a driver yet: `earshot drivers fit` finds them.'] : []),
    ],
  };
}

interface Group {
  readonly driver: string;
  readonly name: string;
  readonly parts: readonly AggregateRow[];
  readonly query: DeflectionQuery;
  readonly assumptions: DeflectionAssumptions;
}

function rowOf({ driver, name, parts, query, assumptions }: Group): DeflectionRow | null {
  const total = parts.reduce((sum, { contacts }) => sum + contacts, 0);
  if (total < fewestContacts) return null;
  const own = assumptions.drivers[driver] ?? assumptions.drivers[name];
  const minutesEach = minutesOf(parts, total, assumptions);
  const avoidable = own?.avoidable ? assumedShare(own.avoidable) : measuredShare(parts, total);
  const selfServiceExists = own?.selfServiceExists ?? false;
  const cellQuery = metricQuerySchema.parse({
    metrics: ['volume'],
    dimensions: ['driver'],
    filters: query.filters,
    ...(query.period && { period: query.period }),
  });
  return {
    driver,
    name,
    total,
    minutesEach,
    avoidable,
    selfServiceExists,
    advice: selfServiceExists ? 'repair-self-service' : 'offer-self-service',
    ...deflectionValue({ contacts: total, minutes: minutesEach, simple: avoidable }, assumptions),
    cell: encodeCell({ query: cellQuery, keys: [driver] }),
  };
}

function assumedShare({ low, high }: { readonly low: number; readonly high: number }): DeflectionRow['avoidable'] {
  return { value: (low + high) / 2, interval: [low, high], from: 'assumed' };
}

function measuredShare(parts: readonly AggregateRow[], total: number): DeflectionRow['avoidable'] {
  return { ...blend(parts, total, (part) => known(shareInterval, part.sums[2]) ?? { value: 0.5, interval: [0, 1] }), from: 'measured' };
}

/** Talk with a wrap-up where it is known, the length of a call where it is not; a text contact's length says nothing of an agent's time. */
function minutesOf(parts: readonly AggregateRow[], total: number, { textMinutes }: DeflectionAssumptions): DeflectionRow['minutesEach'] {
  const kinds = new Set<DeflectionRow['minutesEach']['from']>();
  const minutes = blend(parts, total, (part) => {
    const handled = known(meanInterval, part.sums[0], 'positive');
    const lasted = part.keys[1] === 'voice' ? known(meanInterval, part.sums[1], 'positive') : null;
    kinds.add(handled ? 'handle-time' : lasted ? 'duration' : 'assumed');
    const found = handled ?? lasted;
    if (found) return { value: found.value / minuteMs, interval: [found.interval[0] / minuteMs, found.interval[1] / minuteMs] };
    return { value: (textMinutes.low + textMinutes.high) / 2, interval: [textMinutes.low, textMinutes.high] };
  });
  const from = kinds.has('assumed') ? 'assumed' : kinds.has('duration') ? 'duration' : 'handle-time';
  return { ...minutes, from };
}

interface Figure {
  readonly value: number;
  readonly interval: Interval;
}

function known(intervalOf: typeof meanInterval, sums: AggregateRow['sums'][number] | undefined, range?: QuantityRange): Figure | null {
  if (!sums || sums.contacts < fewestContacts || sums.y === 0) return null;
  const interval = intervalOf(sums, range);
  return interval && { value: sums.x / sums.y, interval };
}

/** Channels in their proportions; spreads of independent parts add as squares. */
function blend(parts: readonly AggregateRow[], total: number, figureOf: (part: AggregateRow) => Figure): Figure {
  let [value, below, above] = [0, 0, 0];
  for (const part of parts) {
    const figure = figureOf(part);
    const weight = part.contacts / total;
    value += weight * figure.value;
    below += (weight * (figure.value - figure.interval[0])) ** 2;
    above += (weight * (figure.interval[1] - figure.value)) ** 2;
  }
  return { value, interval: [value - Math.sqrt(below), value + Math.sqrt(above)] };
}
