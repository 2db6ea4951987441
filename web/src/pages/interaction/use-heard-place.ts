import { useSyncExternalStore } from 'react';
import type { Turn } from '../../api.ts';
import { findWord, type HeardPlace } from '../../player/find-word.ts';
import type { Playback } from '../../player/playback.ts';

const subscribeToNothing = () => () => {};

/** The turn and word being heard. As one string, so that a render happens only when the word changes, not 60 times a second. */
export function useHeardPlace(playback: Playback | null, turns: readonly Turn[]): HeardPlace {
  const key = useSyncExternalStore(playback?.subscribe ?? subscribeToNothing, () => {
    // Nothing is being heard before the first play.
    if (!playback || playback.positionMs() === 0) return '-1:-1';
    const { turn, word } = findWord(turns, playback.positionMs());
    return `${turn}:${word}`;
  });
  const [turn = -1, word = -1] = key.split(':').map(Number);
  return { turn, word };
}
