import type { FieldName, Quantity, Ratio } from '../storage/aggregate.ts';
import type { QuantityRange } from './statistics/ratio-interval.ts';

/** How sure a value is: a count as a Poisson count, a share by Wilson, a mean by the spread between customers. */
export type IntervalMethod = 'count' | 'share' | 'mean';
export type MetricUnit = 'contacts' | 'ratio' | 'ms' | 'count' | 'score' | 'points';

/**
 * One number of Earshot, declared once: every screen, export and command asks for it by this name. A value is the sum of the
 * numerator over the sum of the denominator, over contacts that have both; never a mean of means.
 */
export interface MetricDefinition {
  readonly name: string;
  readonly unit: MetricUnit;
  readonly formula: string;
  readonly ratio: Ratio;
  readonly interval: IntervalMethod;
  /** What a value can be, so that no interval says what cannot be. */
  readonly range: QuantityRange;
  /** Whether the values of disjoint groups add up to the value of the whole. */
  readonly additive: boolean;
  /** Higher is better, worse, or neither: what a change means to people. */
  readonly direction: 'better' | 'worse' | 'neither';
}

const one: Quantity = { kind: 'one' };
const measure = (name: string): Quantity => ({ kind: 'measure', name });

interface Declared {
  readonly unit: MetricUnit;
  readonly formula: string;
  readonly direction?: MetricDefinition['direction'];
}

function mean(name: string, of: Quantity, { unit, formula, direction = 'neither' }: Declared): MetricDefinition {
  const range = unit === 'score' ? 'any' : 'positive';
  return { name, unit, formula, ratio: { numerator: of, denominator: one }, interval: 'mean', range, additive: false, direction };
}

function share(name: string, of: Quantity, { formula, direction = 'neither' }: Omit<Declared, 'unit'>): MetricDefinition {
  return {
    name,
    unit: 'ratio',
    formula,
    ratio: { numerator: of, denominator: one },
    interval: 'share',
    range: 'part',
    additive: false,
    direction,
  };
}

/** A sum of one measure over the sum of another: the share of time, not the mean of shares. */
function ratioOfSums(name: string, ratio: Ratio, { formula, direction = 'neither' }: Omit<Declared, 'unit'>): MetricDefinition {
  return { name, unit: 'ratio', formula, ratio, interval: 'mean', range: 'part', additive: false, direction };
}

const declared: readonly MetricDefinition[] = [
  {
    name: 'volume',
    unit: 'contacts',
    formula: 'contacts',
    ratio: { numerator: one, denominator: one },
    interval: 'count',
    range: 'positive',
    additive: true,
    direction: 'neither',
  },
  mean('duration', measure('duration'), { unit: 'ms', formula: 'time from start to end per contact' }),
  mean('handle_time', measure('handle_time'), {
    unit: 'ms',
    formula: 'talk, hold and wrap-up of the agent legs, per contact that has wrap-up; else ask for duration',
    direction: 'worse',
  }),
  ratioOfSums(
    'silence_share',
    { numerator: measure('silence.total'), denominator: measure('duration') },
    { formula: 'time in silence / duration', direction: 'worse' },
  ),
  mean('hold_time', measure('hold.total'), { unit: 'ms', formula: 'time on hold per contact that says so', direction: 'worse' }),
  mean('transfers', measure('transfer.count'), { unit: 'count', formula: 'transfers per contact', direction: 'worse' }),
  share(
    'transfer_rate',
    { kind: 'when', condition: { kind: 'between', of: measure('transfer.count'), from: 1 } },
    {
      formula: 'contacts with at least one transfer / contacts',
      direction: 'worse',
    },
  ),
  mean('first_response', measure('first_response'), {
    unit: 'ms',
    formula: 'time to the first answer per text contact',
    direction: 'worse',
  }),
  mean('sentiment', measure('sentiment.customer.mean'), {
    unit: 'score',
    formula: 'mean of customer sentiment, −1…1',
    direction: 'better',
  }),
  mean('sentiment_start', measure('sentiment.customer.start'), { unit: 'score', formula: 'customer sentiment in the first fifth' }),
  mean('sentiment_end', measure('sentiment.customer.end'), {
    unit: 'score',
    formula: 'customer sentiment in the last fifth',
    direction: 'better',
  }),
  mean('sentiment_slope', measure('sentiment.customer.slope'), {
    unit: 'score',
    formula: 'slope of customer sentiment per turn',
    direction: 'better',
  }),
  mean('effort', measure('effort.points'), { unit: 'points', formula: 'customer effort points per contact', direction: 'worse' }),
  share('resolution', { kind: 'signal', name: 'resolved' }, { formula: 'resolved / contacts whose words tell', direction: 'better' }),
  share(
    'escalation_rate',
    { kind: 'signal', name: 'escalation' },
    { formula: 'escalated / contacts whose words tell', direction: 'worse' },
  ),
  share(
    'churn_rate',
    { kind: 'signal', name: 'churn-intent' },
    { formula: 'wants to leave / contacts whose words tell', direction: 'worse' },
  ),
  share(
    'dissatisfaction',
    { kind: 'signal', name: 'dissatisfaction' },
    {
      formula: 'predicted dissatisfied / contacts whose words tell',
      direction: 'worse',
    },
  ),
];

