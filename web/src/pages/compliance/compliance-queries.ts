import { addDays, type Period } from '../../analytics/periods.ts';
import type { QueryBody, Rule } from '../../api.ts';

/** As many metrics as one query takes. */
const mostAsked = 20;
const trendDays = 13 * 7;

const order = ['critical', 'major', 'minor', 'info'] as const;

/** What must be said or done, and what must never happen: rules that require something, and those tagged `prohibition`. The gravest first. */
export function obligationsAmong(rules: readonly Rule[]): Rule[] {
  return rules
    .filter(({ manner, tags }) => manner === 'require' || tags.includes('prohibition'))
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || a.name.localeCompare(b.name));
}

/** Counts of every obligation: rates are shown from ten contacts on, counts always. */
export function registerQueries(rules: readonly Rule[], period: Period): QueryBody[] {
  const metrics = rules.map(({ id }) => metricOf(id));
  const groups: QueryBody[] = [];
  for (let from = 0; from < metrics.length; from += mostAsked)
    groups.push({ metrics: metrics.slice(from, from + mostAsked), period, minimum: 1 });
  return groups;
}

export function byQuery(rule: string, dimension: 'team' | 'queue', period: Period): QueryBody {
  return { metrics: [metricOf(rule)], dimensions: [dimension], period, minimum: 1, sort: dimension };
}

export function weeksQuery(rule: string, period: Period): QueryBody {
  return { metrics: [metricOf(rule)], dimensions: ['week'], period: { from: addDays(period.to, -trendDays), to: period.to } };
}

export function metricOf(rule: string): string {
  return `rule_rate:${rule}`;
}

/** The search that lists what was missed, as Explore takes it. */
export function violationSearch({ id, manner }: Pick<Rule, 'id' | 'manner'>, period: Period): string {
  return `${manner === 'require' ? 'missed' : 'met'}:${id} from:${period.from} to:${addDays(period.to, -1)}`;
}
