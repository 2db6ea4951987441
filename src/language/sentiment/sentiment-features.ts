import { type HashedWords, hashWords } from '../linear/hash-words.ts';
import type { LinearInput } from '../linear/linear-model.ts';
import { everydayCompound, isNegation, type LexiconScore, scoreLexicon } from './score-lexicon.ts';
import { type SentimentWord, sentimentWords } from './words.ts';

/** Hashed words and pairs: 32,768 buckets are 64 KB of weights. */
export const sentimentBuckets = 1 << 15;
export const lexiconFeatures = 14;

export interface SentimentReading {
  readonly words: readonly SentimentWord[];
  readonly lexicon: LexiconScore;
  readonly hashed: HashedWords;
  readonly input: LinearInput;
}

/** What the head decides by: words and pairs, the lexicon's verdict in numbers, and the sentence's vector where there is an encoder. */
export function readSentiment(text: string, vector: Float32Array | null = null): SentimentReading {
  const words = sentimentWords(text);
  const lexicon = scoreLexicon(words);
  const hashed = hashWords(
    words.map((word) => word.text),
    sentimentBuckets,
  );
  const dense = new Float32Array(lexiconFeatures + (vector?.length ?? 0));
  dense.set(lexiconNumbers(words, lexicon));
  // Components of a unit vector are small beside the lexicon's numbers; this puts them on one scale.
  vector?.forEach((value, at) => {
    dense[lexiconFeatures + at] = value * 4;
  });
  return { words, lexicon, hashed, input: { buckets: hashed.buckets, values: hashed.values, dense } };
}

function lexiconNumbers(words: readonly SentimentWord[], { compound, positive, negative, hits }: LexiconScore): number[] {
  const has = (text: string) => (words.some((word) => word.text === text) ? 1 : 0);
  const root = Math.sqrt(words.length || 1);
  const last = hits.at(-1)?.valence ?? 0;
  const everyday = everydayCompound(words);
  return [
    compound,
    Math.max(0, compound),
    positive / 4,
    negative / 4,
    positive / root,
    negative / root,
    last / 4,
    everyday,
    Math.max(0, everyday),
    words.some((word) => isNegation(word.text)) ? 1 : 0,
    has('?'),
    has('!') || has('!!') || has('?!'),
    words.some(({ loud }) => loud) ? 1 : 0,
    Math.min(1, words.length / 40),
  ];
}