/** Measures that may be below zero. */
const signedMeasure = /^(?:sentiment|politeness)\./u;

/** Metrics over one rule: `rule_rate:RULE`. */
const families: Readonly<Record<string, (argument: string) => MetricDefinition>> = {
  rule_rate: (rule) =>
    share(`rule_rate:${rule}`, { kind: 'verdict', rule, verdict: 'met' }, { formula: `met / contacts on which ${rule} could be judged` }),
  attribute: (name) => mean(`attribute:${name}`, { kind: 'attribute', name }, { unit: 'score', formula: `mean of the attribute ${name}` }),
  measure: (name) => ({
    ...mean(`measure:${name}`, measure(name), { unit: 'score', formula: `mean of the measure ${name} (docs/MEASURES.md)` }),
    range: signedMeasure.test(name) ? 'any' : 'positive',
  }),
};

/** Families by prefix, for documents and messages. */
export const metricFamilies = Object.keys(families);
export const metrics: ReadonlyMap<string, MetricDefinition> = new Map(declared.map((metric) => [metric.name, metric]));

/** The metric of this name, or undefined. */
export function metricNamed(name: string): MetricDefinition | undefined {
  const known = metrics.get(name);
  if (known) return known;
  const [prefix = '', ...rest] = name.split(':');
  const argument = rest.join(':');
  return argument === '' ? undefined : families[prefix]?.(argument);
}

/** Fields of which a contact may have several: their groups overlap, and do not add up. */
export const overlappingFields: ReadonlySet<FieldName> = new Set(['agent', 'team']);

/** Left out of every figure unless asked for, with their counts shown (docs/MEASURES.md, aggregation). */
export const defaultExclusions = [
  { reason: 'test', condition: { kind: 'in', of: { kind: 'attribute', name: 'test' }, values: ['true', '1', 'yes'] } },
  { reason: 'internal', condition: { kind: 'in', of: { kind: 'attribute', name: 'internal' }, values: ['true', '1', 'yes'] } },
  { reason: 'abandoned', condition: { kind: 'in', of: { kind: 'attribute', name: 'abandoned' }, values: ['true', '1', 'yes'] } },
  {
    reason: 'short',
    condition: {
      kind: 'all',
      conditions: [
        { kind: 'in', of: { kind: 'field', name: 'channel' }, values: ['voice'] },
        { kind: 'between', of: { kind: 'measure', name: 'duration' }, to: 10_000 },
      ],
    },
  },
  { reason: 'voicemail', condition: { kind: 'in', of: { kind: 'rule', rule: 'voicemail' }, values: ['met'] } },
  { reason: 'wrong-number', condition: { kind: 'in', of: { kind: 'rule', rule: 'wrong-number' }, values: ['met'] } },
] as const;
