import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Texts whose licences allow what is made of them to be shipped, and on which no intent figure of the evaluation is taken, save
 * MultiDoGO, whose words (not labels) are used. Banking77, CLINC150, NatCS, NLU++ and ABCD are left out on purpose.
 */
const sources = [
  { file: 'utterances/multidogo_sentences.jsonl.gz', licence: 'CDLA-Permissive-1.0' },
  { file: 'utterances/goemotions.jsonl.gz', licence: 'Apache-2.0' },
  { file: 'conversations/star.jsonl.gz', licence: 'MIT' },
  { file: 'conversations/ibm_cdp.jsonl.gz', licence: 'Apache-2.0' },
  { file: 'conversations/fake_vcons.jsonl.gz', licence: 'MIT' },
  { file: 'conversations/cfpb_narratives.jsonl.gz', licence: 'US Government work' },
] as const;

export interface TrainingSentences {
  readonly sentences: readonly string[];
  readonly sources: readonly { readonly file: string; readonly licence: string; readonly sentences: number }[];
}

interface Item {
  readonly text?: string;
  readonly split?: string;
  readonly turns?: readonly { readonly text: string }[];
}

/** A seeded sample of different sentences, shared evenly among the sources as far as they last. */
export function readTrainingSentences(
  corpora: string,
  { count, seed }: { readonly count: number; readonly seed: number },
): TrainingSentences {
  const taken = new Set<string>();
  const used: { file: string; licence: string; sentences: number }[] = [];
  const pools = sources
    .map((source) => ({ ...source, pool: shuffled(sentencesOf(join(corpora, source.file)), seed) }))
    .toSorted((a, b) => a.pool.length - b.pool.length);
  pools.forEach(({ file, licence, pool }, index) => {
    const before = taken.size;
    const share = Math.ceil((count - before) / (pools.length - index));
    for (const sentence of pool) if (taken.size - before < share) taken.add(sentence);
    used.push({ file, licence, sentences: taken.size - before });
  });
  return { sentences: [...taken], sources: used };
}

const sentenceEnd = /(?<=[.!?])\s+/u;

function sentencesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  const lines = gunzipSync(readFileSync(path)).toString().split('\n').filter(Boolean);
  const texts = lines
    .map((line) => JSON.parse(line) as Item)
    .filter(({ split }) => split !== 'test')
    .flatMap(({ text, turns }) => (text === undefined ? (turns ?? []).map((turn) => turn.text) : [text]));
  return [...new Set(texts.flatMap((text) => text.split(sentenceEnd)).filter((sentence) => sentence.length > 3 && sentence.length < 300))];
}

/** Fisher-Yates with a small linear congruential generator: the same seed gives the same order everywhere. */
function shuffled(items: readonly string[], seed: number): string[] {
  const order = [...items];
  let state = seed >>> 0;
  for (let last = order.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 4_294_967_296) * (last + 1));
    const kept = order[last] ?? '';
    order[last] = order[other] ?? '';
    order[other] = kept;
  }
  return order;
}
