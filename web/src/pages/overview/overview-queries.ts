import type { Period } from '../../analytics/periods.ts';
import { addDays } from '../../analytics/periods.ts';
import type { QueryBody, Rule } from '../../api.ts';

/** The numbers at the top, in reading order: how much, how it ended, how it was handled. */
export const headlineMetrics = [
  'volume',
  'sentiment_end',
  'resolution',
  'escalation_rate',
  'effort',
  'duration',
  'silence_share',
  'hold_time',
  'first_response',
  'transfer_rate',
] as const;

/** Weeks of the trend: two quarters show a season without hiding a week. */
const trendDays = 26 * 7;

interface Periods {
  readonly period: Period;
  readonly before: Period;
}

export function headlineQuery({ period, before }: Periods): QueryBody {
  return { metrics: [...headlineMetrics], period, compare: { period: before } };
}

/** The weeks up to the period's end. */
export function trendQuery({ period }: Pick<Periods, 'period'>): QueryBody {
  return { metrics: ['volume'], dimensions: ['week'], period: { from: addDays(period.to, -trendDays), to: period.to } };
}

export function driversQuery({ period, before }: Periods): QueryBody {
  return { metrics: ['volume', 'sentiment_end'], dimensions: ['driver'], period, compare: { period: before } };
}

const mostRules = 8;
const severityOrder = ['critical', 'major', 'minor', 'info'] as const;

/** The rules worth a place at a glance: the most severe, without those that only sort contacts. */
export function gravestRules(rules: readonly Rule[]): Rule[] {
  const grave = rules.filter(({ severity }) => severity !== 'info');
  return grave.toSorted((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity)).slice(0, mostRules);
}

export function rulesQuery(rules: readonly Rule[], { period }: Pick<Periods, 'period'>): QueryBody {
  return { metrics: ['volume', ...rules.map(({ id }) => `rule_rate:${id}`)], period };
}

/** One rule by verdict: each verdict opens its conversations. */
export function verdictQuery(rule: string, { period }: Pick<Periods, 'period'>): QueryBody {
  return { metrics: ['volume'], dimensions: [`rule:${rule}`], period };
}
