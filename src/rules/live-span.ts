import type { Piece } from './pieces.ts';

/** Where one token stands, kept with the spans that begin or end with it. */
export interface Place {
  readonly token: number;
  /** -1 for events. */
  readonly turn: number;
  /** False where its turn's role is a guess. */
  readonly isSure: boolean;
  readonly segment: number;
  readonly position: number;
  readonly counted: 0 | 1;
  readonly sentence: number;
  /** Character offsets in its turn's text. */
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Recognition confidence; NaN when unknown. */
  readonly confidence: number;
  /** Counted words of the turn before it. */
  readonly turnWords: number;
  /** Its turn: the counted words so far, and whether it is over. */
  readonly turnState: { words: number; ended: boolean };
  /** Counted words, and turns, before it: of everybody, of its role, of its speaker. */
  readonly words: Ordinals;
  readonly turns: Ordinals;
}

export interface Ordinals {
  readonly all: number;
  readonly role: number;
  readonly own: number;
}

/** A span of a live conversation: it carries what its parents may still ask, because the words themselves are not kept. */
export interface LiveSpan {
  readonly first: Place;
  readonly last: Place;
  /** Its quotes; null where it is one word or event, which quotes itself. */
  readonly pieces: readonly Piece[] | null;
}

export function startOf(span: LiveSpan): number {
  return span.first.token;
}

export function endOf(span: LiveSpan): number {
  return span.last.token;
}

/** Counted words strictly between two spans of one stream. */
export function wordsBetween(before: LiveSpan, after: LiveSpan): number {
  return after.first.position - before.last.position - before.last.counted;
}

/** One stream of words from its first to its last word. */
export function inOneStream(span: LiveSpan): boolean {
  return span.first.segment === span.last.segment && span.first.segment >= 0;
}
