import type { Turn } from '../api.ts';

export interface HeardPlace {
  /** Place in the list of turns; -1 before the first. */
  readonly turn: number;
  /** Word of that turn; -1 between words. */
  readonly word: number;
}

/** What is being said at a moment: the turn that began last, and its word. Turns are in order of their start. */
export function findWord(turns: readonly Turn[], positionMs: number): HeardPlace {
  const turn = lastAtOrBefore(turns, positionMs);
  const words = turns[turn]?.words ?? [];
  const word = lastAtOrBefore(words, positionMs);
  const isSpoken = positionMs < (words[word]?.endMs ?? -1) + 120;
  return { turn, word: isSpoken ? word : -1 };
}

function lastAtOrBefore(items: readonly { readonly startMs: number | null }[], positionMs: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.startMs ?? 0) <= positionMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
