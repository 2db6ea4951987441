import type { Span } from './span.ts';
import type { Role } from './vocabulary.ts';

/** Why a rule could not be judged on a conversation. `does-not-apply` leaves the denominator; the others are counted. */
export const unassessableReasons = [
  'does-not-apply',
  'no-transcript',
  'no-such-role',
  'role-unsure',
  'too-short',
  'window-redacted',
  'window-paused',
  'language',
  'no-clock',
  'metric-unknown',
  'no-history',
  'low-confidence',
] as const;
export type UnassessableReason = (typeof unassessableReasons)[number];

export type Verdict = 'met' | 'missed' | 'not-assessable';

/** One quoted stretch of evidence. Offsets in the analysed text of its turn; events and silences have an empty one. */
export interface FindingSpan extends Span {
  readonly role: Role;
  readonly leg: number | null;
  /** Ms from the start of the interaction; null without a clock. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** Lowest recognition confidence of its words, where known. */
  readonly confidence?: number;
  /** True when only the turn's times were known. */
  readonly interpolated?: true;
  /** Spans of one match share its number: the steps of a sequence, the pair of an `after`. */
  readonly match: number;
}

/** Where an absence was looked for: evidence for "it was not said". */
export interface SearchedWindow {
  readonly role: Role | 'anyone';
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly turns: number;
  readonly words: number;
  /** Lowest word confidence in the window, where known. */
  readonly lowestConfidence: number | null;
}

/** What one rule says about one conversation. */
export interface Finding {
  readonly rule: string;
  /** Hash of the rule's content, the lists and rules it uses included. */
  readonly ruleHash: string;
  readonly verdict: Verdict;
  readonly reason: UnassessableReason | null;
  /** True when this is what the rule looks for: `detect` met, or `require` missed. */
  readonly fired: boolean;
  readonly leg: number | null;
  readonly spans: readonly FindingSpan[];
  readonly searched: SearchedWindow | null;
  /** From window zero; null without a clock. */
  readonly decidedAtMs: number | null;
  /** Tokeniser, engine, and models where the rule used one. */
  readonly versions: Readonly<Record<string, string>>;
}
