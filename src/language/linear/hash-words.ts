/** Bucket of a word or pair of words: FNV-1a over UTF-16 units. `buckets` is a power of two. */
export function bucketOf(text: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}

export interface HashedWords {
  readonly buckets: Int32Array;
  readonly values: Float32Array;
  /** Which words each bucket stands for: first word of a single or a pair, and how many. */
  readonly places: readonly (readonly [number, 1 | 2])[];
}

/** Single words and pairs of neighbours, scaled to length 1, so that a long text speaks no louder than a short one. */
export function hashWords(words: readonly string[], bucketCount: number): HashedWords {
  const places: (readonly [number, 1 | 2])[] = [];
  const seen = new Set<number>();
  const buckets: number[] = [];
  const add = (text: string, place: readonly [number, 1 | 2]) => {
    const bucket = bucketOf(text, bucketCount);
    if (seen.has(bucket)) return;
    seen.add(bucket);
    buckets.push(bucket);
    places.push(place);
  };
  words.forEach((word, at) => {
    add(word, [at, 1]);
    const next = words[at + 1];
    if (next !== undefined) add(`${word} ${next}`, [at, 2]);
  });
  const value = buckets.length === 0 ? 0 : 1 / Math.sqrt(buckets.length);
  return { buckets: Int32Array.from(buckets), values: new Float32Array(buckets.length).fill(value), places };
}
