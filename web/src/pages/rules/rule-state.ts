import type { Rule } from '../../api.ts';

/** From the mildest to the gravest. */
export const severities = ['info', 'minor', 'major', 'critical'] as const satisfies readonly Rule['severity'][];

/** What the list of rules shows, as its address holds it. */
export interface RulesState {
  readonly q?: string;
  readonly severity?: Rule['severity'];
  readonly manner?: Rule['manner'];
}

/** What is not understood is left out. */
export function readRulesState({ q, severity, manner }: Readonly<Record<string, unknown>>): RulesState {
  const known = severities.find((each) => each === severity);
  return {
    ...(typeof q === 'string' && q !== '' && { q }),
    ...(known && { severity: known }),
    ...((manner === 'detect' || manner === 'require') && { manner }),
  };
}

export type RuleView = 'edit' | 'label' | 'noise' | 'history';

/** Which part of a rule is shown; writing is the first. */
export interface RuleState {
  readonly view?: Exclude<RuleView, 'edit'>;
}

export function readRuleState({ view }: Readonly<Record<string, unknown>>): RuleState {
  return view === 'label' || view === 'noise' || view === 'history' ? { view } : {};
}
