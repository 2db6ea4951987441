import type { Rule, RuleStanding } from '../../api.ts';
import { rulesStrings as words } from '../../strings/rules.ts';
import { formatShare } from './format-share.ts';
import { type RulesState, severities } from './rule-state.ts';

/** A number and the search that lists what it counts; null where it is zero. */
export interface CountedLink {
  readonly count: number;
  readonly search: string | null;
}

export interface RuleRow {
  readonly rule: Rule;
  readonly met: CountedLink;
  readonly missed: CountedLink;
  readonly notAssessable: CountedLink;
  readonly notJudged: CountedLink;
  readonly precision: { readonly value: string; readonly detail: string } | null;
  /** `v3`, or that it reads otherwise than what was published. */
  readonly version: string;
}

/** Rules that fit the filter, the gravest first. */
export function prepareStanding(rules: readonly Rule[], standing: RuleStanding | undefined, state: RulesState): RuleRow[] {
  const byRule = new Map(standing?.items.map((item) => [item.rule, item]));
  return rules
    .filter((rule) => fits(rule, state))
    .toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.name.localeCompare(b.name))
    .map((rule) => rowOf(rule, byRule.get(rule.id)));
}

function fits({ id, name, tags, severity, manner }: Rule, state: RulesState): boolean {
  const sought = (state.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const text = [id, name, ...tags].join(' ').toLowerCase();
  return (
    sought.every((word) => text.includes(word)) &&
    (state.severity === undefined || severity === state.severity) &&
    (state.manner === undefined || manner === state.manner)
  );
}

function rowOf(rule: Rule, item: RuleStanding['items'][number] | undefined): RuleRow {
  const link = (count: number, search: string): CountedLink => ({ count, search: count === 0 ? null : search });
  const { id } = rule;
  const precision = item?.precision ?? null;
  return {
    rule,
    met: link(item?.met ?? 0, `met:${id}`),
    missed: link(item?.missed ?? 0, `missed:${id}`),
    notAssessable: link(item?.notAssessable ?? 0, `not-assessable:${id}`),
    notJudged: link(item?.notJudged ?? 0, `-met:${id} -missed:${id} -not-assessable:${id}`),
    precision: precision && {
      value: formatShare(precision.value),
      detail: [
        `${formatShare(precision.interval[0])} to ${formatShare(precision.interval[1])}`,
        item?.isMeasureCurrent === false ? words.outdated : `n ${precision.n}`,
      ].join(' · '),
    },
    version: item?.version ? words.versionOf(item.version) : words.unpublished,
  };
}
