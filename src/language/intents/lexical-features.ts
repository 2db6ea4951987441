import { bucketOf } from '../linear/hash-words.ts';

/** A sparse vector of length 1: places, each once, and their values. */
export interface SparseVector {
  readonly places: Int32Array;
  readonly values: Float32Array;
}

/** Places of the hashed words; a power of two. Two rare words may share one, which costs little. */
export const lexicalPlaces = 1 << 15;

/** How rare each place is in the texts a model was trained on. */
export type Rarity = Float32Array;

const wordPattern = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?|[?!$€£%]/gu;
/** Enough of an essay to know what it is about; bounds the work on hostile texts. */
const mostWords = 400;

/** Words, pairs of neighbours, and strings of 3–5 letters inside words (which carry inflections and typing errors). */
export function lexicalCounts(text: string): ReadonlyMap<number, number> {
  const words = (text.toLowerCase().match(wordPattern) ?? []).slice(0, mostWords);
  const counts = new Map<number, number>();
  const add = (piece: string, weight: number) => {
    const place = bucketOf(piece, lexicalPlaces);
    counts.set(place, (counts.get(place) ?? 0) + weight);
  };
  words.forEach((word, at) => {
    add(`w ${word}`, 1);
    const next = words[at + 1];
    if (next !== undefined) add(`w ${word} ${next}`, 1);
    const padded = ` ${word.slice(0, 24)} `;
    for (let size = 3; size <= 5; size++) {
      for (let start = 0; start + size <= padded.length; start++) add(`c${padded.slice(start, start + size)}`, characterWeight);
    }
  });
  return counts;
}

/** One word has a dozen letter strings: together they should not drown it. */
const characterWeight = 0.35;

/** ln((1 + n) / (1 + n with it)) + 1, as in most libraries. */
export function measureRarity(texts: readonly ReadonlyMap<number, number>[]): Rarity {
  const documents = new Float32Array(lexicalPlaces);
  for (const counts of texts) for (const place of counts.keys()) documents[place] = (documents[place] ?? 0) + 1;
  return documents.map((count) => Math.log((1 + texts.length) / (1 + count)) + 1);
}

/** (1 + ln tf) · rarity, scaled to length 1, so that a long text speaks no louder than a short one. */
export function weighCounts(counts: ReadonlyMap<number, number>, rarity: Rarity): SparseVector {
  const places = Int32Array.from(counts.keys());
  const values = new Float32Array(places.length);
  let squares = 0;
  places.forEach((place, at) => {
    const count = counts.get(place) ?? 0;
    const value = (count > 1 ? 1 + Math.log(count) : count) * (rarity[place] ?? 1);
    values[at] = value;
    squares += value * value;
  });
  const factor = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  return { places, values: values.map((value) => value * factor) };
}
