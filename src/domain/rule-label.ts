import type { InteractionId } from './ids.ts';
import type { Span } from './span.ts';

/**
 * What a person says of one conversation: is it really what the rule looks for? `skip`: cannot be told.
 * The answer is about the conversation, not about the rule's text, so it outlives a change of the rule.
 */
export const judgements = ['yes', 'no', 'skip'] as const;
export type Judgement = (typeof judgements)[number];

/** fired: the rule's findings; near: a loosened form of the rule would have found it; rest: all others that could be judged. */
export const labelStrata = ['fired', 'near', 'rest'] as const;
export type LabelStratum = (typeof labelStrata)[number];

/** One conversation drawn to be judged. */
export interface LabelItem {
  readonly interaction: InteractionId;
  readonly stratum: LabelStratum;
  /** With which it came into the draw: drawn / population of its stratum. */
  readonly probability: number;
  /** ISO 8601; null when unknown. */
  readonly startedAt: string | null;
  /** What the rule, or its loosened form, found: where to look first. */
  readonly spans: readonly Span[];
}

export interface StratumCount {
  readonly stratum: LabelStratum;
  /** Conversations of the store in it when it was drawn. */
  readonly population: number;
  readonly drawn: number;
}

/** A stratified simple random sample of a rule's conversations, with everything that is needed to weight its labels. */
export interface LabelDraw {
  readonly id: string;
  readonly rule: string;
  readonly ruleHash: string;
  readonly seed: number;
  readonly drawnAt: string;
  /** ISO 8601; from inclusive, to exclusive, on the start of the conversation; null: without limit. */
  readonly from: string | null;
  readonly to: string | null;
  readonly strata: readonly StratumCount[];
  /** Conversations on which the rule cannot be judged; in no stratum. */
  readonly notAssessable: number;
  /** In the order in which they are to be judged. */
  readonly items: readonly LabelItem[];
}

/** A judgement with the way it was drawn. One per rule and conversation; a later one replaces it. */
export interface RuleLabel {
  readonly rule: string;
  readonly ruleHash: string;
  readonly interaction: InteractionId;
  readonly judgement: Judgement;
  readonly stratum: LabelStratum;
  readonly probability: number;
  readonly startedAt: string | null;
  readonly draw: string;
  /** ISO 8601 UTC. */
  readonly judgedAt: string;
}
