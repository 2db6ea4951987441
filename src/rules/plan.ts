import type { Role } from '../domain/vocabulary.ts';
import type { Automaton } from './automaton.ts';
import type { Likeness } from './likeness.ts';
import type { WordTest } from './phrase.ts';
import type { ProgramTables } from './program-tables.ts';
import type { Rule } from './rule.ts';
import type { Comparator, ContactFilter, EventName, Expression, Literal, RoleName, Unit, Window } from './syntax.ts';

/** What `compile.ts` makes of all rules of a workspace, for `match.ts` and `stream.ts` to run. */
export type Speaker = RoleName | null;

/** Where hits go: literal phrases through the automaton, tested words through the vocabulary. */
export type Leaf =
  | { readonly kind: 'literal'; readonly patterns: readonly (readonly string[])[] }
  | { readonly kind: 'tested'; readonly test: WordTest | { readonly kind: 'words'; readonly words: ReadonlySet<string> } };

interface NodeBase {
  readonly id: number;
  /** The one speaker of everything below, or null when there is none or more than one. */
  readonly speaker: Speaker;
  /** Leaf nodes without a hit in one of which this node is empty; null when it can hold without any. */
  readonly triggers: readonly number[] | null;
  /** True when spans can become known after their last word: at the end of a turn, or of the conversation. */
  readonly delayed: boolean;
  readonly source: Expression;
}

export type SpanPlan = NodeBase &
  (
    | { readonly op: 'leaf'; readonly leaf: number }
    | {
        readonly op: 'event';
        readonly event: EventName;
        readonly by: Role | null;
        readonly comparator: Comparator | null;
        readonly ms: number;
      }
    | { readonly op: 'turn'; readonly measure: string; readonly comparator: Comparator; readonly value: number }
    | { readonly op: 'like'; readonly text: string; readonly threshold: number }
    | { readonly op: 'adjacent'; readonly left: number; readonly right: number; readonly gap: number }
    | { readonly op: 'either'; readonly options: readonly number[] }
    | { readonly op: 'near'; readonly left: number; readonly right: number; readonly words: number; readonly ordered: boolean }
    | { readonly op: 'notNear'; readonly left: number; readonly right: number; readonly words: number }
    | { readonly op: 'notIn'; readonly left: number; readonly right: number }
    | { readonly op: 'same'; readonly left: number; readonly right: number; readonly unit: Unit }
    | { readonly op: 'window'; readonly child: number; readonly window: Window; readonly fully: boolean }
    | { readonly op: 'atTurn'; readonly child: number; readonly edge: 'start' | 'end' }
    | { readonly op: 'asr'; readonly child: number; readonly floor: number }
    | {
        readonly op: 'relative';
        readonly child: number;
        readonly other: number;
        readonly direction: 'after' | 'before';
        readonly first: boolean;
        readonly negated: boolean;
        readonly withinMs: number | null;
      }
    | { readonly op: 'sequence'; readonly left: number; readonly right: number }
    /** A sequence's limit for the whole. */
    | { readonly op: 'limit'; readonly child: number; readonly withinMs: number }
  );

type ShapeOf<T> = T extends SpanPlan ? Omit<T, 'id' | 'speaker' | 'triggers' | 'delayed' | 'source'> : never;
/** A node before its place in the program is known. */
export type SpanShape = ShapeOf<SpanPlan>;

export type TruthPlan = { readonly source: Expression } & (
  | { readonly op: 'spans'; readonly node: number }
  | { readonly op: 'count'; readonly node: number; readonly comparator: Comparator; readonly value: number }
  | { readonly op: 'distinct'; readonly nodes: readonly number[]; readonly comparator: Comparator; readonly value: number }
  | { readonly op: 'metric'; readonly path: string; readonly comparator: Comparator; readonly value: Literal }
  | { readonly op: 'member'; readonly path: string; readonly values: readonly Literal[]; readonly negated: boolean }
  | { readonly op: 'localtime'; readonly of: string; readonly from: number; readonly to: number; readonly negated: boolean }
  | { readonly op: 'contacts'; readonly filters: readonly ContactFilter[]; readonly comparator: Comparator; readonly value: number }
  | { readonly op: 'prior'; readonly rule: string }
  | { readonly op: 'rule'; readonly rule: number }
  | { readonly op: 'and' | 'or' | 'unless'; readonly left: TruthPlan; readonly right: TruthPlan }
  | { readonly op: 'not'; readonly operand: TruthPlan }
  | {
      readonly op: 'score';
      readonly terms: readonly { readonly weight: number; readonly when: TruthPlan }[];
      readonly comparator: Comparator;
      readonly value: number;
    }
);

export interface CompiledRule {
  readonly index: number;
  readonly rule: Rule;
  readonly hash: string;
  readonly applies: TruthPlan | null;
  readonly body: TruthPlan;
  /** Leaf nodes: without a hit in one of these the rule's outcome depends on the conversation's profile alone; null: always evaluate. */
  readonly triggers: readonly number[] | null;
  readonly needs: Rule['needs'];
}

export interface Program {
  readonly rules: readonly CompiledRule[];
  readonly byId: ReadonlyMap<string, CompiledRule>;
  readonly nodes: readonly SpanPlan[];
  readonly leaves: readonly Leaf[];
  readonly automaton: Automaton;
  /** Symbol of each word that a literal phrase holds, from 1; every other word is 0. */
  readonly literalSymbols: ReadonlyMap<string, number>;
  /** Leaves whose test must be asked for each new word. */
  readonly tested: readonly number[];
  /** The same as flat tables, for the engine over history. */
  readonly tables: ProgramTables;
  /** What `like` asks: part of the program, so that whoever runs it, over history or live, judges by the same. */
  readonly likeness: Likeness;
  readonly uses: { readonly events: boolean; readonly sentences: boolean; readonly like: boolean; readonly history: boolean };
}
