import type { InstantEncoder } from '../language/encoder/sentence-encoder.ts';
import { type Likeness, lexicalLikeness } from './likeness.ts';

/**
 * Cosine → likeness, straight between the points and from zero. Of 300,000 pairs of customer requests with different intents, of which most are
 * about another subject, one in a hundred reaches a cosine of 0.49, one in a thousand 0.68, one in ten thousand 0.80: those are a
 * likeness of 0.5, 0.8 and 0.9. Measured by `training/measure-likeness.ts` on the static table; another encoder needs its own points.
 */
const points: readonly (readonly [cosine: number, likeness: number])[] = [
  [0.49, 0.5],
  [0.68, 0.8],
  [0.8, 0.9],
  [1, 1],
];
/** Raise it with every change of the points. */
const pointsVersion = 1;

/** A conversation's sentences are asked about by one `like` after another; 1,000 vectors of 256 numbers are 1 MB. */
const mostSentences = 1000;
/** Phrases are few, but a server is asked to try new ones for as long as it runs. */
const mostPhrases = 1000;

/** The likeness of a workspace: by the encoder of its profile, or by words alone where it has none. */
export function likenessBy(encoder: InstantEncoder | null): Likeness {
  return encoder === null ? lexicalLikeness : createEncoderLikeness(encoder);
}

export function createEncoderLikeness(encoder: InstantEncoder): Likeness {
  const phrases = new VectorCache(encoder, mostPhrases);
  const sentences = new VectorCache(encoder, mostSentences);
  return {
    version: `encoder-${pointsVersion}:${encoder.version}`,
    score: (phrase, sentence) => likenessOf(cosineOf(phrases.vectorOf(phrase), sentences.vectorOf(sentence))),
  };
}

/** Vectors by text, the longest unused forgotten first. */
class VectorCache {
  readonly #known = new Map<string, Float32Array>();
  readonly #encoder: InstantEncoder;
  readonly #most: number;

  constructor(encoder: InstantEncoder, most: number) {
    this.#encoder = encoder;
    this.#most = most;
  }

  vectorOf(text: string): Float32Array {
    const known = this.#known.get(text);
    const vector = known ?? this.#encoder.encodeOne(text);
    if (known !== undefined) this.#known.delete(text);
    this.#known.set(text, vector);
    if (this.#known.size > this.#most) for (const oldest of this.#known.keys()) if (this.#known.delete(oldest)) break;
    return vector;
  }
}

/** Of unit vectors; zeros, which stand for a text without a known word, give 0. */
function cosineOf(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0);
  return sum;
}

export function likenessOf(cosine: number): number {
  let [fromCosine, fromLikeness] = [0, 0];
  for (const [toCosine, toLikeness] of points) {
    if (cosine < toCosine) {
      const share = Math.max(0, cosine - fromCosine) / (toCosine - fromCosine);
      return fromLikeness + share * (toLikeness - fromLikeness);
    }
    [fromCosine, fromLikeness] = [toCosine, toLikeness];
  }
  return 1;
}
