import { specialToken } from '../language/tokens/dictionary.ts';
import type { Document } from './document.ts';
import { turnValue } from './facts.ts';
import type { Places } from './places.ts';
import type { Speaker } from './plan.ts';

/** First and last token of a turn that are words, not sentence breaks; null for a turn without words. */
export function wordRange(document: Document, turn: number): { first: number; last: number } | null {
  const { ids } = document;
  const first = document.turnFirst[turn] ?? 0;
  let last = document.turnLast[turn] ?? -1;
  while (last >= first && (document.turnOf[last] !== turn || (ids[last] ?? 0) <= specialToken.sentenceBreak)) last--;
  return last < first ? null : { first, last };
}

export function turnMeasure(document: Document, index: number, measure: string): number | null {
  const turn = document.conversation.turns[index];
  if (turn === undefined) return null;
  if (measure === 'duration') return document.isText || turn.startMs === null || turn.endMs === null ? null : turn.endMs - turn.startMs;
  if (measure !== 'words') return turnValue(document.conversation, measure, index) ?? null;
  let words = 0;
  for (let token = document.turnFirst[index] ?? 0; token <= (document.turnLast[index] ?? -1); token++) {
    if (document.turnOf[token] === index && (document.ids[token] ?? 0) > specialToken.sentenceBreak) words++;
  }
  return words;
}

/** Whether a token's turn is surely of this speaker. */
export function speaks(document: Document, token: number, speaker: NonNullable<Speaker>): boolean {
  const turn = document.turnOf[token] ?? -1;
  const own = document.speakers[document.turnSpeaker[turn] ?? -1];
  return (
    own !== undefined && own.role === speaker.role && (speaker.nth === null || own.nth === speaker.nth) && document.turnSure[turn] === 1
  );
}

/** First or last counted word of its turn: fillers and redaction marks before or after it do not matter. */
export function isTurnEdge(document: Document, { counted }: Places, token: number, direction: 1 | -1): boolean {
  const { turnOf } = document;
  const turn = turnOf[token] ?? -1;
  const stop = (direction === -1 ? document.turnFirst[turn] : document.turnLast[turn]) ?? token;
  for (let at = token + direction; (stop - at) * direction >= 0; at += direction) {
    if (turnOf[at] === turn && counted[at] === 1) return false;
  }
  return turn >= 0;
}
