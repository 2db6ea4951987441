import type { Comparator, Expression } from './syntax.ts';

export const severities = ['info', 'minor', 'major', 'critical'] as const;
export type Severity = (typeof severities)[number];

export interface ScoreTerm {
  readonly weight: number;
  readonly when: Expression;
  readonly name: string;
}

/** What a rule needs of a conversation before a miss counts. */
export interface RuleNeeds {
  /** Windows must have run their full length, else `too-short`. */
  readonly fullWindow: boolean;
  /** Mean word confidence below this is `low-confidence`. */
  readonly asr: number | null;
}

/** One rule, parsed. `detect`: a hit is the finding; `require`: a miss is. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly manner: 'detect' | 'require';
  readonly applies: Expression | null;
  readonly body: RuleBody;
  /** Lists of this rule, which hide workspace lists of the same name. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly needs: RuleNeeds;
  /** ISO 639-1 codes the rule's words are in; null: whatever the conversation's language. */
  readonly languages: readonly string[] | null;
  readonly scope: 'interaction' | 'leg';
}

export type RuleBody =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'score';
      readonly terms: readonly ScoreTerm[];
      readonly comparator: Comparator;
      readonly threshold: number;
    };

export type Lists = Readonly<Record<string, readonly string[]>>;

export const noNeeds: RuleNeeds = { fullWindow: false, asr: null };

/** A rule around a bare expression, for `rules try` and tests. */
export function ruleOf(expression: Expression, overrides: Partial<Rule> = {}): Rule {
  return {
    id: 'expression',
    name: 'expression',
    description: '',
    severity: 'info',
    tags: [],
    manner: 'detect',
    applies: null,
    body: { kind: 'expression', expression },
    lists: {},
    needs: noNeeds,
    languages: null,
    scope: 'interaction',
    ...overrides,
  };
}
