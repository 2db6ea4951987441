import type { Conversation } from './conversation.ts';
import type { Match } from './findings.ts';
import type { Program, SpanPlan, Speaker } from './plan.ts';

/** What verdicts are judged on: the spans found and what is known of the conversation. History and live each give one. */
export interface Ground {
  readonly program: Program;
  readonly conversation: Conversation;
  readonly isText: boolean;
  readonly hasClock: boolean;
  /** The conversation's words may not be judged: another language, or metadata only. */
  readonly isWithheld: boolean;
  /** No words at all. */
  readonly isEmpty: boolean;
  /** Ms; NaN when unknown. */
  readonly clock: { readonly zeroMs: number; readonly recordingMs: number; readonly endMs: number };
  found(node: number): boolean;
  /** Disjoint minimal spans of a node, from the left. */
  disjoint(node: number): number;
  /** Minimal spans of a node with their quotes. */
  matches(node: number): Match[];
  spoke(speaker: NonNullable<Speaker>): 'surely' | 'unsurely' | 'never';
  /** Whether words masked beyond their kind lie in the window. */
  hasMasked(node: Extract<SpanPlan, { op: 'window' }>): boolean;
  readonly times: { readonly interpolated: ReadonlySet<number> } | null;
  readonly likenessVersion: string;
}
