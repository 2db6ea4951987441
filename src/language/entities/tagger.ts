import { type TaggedWord, taggedWords } from './tagged-word.ts';
import { featureRows, wordFeatures } from './word-features.ts';

/** What a word may be. `none` first; the others are labels of entities. */
export const tagLabels = [
  'none',
  'person',
  'address',
  'place',
  'organisation',
  'date',
  'title',
  'age',
  'nationality',
  'postcode',
  'account',
  'card',
  'email',
  'phone',
  'ssn',
  'password',
] as const;
export type TagLabel = (typeof tagLabels)[number];
export const tagCount = tagLabels.length;

/** A linear-chain conditional random field: one score per feature row and tag, one per pair of neighbouring tags. */
export interface TaggerModel {
  readonly version: string;
  /** `featureRows` × `tagCount`, in steps of `scale`; 8 bits once trained, so that the table stays near the processor. */
  readonly weights: Float32Array | Int8Array;
  readonly scale: number;
  /** `tagCount` × `tagCount`, from the tag before to the tag after. */
  readonly transitions: Float32Array;
  /** e to the transitions, once they are fixed. */
  readonly powers?: Float64Array;
}

/** A tagged stretch of a text. */
export interface TaggedStretch {
  readonly label: Exclude<TagLabel, 'none'>;
  readonly start: number;
  readonly end: number;
  /** Mean probability that its words are an entity. */
  readonly confidence: number;
}

export interface TaggingContext {
  /** Finds that need no tag, in order, without overlap. */
  readonly found: readonly { readonly start: number; readonly end: number; readonly label: string }[];
  /** A word is an entity when the probability that it is none falls below this. */
  readonly mostNone: number;
  /** What the other side asked for last, and the bound that holds for it instead. */
  readonly asked: TagLabel | null;
  readonly mostNoneAsked: number;
}

/** Names, addresses and other stretches that no pattern tells, by their words and surroundings. Needs no capitals. */
export function tagText(model: TaggerModel, text: string, context: TaggingContext): readonly TaggedStretch[] {
  const words = taggedWords(text, context.found);
  if (words.every((word) => word.found)) return [];
  return joinWords(words, tagMarginals(model, wordFeatures(words)), context);
}

/** Forward-backward, scaled word by word: the probability of each tag for each word given the whole text. */
export function tagMarginals(model: TaggerModel, features: readonly Int32Array[]): Float64Array {
  const count = features.length;
  const emissions = wordScores(model, features);
  const transitions = model.powers ?? exponentials(model.transitions);
  const forward = new Float64Array(count * tagCount);
  const marginals = new Float64Array(count * tagCount);
  for (let word = 0; word < count; word++) passForward({ forward, emissions, transitions }, word);
  let backward: Float64Array = new Float64Array(tagCount).fill(1);
  for (let word = count - 1; word >= 0; word--) {
    const base = word * tagCount;
    for (let tag = 0; tag < tagCount; tag++) marginals[base + tag] = (forward[base + tag] as number) * (backward[tag] as number);
    normalise(marginals, base);
    backward = passBackward({ backward, emissions, transitions }, base);
  }
  return marginals;
}

export function exponentials(values: Float32Array): Float64Array {
  const powers = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) powers[index] = Math.exp(values[index] as number);
  return powers;
}

/** e to the score of every tag for every word; the highest of a word is 1, so that nothing overflows. */
function wordScores({ weights, scale }: TaggerModel, features: readonly Int32Array[]): Float64Array {
  const scores = new Float64Array(features.length * tagCount);
  for (let word = 0; word < features.length; word++) {
    const rows = features[word] as Int32Array;
    const base = word * tagCount;
    for (let index = 0; index < rows.length; index++) {
      const from = (rows[index] as number) * tagCount;
      for (let tag = 0; tag < tagCount; tag++) scores[base + tag] = (scores[base + tag] as number) + (weights[from + tag] as number);
    }
    let highest = scores[base] as number;
    for (let tag = 1; tag < tagCount; tag++) highest = Math.max(highest, scores[base + tag] as number);
    for (let tag = 0; tag < tagCount; tag++) scores[base + tag] = Math.exp(((scores[base + tag] as number) - highest) * scale);
  }
  return scores;
}

interface ForwardTables {
  readonly forward: Float64Array;
  readonly emissions: Float64Array;
  readonly transitions: Float64Array;
}

function passForward({ forward, emissions, transitions }: ForwardTables, word: number): void {
  const base = word * tagCount;
  for (let tag = 0; tag < tagCount; tag++) {
    let sum = word === 0 ? 1 : 0;
    if (word > 0)
      for (let from = 0; from < tagCount; from++)
        sum += (forward[base - tagCount + from] as number) * (transitions[from * tagCount + tag] as number);
    forward[base + tag] = sum * (emissions[base + tag] as number);
  }
  normalise(forward, base);
}

interface BackwardTables {
  readonly backward: Float64Array;
  readonly emissions: Float64Array;
  readonly transitions: Float64Array;
}

/** What the words from `base` on say about the tag before them. */
function passBackward({ backward, emissions, transitions }: BackwardTables, base: number): Float64Array {
  const before = new Float64Array(tagCount);
  for (let tag = 0; tag < tagCount; tag++) {
    let sum = 0;
    for (let to = 0; to < tagCount; to++)
      sum += (transitions[tag * tagCount + to] as number) * (emissions[base + to] as number) * (backward[to] as number);
    before[tag] = sum;
  }
  normalise(before, 0);
  return before;
}

function normalise(table: Float64Array, base: number): void {
  let sum = 0;
  for (let tag = 0; tag < tagCount; tag++) sum += table[base + tag] as number;
  for (let tag = 0; tag < tagCount; tag++) table[base + tag] = (table[base + tag] as number) / sum;
}

function joinWords(words: readonly TaggedWord[], marginals: Float64Array, context: TaggingContext): readonly TaggedStretch[] {
  const stretches: { label: Exclude<TagLabel, 'none'>; start: number; end: number; confidence: number; words: number }[] = [];
  let open = false;
  words.forEach(({ start, end, found }, word) => {
    const own = marginals.subarray(word * tagCount, (word + 1) * tagCount);
    const none = own[0] ?? 1;
    const label = tagLabels[likeliest(own)] as Exclude<TagLabel, 'none'>;
    if (found || none >= (label === context.asked ? context.mostNoneAsked : context.mostNone)) {
      open = false;
      return;
    }
    const last = stretches.at(-1);
    if (open && last?.label === label) Object.assign(last, { end, confidence: last.confidence + 1 - none, words: last.words + 1 });
    else stretches.push({ label, start, end, confidence: 1 - none, words: 1 });
    open = true;
  });
  return stretches.map(({ words: count, confidence, ...stretch }) => ({ ...stretch, confidence: confidence / count }));
}

/** The likeliest tag that is not `none`. */
function likeliest(probabilities: Float64Array): number {
  let best = 1;
  for (let tag = 2; tag < tagCount; tag++) if ((probabilities[tag] ?? 0) > (probabilities[best] ?? 0)) best = tag;
  return best;
}

export interface TrainableModel extends TaggerModel {
  readonly weights: Float32Array;
}

export function emptyModel(): TrainableModel {
  return {
    version: 'training',
    weights: new Float32Array(featureRows * tagCount),
    scale: 1,
    transitions: new Float32Array(tagCount * tagCount),
  };
}
