import type { Turn } from '../../domain/interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { MeasureThresholds } from '../../domain/workspace.ts';
import { type Interval, lengthMs, mergeIntervals, subtractIntervals } from './intervals.ts';
import type { Stretch } from './speaking-stretches.ts';
import { announcesWait } from './wait-phrases.ts';

export interface Silence extends Interval {
  /** Whose turn came next. */
  readonly next: Role;
  /** Long, and nobody said that a wait would come. */
  readonly isDeadAir: boolean;
}

export interface SilenceSearch {
  /** In order of start. */
  readonly stretches: readonly Stretch[];
  readonly turns: readonly Turn[];
  /** Hold, mute, queue and the like: in order, without overlap. */
  readonly excluded: readonly Interval[];
  readonly thresholds: MeasureThresholds;
}

/** Between the first and the last speech, where nobody speaks for at least the threshold, outside what is excluded. */
export function findSilences({ stretches, turns, excluded, thresholds }: SilenceSearch): readonly Silence[] {
  const speech = mergeIntervals(stretches);
  const found: Silence[] = [];
  let nextStretch = 0;
  for (let index = 1; index < speech.length; index++) {
    const gap = { startMs: speech[index - 1]?.endMs ?? 0, endMs: speech[index]?.startMs ?? 0 };
    if (lengthMs(gap) < thresholds.silenceSeconds * 1000) continue;
    while ((stretches[nextStretch]?.startMs ?? Number.POSITIVE_INFINITY) < gap.endMs) nextStretch++;
    const next = stretches[nextStretch]?.role ?? 'unknown';
    for (const part of subtractIntervals(gap, excluded)) {
      if (lengthMs(part) < thresholds.silenceSeconds * 1000) continue;
      const isLong = lengthMs(part) >= thresholds.deadAirSeconds * 1000;
      const window = { startMs: part.startMs - thresholds.deadAirWaitPhraseSeconds * 1000, endMs: part.startMs };
      found.push({ ...part, next, isDeadAir: isLong && !announcesWait(wordsSpoken(turns, window)) });
    }
  }
  return found;
}

/** What was said in a window, by whomever: words by their times, whole turns where words have none. */
function wordsSpoken(turns: readonly Turn[], window: Interval): string {
  const texts = turns.flatMap((turn) => {
    if (turn.startMs === null || turn.startMs > window.endMs || (turn.endMs ?? window.endMs) < window.startMs) return [];
    const words = turn.words?.filter((word) => word.endMs > window.startMs && word.startMs <= window.endMs);
    return words === undefined || words.length === 0 ? [turn.text] : words.map((word) => word.text);
  });
  return texts.join(' ');
}
