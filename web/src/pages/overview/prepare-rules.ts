import { formatMetric, prepareValue, type ValueView } from '../../analytics/format-metric.ts';
import type { QueryResult, Rule } from '../../api.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { overviewStrings } from '../../strings/overview.ts';
import { severityOrder } from './overview-queries.ts';

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
  /** Share of judged contacts with that verdict; 0 when too few could be judged. */
  readonly wrongShare: number;
}

/** The gravest at a glance; the query page has the others. */
const mostRules = 8;

/** The most severe first, among those the ones that go wrong most often. */
export function prepareRules(result: QueryResult, rules: readonly Rule[]): RuleRow[] {
  const values = result.rows[0]?.values ?? {};
  const rows = rules.map(({ id, name, severity, manner }) => {
    const cell = values[`rule_rate:${id}`];
    const value = prepareValue(cell, 'ratio');
    const all = (cell?.n ?? 0) + (cell?.unknown ?? 0);
    const isObligation = manner === 'require';
    const rate = !value.isMeasured ? value.text : isObligation ? overviewStrings.kept(value.text) : overviewStrings.found(value.text);
    return {
      id,
      name,
      severity: numbersStrings.severities[severity],
      rate,
      value,
      notAssessable: all === 0 ? numbersStrings.noInterval : formatMetric((cell?.unknown ?? 0) / all, 'ratio'),
      verdict: isObligation ? ('missed' as const) : ('met' as const),
      wrongShare: cell?.state !== 'measured' ? 0 : isObligation ? 1 - cell.value : cell.value,
      gravity: severityOrder.indexOf(severity),
    };
  });
  return rows.toSorted((a, b) => a.gravity - b.gravity || b.wrongShare - a.wrongShare).slice(0, mostRules);
}
