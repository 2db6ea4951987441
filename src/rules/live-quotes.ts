import type { InteractionEvent } from '../domain/interaction.ts';
import type { LiveSpan, Place } from './live-span.ts';
import { joinByTurn, type Piece } from './pieces.ts';
import type { LiveToken } from './stream-words.ts';

/** Quotes of the words that phrases may still begin with; entries go with their places. */
const pieceByPlace = new WeakMap<Place, Piece>();

export function pieceOfWord({ start, end, startMs, endMs, confidence }: LiveToken, place: Place): Piece {
  const { token, turn } = place;
  const piece = { first: token, last: token, turn, start, end, startMs, endMs, confidence };
  pieceByPlace.set(place, piece);
  return piece;
}

/** Quotes of a stream's words from `first` to the newest. */
export function wordsPieces(recent: readonly Place[], first: Place): Piece[] {
  const pieces: Piece[] = [];
  for (let at = recent.length - 1; at >= 0; at--) {
    const place = recent[at];
    const piece = place === undefined ? undefined : pieceByPlace.get(place);
    if (piece !== undefined) pieces.push(piece);
    if (place === first) break;
  }
  return pieces.length === 1 ? pieces : joinByTurn(pieces);
}

/** A whole turn or sentence: from its first to its last word. */
export function wholeSpan(first: Place, last: Place, confidence: number): LiveSpan {
  const [head, tail] = [pieceByPlace.get(first), pieceByPlace.get(last)];
  if (head === undefined || tail === undefined) return { first, last, pieces: [] };
  return { first, last, pieces: joinByTurn([head, tail]).map((piece) => ({ ...piece, confidence })) };
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
    startMs,
    endMs,
    turnWords: 0,
    turnState: { words: 0, ended: true },
    words: ordinals,
    turns: ordinals,
  };
}

export function pieceOfEvent({ token, startMs, endMs }: Place): Piece {
  return { first: token, last: token, turn: -1, start: 0, end: 0, startMs, endMs, confidence: Number.NaN };
}
