import type { HeardWord, Phrase } from './snap-words.ts';

/** A pause this long ends a turn although nobody else takes over: what follows is a new beginning. */
const turnPauseMs = 2_000;

export interface SpokenTurn {
  readonly speaker: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly HeardWord[];
}

/**
 * Orders the phrases of all speakers by time. A turn goes on until another speaker starts or a long pause; a speaker
 * who talks on under someone's "mm-hm" keeps the phrase whole, so turns may overlap in time.
 */
export function interleaveTurns(phrases: readonly Phrase[]): SpokenTurn[] {
  const turns: Phrase[] = [];
  for (const phrase of phrases.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = turns.at(-1);
    const goesOn = last && last.speaker === phrase.speaker && phrase.startMs - last.endMs < turnPauseMs;
    if (goesOn) turns[turns.length - 1] = { ...last, endMs: Math.max(last.endMs, phrase.endMs), words: [...last.words, ...phrase.words] };
    else turns.push(phrase);
  }
  return turns;
}
