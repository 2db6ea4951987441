import type { Stretch } from '../speech/speech-stretches.ts';
import { type ChunkTranscript, inaudible } from '../transcriber.ts';

export type HeardWord = ChunkTranscript['words'][number];

/** Words said without a pause by one speaker, with the exact edges of their stretch of speech. */
export interface Phrase extends Stretch {
  readonly speaker: number;
  readonly words: readonly HeardWord[];
}

const shortestWordMs = 20;

/**
 * Gives each word to the stretch of speech it lies in. Attention places words within about 150 ms and knows nothing of
 * pauses; voice activity knows where speech starts and stops, so it decides the edges.
 */
export function snapWords(words: readonly HeardWord[], stretches: readonly Stretch[], speaker: number): Phrase[] {
  const [only] = words;
  if (only?.text === inaudible) return stretches.map((stretch) => ({ ...stretch, speaker, words: [{ ...only, ...rounded(stretch) }] }));
  const groups = stretches.map((stretch) => ({ stretch, words: [] as HeardWord[] }));
  let reached = 0;
  for (const word of words) {
    reached = nearestStretch(word, stretches, reached);
    groups[reached]?.words.push(word);
  }
  fillEmpty(groups.map((group) => group.words));
  return joinEmpty(groups).map((group) => ({ ...group.stretch, speaker, words: fit(group.words, group.stretch) }));
}

interface StretchWords {
  readonly stretch: Stretch;
  readonly words: HeardWord[];
}

/** Fewer words than stretches: a number written as one word ("966-957-7568") was dictated over several, and spans them. */
function joinEmpty(groups: readonly StretchWords[]): StretchWords[] {
  const filled = groups.filter((group) => group.words.length > 0);
  const spans = filled.map(({ stretch }) => ({ ...stretch }));
  for (const { stretch } of groups.filter((group) => group.words.length === 0)) {
    const gaps = spans.map((span) => Math.max(span.startMs - stretch.endMs, stretch.startMs - span.endMs));
    const nearest = spans[gaps.indexOf(Math.min(...gaps))];
    if (!nearest) break;
    nearest.startMs = Math.min(nearest.startMs, stretch.startMs);
    nearest.endMs = Math.max(nearest.endMs, stretch.endMs);
  }
  return filled.map(({ words }, index) => ({ words, stretch: spans[index] ?? { startMs: 0, endMs: 0 } }));
}

/**
 * Where voice activity heard speech, some word was said: a stretch left empty takes the nearest word of a neighbour that
 * has several. Otherwise a first digit misplaced by a syllable would move the start of the whole turn.
 */
function fillEmpty(groups: readonly HeardWord[][]): void {
  for (let index = groups.length - 2; index >= 0; index--) lend(groups[index + 1], groups[index], 'first');
  for (let index = 1; index < groups.length; index++) lend(groups[index - 1], groups[index], 'last');
}

function lend(from: HeardWord[] | undefined, to: HeardWord[] | undefined, which: 'first' | 'last'): void {
  if (!from || !to || to.length > 0 || from.length < 2) return;
  const word = which === 'first' ? from.shift() : from.pop();
  if (word) to.push(word);
}

/** Never an earlier stretch than that of the word before. */
function nearestStretch(word: HeardWord, stretches: readonly Stretch[], from: number): number {
  const middle = (word.startMs + word.endMs) / 2;
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (let index = from; index < stretches.length; index++) {
    const stretch = stretches[index];
    if (!stretch) break;
    const overlap = Math.min(word.endMs, stretch.endMs) - Math.max(word.startMs, stretch.startMs);
    const distance = overlap > 0 ? -overlap : Math.max(stretch.startMs - middle, middle - stretch.endMs);
    if (distance >= least) continue;
    least = distance;
    best = index;
  }
  return best;
}

function fit(words: readonly HeardWord[], stretch: Stretch): HeardWord[] {
  const starts = words.map((word, index) => (index === 0 ? stretch.startMs : clamp(word.startMs, stretch)));
  return words.map((word, index) => {
    const startMs = starts[index] ?? stretch.startMs;
    const nextMs = starts[index + 1] ?? stretch.endMs;
    const endMs = index === words.length - 1 ? stretch.endMs : Math.min(nextMs, clamp(word.endMs, stretch));
    return { ...word, startMs: Math.round(startMs), endMs: Math.round(Math.max(endMs, startMs + shortestWordMs)) };
  });
}

function rounded({ startMs, endMs }: Stretch): Stretch {
  return { startMs: Math.round(startMs), endMs: Math.round(endMs) };
}

function clamp(ms: number, stretch: Stretch): number {
  return Math.max(stretch.startMs, Math.min(stretch.endMs, ms));
}
