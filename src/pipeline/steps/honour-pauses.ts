import type { CapturedEvent } from '../../domain/captured-interaction.ts';
import type { Word } from '../../domain/interaction.ts';

/** What is said while a recording is paused must not be kept. Without an end the pause lasts until the contact ends. */
export type Pause = Pick<CapturedEvent, 'startMs' | 'endMs'>;

interface Said {
  readonly text: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly words?: readonly Word[] | undefined;
}

/**
 * A turn without what was said in a pause; null when nothing is left. Words without times of their own are spread
 * evenly over their turn. A turn without a clock is kept: nobody can say when it was.
 */
export function withoutPauses<Turn extends Said>(turn: Turn, pauses: readonly Pause[]): Turn | null {
  const { text, startMs, endMs } = turn;
  if (startMs === null || !isPaused({ startMs, endMs: endMs ?? startMs }, pauses)) return turn;
  const words = turn.words?.length ? turn.words : spreadWords(text, startMs, endMs ?? startMs);
  const kept = words.filter((word) => !isPaused(word, pauses));
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) return null;
  const times = { startMs: Math.max(startMs, first.startMs), endMs: endMs === null ? null : Math.min(endMs, last.endMs) };
  return { ...turn, text: textOfKept(text, words, new Set(kept)), ...times, ...(turn.words?.length ? { words: kept } : {}) };
}

/** Touching is not overlapping; a moment counts as inside from the first millisecond on. */
function isPaused({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }, pauses: readonly Pause[]): boolean {
  return pauses.some((pause) => startMs < (pause.endMs ?? Number.POSITIVE_INFINITY) && (endMs > pause.startMs || startMs >= pause.startMs));
}

function spreadWords(text: string, startMs: number, endMs: number): Word[] {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const step = (endMs - startMs) / Math.max(1, words.length);
  return words.map((word, index) => ({ text: word, startMs: startMs + index * step, endMs: startMs + (index + 1) * step }));
}

/** The text as it was written, each dropped word cut with what follows it; the bare words when they do not stand in the text. */
function textOfKept(text: string, words: readonly Word[], kept: ReadonlySet<Word>): string {
  const starts: number[] = [];
  let from = 0;
  for (const word of words) {
    const at = text.indexOf(word.text, from);
    if (at < 0) return [...kept].map((each) => each.text).join(' ');
    starts.push(at);
    from = at + word.text.length;
  }
  return words
    .map((word, index) => (kept.has(word) ? text.slice(starts[index], starts[index + 1]) : ''))
    .join('')
    .trim();
}
