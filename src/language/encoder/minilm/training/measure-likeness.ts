import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openStaticEncoder } from '../static-encoder.ts';

/**
 * Where `like` of the rule language puts its points (`src/rules/encoder-likeness.ts`): how near to each other sentences are that do
 * not say the same. Chosen on the training part of CLINC150 (CC BY 3.0), whose 150 intents are about everything; looked at again on
 * that of Banking77 (CC BY 4.0), whose 77 are all about one subject and so much harder to tell apart.
 *
 * @example node src/language/encoder/minilm/training/measure-likeness.ts ../shared/corpora
 */
const pairs = 300_000;
const shares = [0.01, 0.001, 0.0001];
const chosen = [0.49, 0.68, 0.8];

interface Utterance {
  readonly text: string;
  readonly label: string;
  readonly split: string;
}

const corpora = process.argv[2] ?? '../shared/corpora';
const encoder = openStaticEncoder();
for (const set of ['clinc150', 'banking77']) {
  const { same, other } = cosinesOf(readTraining(join(corpora, 'utterances', `${set}.jsonl.gz`)));
  console.log(set, {
    otherIntents: shares.map((share) => `${share} reach ${other[Math.floor((1 - share) * other.length)]?.toFixed(3)}`),
    reached: chosen.map((cosine) => `${cosine}: ${reaching(same, cosine)} of the same intent, ${reaching(other, cosine)} of others`),
  });
}

function readTraining(path: string): Utterance[] {
  const lines = gunzipSync(readFileSync(path)).toString().split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Utterance).filter(({ split, label }) => split === 'train' && label !== 'oos');
}

/** Of random pairs, sorted. */
function cosinesOf(utterances: readonly Utterance[]): { readonly same: Float32Array; readonly other: Float32Array } {
  const vectors = utterances.map(({ text }) => encoder.encodeOne(text));
  const members = Map.groupBy(utterances.keys(), (index) => utterances[index]?.label ?? '');
  const next = randomIndexes(1);
  const same: number[] = [];
  const other: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const one = next(utterances.length);
    const another = next(utterances.length);
    const own = members.get(utterances[one]?.label ?? '') ?? [];
    const like = own[next(own.length)] ?? one;
    if (like !== one) same.push(cosine(vectors[one], vectors[like]));
    if (utterances[another]?.label !== utterances[one]?.label) other.push(cosine(vectors[one], vectors[another]));
  }
  return { same: Float32Array.from(same).sort(), other: Float32Array.from(other).sort() };
}

function cosine(left: Float32Array | undefined, right: Float32Array | undefined): number {
  let sum = 0;
  for (let at = 0; at < encoder.dimensions; at++) sum += (left?.[at] ?? 0) * (right?.[at] ?? 0);
  return sum;
}

function reaching(sorted: Float32Array, least: number): string {
  return (sorted.filter((value) => value >= least).length / sorted.length).toFixed(5);
}

/** A linear congruential generator: the same seed gives the same pairs everywhere. */
function randomIndexes(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
