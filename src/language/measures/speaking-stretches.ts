import type { Turn } from '../../domain/interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { countWords } from './count-words.ts';
import { type Interval, mergeIntervals } from './intervals.ts';

/** One participant speaking without a pause worth the name. */
export interface Stretch extends Interval {
  readonly role: Role;
  readonly participant: string;
  /** Position of its turn in the turns it was made from. */
  readonly turn: number;
}

/** A pause inside a phrase: breath and hesitation. Ours; below the pause that parts monologues. */
const joinMs = 500;
/** For turns whose end is not known: the rule language's default pace. */
const wordsPerSecond = 2.5;

/** Who speaks when, in order of start: from word times where there are any, else from turn times. Turns without a clock are left out. */
export function speakingStretches(turns: readonly Turn[]): readonly Stretch[] {
  const stretches = turns.flatMap((turn, position) =>
    spokenIntervals(turn, nextStart(turns, position)).map(
      ({ startMs, endMs }): Stretch => ({ startMs, endMs, role: turn.role, participant: turn.participant, turn: position }),
    ),
  );
  return stretches.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

function spokenIntervals(turn: Turn, nextStartMs: number): readonly Interval[] {
  const heard = turn.words?.filter((word) => !word.interpolated) ?? [];
  if (heard.length > 0) return mergeIntervals(heard, joinMs);
  if (turn.startMs === null) return [];
  const endMs = turn.endMs ?? Math.min(nextStartMs, turn.startMs + (countWords(turn.text) / wordsPerSecond) * 1000);
  return endMs > turn.startMs ? [{ startMs: turn.startMs, endMs }] : [];
}

function nextStart(turns: readonly Turn[], position: number): number {
  return turns[position + 1]?.startMs ?? Number.POSITIVE_INFINITY;
}
