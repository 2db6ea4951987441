import type { InteractionEvent } from '../domain/interaction.ts';
import type { LiveSpan, Place } from './live-span.ts';
import { joinByTurn, lowerConfidence, type Piece } from './pieces.ts';

/** The quote of one word or event. */
export function pieceOf({ token, turn, from, to, startMs, endMs, confidence }: Place): Piece {
  return { first: token, last: token, turn, start: from, end: to, startMs, endMs, confidence };
}

export function piecesOf(span: LiveSpan): readonly Piece[] {
  return span.pieces ?? [pieceOf(span.first)];
}

/** Quotes of a stream's words from `first` to the newest. */
export function wordsPieces(recent: readonly Place[], first: Place): readonly Piece[] {
  const places = recent.slice(recent.lastIndexOf(first));
  const newest = places.at(-1) ?? first;
  if (places.some(({ turn }) => turn !== first.turn)) return joinByTurn(places.map(pieceOf));
  let lowest = first.confidence;
  for (const { confidence } of places) lowest = lowerConfidence(lowest, confidence);
  return [{ ...pieceOf(first), last: newest.token, end: newest.to, endMs: newest.endMs, confidence: lowest }];
}

/** A whole turn or sentence: from its first to its last word. */
export function wholeSpan(first: Place, last: Place, confidence: number): LiveSpan {
  return { first, last, pieces: joinByTurn([pieceOf(first), pieceOf(last)]).map((piece) => ({ ...piece, confidence })) };
}

/** Where an event that is over stands between the words. */
export function eventPlace({ startMs, endMs }: InteractionEvent, token: number): Place {
  const ordinals = { all: -1, role: -1, own: -1 };
  return {
    token,
    turn: -1,
    isSure: true,
    segment: -1,
    position: 0,
    counted: 0,
    sentence: -1,
    from: 0,
    to: 0,
    startMs,
    endMs,
    confidence: Number.NaN,
    turnWords: 0,
    turnState: { words: 0, ended: true },
    words: ordinals,
    turns: ordinals,
  };
}
