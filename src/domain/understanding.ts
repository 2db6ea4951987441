import type { Span } from './span.ts';
import type { Role } from './vocabulary.ts';

/** Words that decided something, and how much they pulled: the answer to "why?". */
export interface Evidence extends Span {
  /** Share of the decision in the analyser's own unit; its sign is the direction. */
  readonly weight: number;
  /** What about these words decided, e.g. `lexicon`, `cue: third time`, `like example "…"`. */
  readonly why: string;
}

export interface TurnSentiment {
  readonly turn: number;
  /** −1 (very negative) … 1 (very positive). */
  readonly score: number;
  readonly label: 'negative' | 'neutral' | 'positive';
  readonly because: readonly Evidence[];
}

/** How one side's sentiment went over the contact. `insufficient` instead of a zero when too few turns say anything. */
export type SentimentCourse =
  | { readonly role: Role; readonly state: 'insufficient'; readonly turns: number }
  | {
      readonly role: Role;
      readonly state: 'measured';
      readonly turns: number;
      readonly mean: number;
      readonly start: number;
      readonly end: number;
      /** Theil-Sen slope, score per turn. */
      readonly slope: number;
      readonly lowest: number;
      readonly lowestTurn: number;
      readonly negativeShare: number;
      /** Ended above zero after having been clearly negative. */
      readonly recovered: boolean;
    };

/** What the customer needs, in the customer's words. The best first. */
export interface ProblemStatement extends Span {
  /** The span's text with values left out (`<money>`), as it is embedded and classified. */
  readonly text: string;
  readonly confidence: number;
}

/** A contact reason of the workspace's list, with a calibrated probability. */
export interface ContactReason {
  readonly name: string;
  readonly probability: number;
  /** Index into the problem statements. */
  readonly statement: number;
  readonly because: readonly Evidence[];
  /** The nearest given example, when the decision rests on likeness. */
  readonly example?: string;
}

export const summarySlots = ['issue', 'context', 'action', 'resolution', 'next-step'] as const;
export type SummarySlot = (typeof summarySlots)[number];

/** One sentence of a summary: quoted from the conversation, so it can be opened at its place. */
export interface SummarySentence extends Span {
  readonly slot: SummarySlot;
  readonly role: Role;
  readonly text: string;
  readonly why: string;
}

export const signalNames = ['resolved', 'escalation', 'transfer', 'promise', 'churn-intent', 'repeat-contact', 'dissatisfaction'] as const;
export type SignalName = (typeof signalNames)[number];

/** How the contact came out. `unclear` is a value: the words do not say. */
export interface Signal {
  readonly name: SignalName;
  readonly verdict: 'yes' | 'no' | 'unclear';
  /** 0…1, calibrated where `calibrated` says on what. */
  readonly probability: number;
  readonly because: readonly Evidence[];
}

/** What made the contact hard work for the customer, as points anybody can add up again. */
export interface Effort {
  readonly points: number;
  readonly level: 'low' | 'medium' | 'high';
  /** Weight: points. A hold or transfer, which has no words, stands at the start of the turn after it. */
  readonly because: readonly Evidence[];
}

/** How politely one side wrote or spoke, by the words. */
export interface SidePoliteness {
  readonly role: Role;
  /** −1 (rude) … 1 (polite); null when no word says anything either way. */
  readonly score: number | null;
  readonly because: readonly Evidence[];
}

/** Whether the agent answered a customer's distress with words of understanding. About words only, never about a voice. */
export interface Empathy {
  /** Negative customer turns that an agent answered. */
  readonly openings: number;
  /** Openings answered with such words. */
  readonly met: number;
  readonly because: readonly Evidence[];
}

/** What the analysers read out of the words. A part is absent when its analyser did not run, and `versions` says which ran. */
export interface Understanding {
  readonly sentiment?: { readonly turns: readonly TurnSentiment[]; readonly courses: readonly SentimentCourse[] };
  readonly effort?: Effort;
  readonly politeness?: readonly SidePoliteness[];
  readonly empathy?: Empathy;
  readonly statements?: readonly ProblemStatement[];
  /** Empty: nothing in the list fits well enough (abstained). */
  readonly reasons?: readonly ContactReason[];
  readonly summary?: readonly SummarySentence[];
  readonly signals?: readonly Signal[];
}
export type UnderstandingPart = keyof Understanding;

export const nothingUnderstood: Understanding = {};
