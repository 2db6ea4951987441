import type { Role } from '../domain/vocabulary.ts';

/** The syntax of one expression as written, each node with its place. `parse.ts` makes it, `check.ts` judges it. */
export interface Place {
  /** Character offsets in the expression's text, end exclusive. */
  readonly from: number;
  readonly to: number;
}

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A constant as written. Durations in ms; percent as 0…1; times of day in minutes after midnight. */
export type Literal =
  | { readonly kind: 'number' | 'duration' | 'percent' | 'time'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string };

export type Window =
  | { readonly kind: 'time'; readonly edge: 'first' | 'last'; readonly ms: number; readonly fromRecording: boolean }
  | { readonly kind: 'between'; readonly fromMs: number; readonly toMs: number; readonly fromRecording: boolean }
  | { readonly kind: 'share'; readonly edge: 'first' | 'last'; readonly share: number }
  | { readonly kind: 'turns' | 'words'; readonly edge: 'first' | 'last'; readonly count: number };

export const eventNames = ['silence', 'dead_air', 'overtalk', 'interruption', 'hold', 'transfer', 'gap', 'mute', 'pause', 'music'] as const;
export type EventName = (typeof eventNames)[number];

export type Unit = 'turn' | 'sentence' | 'message';

export interface RoleName {
  readonly role: Role;
  /** 1-based order of first speech among that role; null for all of them. */
  readonly nth: number | null;
}

export type ContactFilter =
  | { readonly kind: 'same'; readonly field: string }
  | { readonly kind: 'field'; readonly field: string; readonly value: string }
  | { readonly kind: 'attempts' }
  | { readonly kind: 'within'; readonly ms: number };

export type Expression = Place &
  (
    | { readonly kind: 'phrase' | 'fuzzy' | 'sounds'; readonly text: string; readonly textFrom: number }
    | { readonly kind: 'like'; readonly text: string; readonly threshold: number }
    | { readonly kind: 'slot'; readonly label: string }
    | { readonly kind: 'list'; readonly name: string }
    | {
        readonly kind: 'event';
        readonly event: EventName;
        readonly by: Role | null;
        readonly comparator: Comparator | null;
        readonly ms: number;
      }
    | { readonly kind: 'turnWhere'; readonly measure: string; readonly comparator: Comparator; readonly value: number }
    | { readonly kind: 'either'; readonly options: readonly Expression[] }
    | { readonly kind: 'role'; readonly speaker: RoleName; readonly operand: Expression }
    | { readonly kind: 'near' | 'then' | 'notNear'; readonly words: number; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'notIn'; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'window'; readonly operand: Expression; readonly window: Window; readonly fully: boolean }
    | { readonly kind: 'atTurn'; readonly operand: Expression; readonly edge: 'start' | 'end' }
    | { readonly kind: 'withAsr'; readonly operand: Expression; readonly floor: number }
    | { readonly kind: 'same'; readonly unit: Unit; readonly left: Expression; readonly right: Expression }
    | {
        readonly kind: 'relative';
        readonly operand: Expression;
        readonly other: Expression;
        readonly direction: 'after' | 'before';
        /** `before first`: before every one of the other. */
        readonly first: boolean;
        readonly negated: boolean;
        readonly withinMs: number | null;
      }
    | { readonly kind: 'sequence'; readonly steps: readonly Expression[]; readonly withinMs: number | null }
    | { readonly kind: 'compare'; readonly subject: Expression; readonly comparator: Comparator; readonly value: Literal }
    | { readonly kind: 'member'; readonly subject: Expression; readonly values: readonly Literal[]; readonly negated: boolean }
    | { readonly kind: 'name'; readonly path: string }
    | { readonly kind: 'count' | 'distinct'; readonly operand: Expression }
    | { readonly kind: 'prior'; readonly operand: Expression }
    | { readonly kind: 'rule'; readonly id: string }
    | { readonly kind: 'contacts'; readonly filters: readonly ContactFilter[] }
    | { readonly kind: 'localtime'; readonly of: string }
    | { readonly kind: 'and' | 'or' | 'unless'; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'not'; readonly operand: Expression }
  );

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** The expressions directly inside one. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'either':
      return expression.options;
    case 'sequence':
      return expression.steps;
    case 'near':
    case 'then':
    case 'notNear':
    case 'notIn':
    case 'same':
    case 'and':
    case 'or':
    case 'unless':
      return [expression.left, expression.right];
    case 'relative':
      return [expression.operand, expression.other];
    case 'role':
    case 'window':
    case 'atTurn':
    case 'withAsr':
    case 'count':
    case 'distinct':
    case 'prior':
    case 'not':
      return [expression.operand];
    case 'compare':
    case 'member':
      return [expression.subject];
    default:
      return [];
  }
}
