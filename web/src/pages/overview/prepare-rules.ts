import { formatMetric, prepareValue, type ValueView } from '../../analytics/format-metric.ts';
import { analyticsStrings as words } from '../../analytics-strings.ts';
import type { QueryResult, Rule } from '../../api.ts';

/** One rule over the contacts of a period. What could not be judged is always shown beside the rate. */
export interface RuleRow {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  /** `kept in 92 %` for an obligation, `found in 3 %` for what is looked for. */
  readonly rate: string;
  readonly value: ValueView;
  /** Share of contacts that could not be judged. */
  readonly notAssessable: string;
  /** The verdict that a reader wants to see: misses of an obligation, findings of the others. */
  readonly verdict: 'met' | 'missed';
}

export function prepareRules(result: QueryResult, rules: readonly Rule[]): RuleRow[] {
  const values = result.rows[0]?.values ?? {};
  return rules.map(({ id, name, severity, manner }) => {
    const cell = values[`rule_rate:${id}`];
    const value = prepareValue(cell, 'ratio');
    const all = (cell?.n ?? 0) + (cell?.unknown ?? 0);
    const isObligation = manner === 'require';
    const rate = !value.isMeasured ? value.text : isObligation ? words.overview.kept(value.text) : words.overview.found(value.text);
    return {
      id,
      name,
      severity: words.severities[severity],
      rate,
      value,
      notAssessable: all === 0 ? words.noInterval : formatMetric((cell?.unknown ?? 0) / all, 'ratio'),
      verdict: isObligation ? 'missed' : 'met',
    };
  });
}
