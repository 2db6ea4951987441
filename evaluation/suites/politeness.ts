import { resolve } from 'node:path';
import { z } from 'zod';
import type { SentenceEncoder } from '../../src/language/encoder/sentence-encoder.ts';
import { fitLinearModel, type LinearExample } from '../../src/language/linear/fit-linear-model.ts';
import { hashWords } from '../../src/language/linear/hash-words.ts';
import { classify } from '../../src/language/linear/linear-model.ts';
import { judgePoliteness, politenessCueNames } from '../../src/language/politeness/politeness-analyser.ts';
import { readSentiment } from '../../src/language/sentiment/sentiment-features.ts';
import { sentimentWords } from '../../src/language/sentiment/words.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { foldOf, readItems } from '../corpora.ts';
import { openEvaluationEncoder } from '../open-evaluation-encoder.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';
import { accuracy, mostLikely } from '../scores.ts';

const schema = z.object({ id: z.string(), text: z.string(), label: z.string(), score: z.number() });
type Item = z.infer<typeof schema>;

const folds = 5;
const buckets = 1 << 14;
/** Compared by the same five folds on the development part; other data shows what that is worth. */
const settings = { epochs: 10, rate: 0.03, decay: 1e-2 };
/** How steeply raters' scores (standard deviations, about −3…3) become a share of polite; 1, 2 and 4 were compared by the same folds. */
const steepness = 4;

/**
 * Polite or impolite, the upper and lower quarter of the raters' scores, as in Danescu-Niculescu-Mizil et al. 2013. The copy of the corpus
 * states no licence, so nothing of it is in what ships: a head is trained in the run on every rated text, the middle ones too, five folds
 * by hash where both folders are one.
 * `shipped` is the shipped cues alone.
 */
export async function run({ corpora, train, profile }: SuiteOptions): Promise<EvaluationRow[]> {
  const items = readRated(corpora).filter(({ label }) => label !== 'neutral');
  if (items.length === 0) return [];
  const learnt = readRated(train);
  const split: Split = { items, learnt, areOneFolder: resolve(corpora) === resolve(train) };
  const rows: EvaluationRow[] = [];
  const floor = predict(split, await features(split, null, false));
  for (const name of profile ? [profile] : ['static', 'full']) {
    const encoder = await openEvaluationEncoder(name);
    rows.push(rowOf('accuracy', items, predict(split, await features(split, encoder, true)), floor, name));
  }
  const shipped = items.map(({ id, text }) => {
    const { sum } = judgePoliteness(0, text);
    return sum > 0 ? 1 : sum < 0 ? 0 : foldOf(id, 2);
  });
  return [...rows, { ...rowOf('accuracy', items, shipped, floor, 'shipped cues'), floor: undefined, aim: undefined }].map(withoutUndefined);
}

interface Split {
  /** Plainly polite or impolite: what is measured. */
  readonly items: readonly Item[];
  readonly learnt: readonly Item[];
  readonly areOneFolder: boolean;
}

function readRated(folder: string): Item[] {
  return readItems(folder, 'utterances/politeness', schema);
}

type Features = ReadonlyMap<string, LinearExample>;

/** Bag of words alone for the floor; with `rich`, pairs of words, politeness cues, the sentiment lexicon and the sentence's vector. */
async function features({ items, learnt }: Split, encoder: SentenceEncoder | null, rich: boolean): Promise<Features> {
  const all = [...new Map([...learnt, ...items].map((item) => [item.id, item])).values()];
  const vectors = encoder && rich ? await encoder.encode(all.map(({ text }) => text)) : [];
  return new Map(all.map((item, at) => [item.id, exampleOf(item, { rich, vector: vectors[at] ?? null })]));
}

function exampleOf(
  { text, score }: Item,
  { rich, vector }: { readonly rich: boolean; readonly vector: Float32Array | null },
): LinearExample {
  const words = sentimentWords(text).map((word) => word.text);
  const single = hashWords(rich ? ['<start>', ...words] : words.flatMap((word) => [word, '']), buckets);
  const polite = 1 / (1 + Math.exp(-steepness * score));
  const dense = rich ? [...cueCounts(text), ...readSentiment(text).input.dense, ...(vector ? vector.map((value) => value * 4) : [])] : [];
  return {
    input: { buckets: single.buckets, values: single.values, dense: Float32Array.from(dense) },
    target: [1 - polite, polite],
    weight: 1,
  };
}

function cueCounts(text: string): number[] {
  const { because } = judgePoliteness(0, text);
  return politenessCueNames.map((name) => Math.min(2, because.filter(({ why }) => why === name).length));
}

function predict({ items, learnt, areOneFolder }: Split, known: Features): number[] {
  const dense = known.get(items[0]?.id ?? '')?.input.dense.length ?? 0;
  const measured = new Set(areOneFolder ? [] : items.map(({ id }) => id));
  const fit = (fold: number | null) =>
    fitLinearModel(
      learnt
        .filter(({ id }) => !measured.has(id) && (fold === null || foldOf(id, folds) !== fold))
        .flatMap(({ id }) => known.get(id) ?? []),
      { classes: ['impolite', 'polite'], buckets, dense, ...settings, seed: 1 },
    );
  const models = areOneFolder ? Array.from({ length: folds }, (_, fold) => fit(fold)) : [fit(null)];
  return items.map(({ id }) => {
    const model = models[areOneFolder ? foldOf(id, folds) : 0];
    const example = known.get(id);
    return model && example ? mostLikely(classify(model, example.input)) : 0;
  });
}

function rowOf(
  measure: string,
  items: readonly Item[],
  guesses: readonly number[],
  floor: readonly number[],
  profile: string,
): EvaluationRow {
  const units = items.map(({ label }, at) => ({ gold: label === 'polite' ? 1 : 0, guess: guesses[at] ?? 0, floor: floor[at] ?? 0 }));
  const score = (side: 'guess' | 'floor') => (drawn: readonly (typeof units)[number][]) =>
    accuracy(drawn.map((unit) => [unit.gold, unit[side]] as const));
  const baseline = score('floor')(units);
  const row = {
    suite: 'politeness',
    dataset: 'politeness',
    measure,
    value: score('guess')(units),
    unit: 'ratio',
    better: 'higher',
  } as const;
  return { ...row, n: units.length, interval: bootstrapInterval(units, score('guess')), baseline, floor: baseline, aim: 0.8, profile };
}

function withoutUndefined(row: EvaluationRow): EvaluationRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as EvaluationRow;
}
