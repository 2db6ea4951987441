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

const schema = z.object({ id: z.string(), text: z.string(), label: z.string() });
type Item = z.infer<typeof schema>;

const folds = 5;
const buckets = 1 << 14;
/** Compared by the same five folds on the development part; other data shows what that is worth. */
const settings = { epochs: 10, rate: 0.03, decay: 1e-2 };

/**
 * Polite or impolite, the upper and lower quarter of the raters' scores, as in Danescu-Niculescu-Mizil et al. 2013. The copy of the corpus
 * states no licence, so nothing of it is in what ships: a head is trained in the run, five folds by hash where both folders are one.
 * `shipped` is the shipped cues alone.
 */
export async function run({ corpora, train, profile }: SuiteOptions): Promise<EvaluationRow[]> {
  const items = telling(corpora);
  if (items.length === 0) return [];
  const others = corpora === train ? null : telling(train).filter(({ id }) => !items.some((item) => item.id === id));
  const rows: EvaluationRow[] = [];
  const floor = predict(items, others, await features(items, others, null, false));
  for (const name of profile ? [profile] : ['static', 'full']) {
    const encoder = await openEvaluationEncoder(name);
    rows.push(rowOf('accuracy', items, predict(items, others, await features(items, others, encoder, true)), floor, name));
  }
  const shipped = items.map(({ id, text }) => {
    const { sum } = judgePoliteness(0, text);
    return sum > 0 ? 1 : sum < 0 ? 0 : foldOf(id, 2);
  });
  return [...rows, { ...rowOf('accuracy', items, shipped, floor, 'shipped cues'), floor: undefined, aim: undefined }].map(withoutUndefined);
}

function telling(corpora: string): Item[] {
  return readItems(corpora, 'utterances/politeness', schema).filter(({ label }) => label !== 'neutral');
}

type Features = ReadonlyMap<string, LinearExample>;

/** Bag of words alone for the floor; with `rich`, pairs of words, politeness cues, the sentiment lexicon and the sentence's vector. */
async function features(
  items: readonly Item[],
  others: readonly Item[] | null,
  encoder: SentenceEncoder | null,
  rich: boolean,
): Promise<Features> {
  const all = [...items, ...(others ?? [])];
  const vectors = encoder && rich ? await encoder.encode(all.map(({ text }) => text)) : [];
  return new Map(all.map((item, at) => [item.id, exampleOf(item, { rich, vector: vectors[at] ?? null })]));
}

function exampleOf(
  { text, label }: Item,
  { rich, vector }: { readonly rich: boolean; readonly vector: Float32Array | null },
): LinearExample {
  const words = sentimentWords(text).map((word) => word.text);
  const single = hashWords(rich ? ['<start>', ...words] : words.flatMap((word) => [word, '']), buckets);
  const dense = rich ? [...cueCounts(text), ...readSentiment(text).input.dense, ...(vector ? vector.map((value) => value * 4) : [])] : [];
  return {
    input: { buckets: single.buckets, values: single.values, dense: Float32Array.from(dense) },
    target: label === 'polite' ? [0, 1] : [1, 0],
    weight: 1,
  };
}

function cueCounts(text: string): number[] {
  const { because } = judgePoliteness(0, text);
  return politenessCueNames.map((name) => Math.min(2, because.filter(({ why }) => why === name).length));
}

function predict(items: readonly Item[], others: readonly Item[] | null, known: Features): number[] {
  const examples = (own: readonly Item[]) => own.flatMap(({ id }) => known.get(id) ?? []);
  const dense = examples(items.slice(0, 1))[0]?.input.dense.length ?? 0;
  const fit = (own: readonly Item[]) =>
    fitLinearModel(examples(own), { classes: ['impolite', 'polite'], buckets, dense, ...settings, seed: 1 });
  const models = others
    ? [fit(others)]
    : Array.from({ length: folds }, (_, fold) => fit(items.filter(({ id }) => foldOf(id, folds) !== fold)));
  return items.map(({ id }) => {
    const model = models[others ? 0 : foldOf(id, folds)];
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
