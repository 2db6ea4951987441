import type { Period } from '../../analytics/periods.ts';
import { addDays } from '../../analytics/periods.ts';
import type { QueryBody, Rule } from '../../api.ts';

/** The numbers at the top, in reading order: how much, how it ended, how long people waited. */
export const headlineMetrics = ['volume', 'sentiment_end', 'resolution', 'escalation_rate', 'effort', 'first_response'] as const;
/** How calls were handled. A mean over calls and letters together would say nothing of either. */
export const callMetrics = ['duration', 'hold_time', 'silence_share', 'transfer_rate'] as const;
const calls: NonNullable<QueryBody['filters']> = [{ dimension: 'channel', in: ['voice'] }];

/** Weeks of the trend: two quarters show a season without hiding a week. */
const trendDays = 26 * 7;

interface Periods {
  readonly period: Period;
  readonly before: Period;
}

export function headlineQuery({ period, before }: Periods): QueryBody {
  return { metrics: [...headlineMetrics], period, compare: { period: before } };
}

export function callQuery({ period, before }: Periods): QueryBody {
  return { metrics: [...callMetrics], filters: calls, period, compare: { period: before } };
}

export function callTrendQuery(periods: Pick<Periods, 'period'>): QueryBody {
  return { ...trendQuery(periods), filters: calls };
}

/** The weeks up to the period's end. */
export function trendQuery({ period }: Pick<Periods, 'period'>): QueryBody {
  return { metrics: ['volume'], dimensions: ['week'], period: { from: addDays(period.to, -trendDays), to: period.to } };
}

export function driversQuery({ period, before }: Periods): QueryBody {
  return { metrics: ['volume', 'sentiment_end'], dimensions: ['driver'], period, compare: { period: before } };
}

/** As many metrics as one query takes. */
const mostAsked = 20;
export const severityOrder = ['critical', 'major', 'minor', 'info'] as const;

/** The most severe rules, without those that only sort contacts. */
export function graveRules(rules: readonly Rule[]): Rule[] {
  const grave = rules.filter(({ severity }) => severity !== 'info');
  return grave.toSorted((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity)).slice(0, mostAsked);
}

export function rulesQuery(rules: readonly Rule[], { period }: Pick<Periods, 'period'>): QueryBody {
  return { metrics: rules.map(({ id }) => `rule_rate:${id}`), period };
}

/** One rule by verdict: each verdict opens its conversations. */
export function verdictQuery(rule: string, { period }: Pick<Periods, 'period'>): QueryBody {
  return { metrics: ['volume'], dimensions: [`rule:${rule}`], period };
}
