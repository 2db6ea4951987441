import type { Turn } from '../../api.ts';

export interface Match {
  /** Place in the list of turns. */
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** Every place where `words` stand in the conversation, whatever their case, in order. */
export function findMatches(turns: readonly Turn[], words: string): Match[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return turns.flatMap(({ text }, turn) => {
    const lower = text.toLowerCase();
    // Some capitals grow when they are made small; offsets would then point beside the words.
    if (lower.length !== text.length) return [];
    const starts: number[] = [];
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) starts.push(at);
    return starts.map((start) => ({ turn, start, end: start + wanted.length }));
  });
}
