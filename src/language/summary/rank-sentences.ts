import type { Sentence } from './split-sentences.ts';
import stop from './stop-words.json' with { type: 'json' };

const stopWords = new Set(stop.words);

/** A sentence's content words with their weights, at length 1. */
export type WordVector = ReadonlyMap<string, number>;

/** TF-IDF within the conversation: a word of every sentence tells nothing about one. */
export function wordVectors(sentences: readonly Sentence[]): readonly WordVector[] {
  const contents = sentences.map(({ words }) => words.filter((word) => !stopWords.has(word) && word.length > 1));
  const frequency = new Map<string, number>();
  for (const words of contents) for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return contents.map((words) => {
    const vector = new Map<string, number>();
    for (const word of words) vector.set(word, (vector.get(word) ?? 0) + Math.log(1 + sentences.length / (frequency.get(word) ?? 1)));
    const length = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)) || 1;
    for (const [word, value] of vector) vector.set(word, value / length);
    return vector;
  });
}

export function likeness(left: WordVector, right: WordVector): number {
  const [small, large] = left.size < right.size ? [left, right] : [right, left];
  let sum = 0;
  for (const [word, value] of small) sum += value * (large.get(word) ?? 0);
  return sum;
}

const damping = 0.85;
const rounds = 12;

/** TextRank (Mihalcea and Tarau 2004) over the likeness of sentences, as a share of the most central one's rank. */
export function centrality(vectors: readonly WordVector[]): Float64Array {
  const n = vectors.length;
  const links = Array.from({ length: n }, () => new Float64Array(n));
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const like = likeness(vectors[i] ?? new Map(), vectors[j] ?? new Map());
      if (like === 0) continue;
      for (const [from, to] of [
        [i, j],
        [j, i],
      ] as const) {
        const row = links[from];
        if (row) row[to] = like;
        sums[from] = (sums[from] ?? 0) + like;
      }
    }
  }
  let rank = new Float64Array(n).fill(1);
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(n).fill(1 - damping);
    for (let from = 0; from < n; from++) {
      if (!sums[from]) continue;
      const part = (damping * (rank[from] ?? 0)) / (sums[from] ?? 1);
      links[from]?.forEach((like, to) => {
        if (like > 0) next[to] = (next[to] ?? 0) + part * like;
      });
    }
    rank = next;
  }
  const largest = Math.max(...rank, 1e-9);
  return rank.map((value) => value / largest);
}

/** How many words carry content: a sentence of few says little, one of more than this no more. */
export function substance({ words }: Sentence): number {
  return Math.min(1, words.filter((word) => !stopWords.has(word)).length / 8);
}
