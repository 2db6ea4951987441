import type { SentenceEncoder } from '../src/language/encoder/sentence-encoder.ts';
import { fitIntentModel, type IntentExample } from '../src/language/intents/fit-intent-model.ts';
import { fitLogistic, scoreClasses } from '../src/language/intents/fit-logistic.ts';
import { featuresOf, guessIntent } from '../src/language/intents/intent-model.ts';
import { lexicalCounts, lexicalPlaces, measureRarity } from '../src/language/intents/lexical-features.ts';
import type { IntentSplit, LabelledText } from './intent-sets.ts';

/** What a model said of one test text. */
export interface Classified {
  readonly right: boolean;
  /** Probability of the class it gave. */
  readonly confidence: number;
  readonly inScope: number;
  readonly answered: boolean;
  readonly foreign: boolean;
}

/** Foreign texts are about a fifth of what a help desk hears; the threshold is chosen on validation with that cost. */
const oneInFive = 0.2;

/** Trains on the split's own training part with the encoder's vectors, or with words alone (the baseline), and reads its test part. */
export async function classifySplit(split: IntentSplit, encoder: SentenceEncoder | null): Promise<Classified[]> {
  const texts = (items: readonly LabelledText[]) => examplesOf(items, encoder);
  const validation = split.validation ? await texts(split.validation) : undefined;
  const foreign = split.foreign ? await texts(split.foreign.known.map((text) => ({ text, labels: [''] }))) : undefined;
  const model = fitIntentModel(await texts(split.train), {
    abstain: foreign !== undefined,
    foreignCost: oneInFive,
    ...(validation ? { validation } : {}),
    ...(foreign ? { foreign } : {}),
  });
  const inside = (await texts(split.test)).map((example) => {
    const { best, probabilities, inScope, answered } = guessIntent(model, example);
    return { right: model.classes[best] === example.label, confidence: probabilities[best] ?? 0, inScope, answered, foreign: false };
  });
  const outside = await texts((split.foreign?.test ?? []).map((text) => ({ text, labels: [''] })));
  const strange = outside.map((example) => {
    const { inScope, answered } = guessIntent(model, example);
    return { right: false, confidence: 0, inScope, answered, foreign: true };
  });
  return [...inside, ...strange];
}

async function examplesOf(items: readonly LabelledText[], encoder: SentenceEncoder | null): Promise<IntentExample[]> {
  const vectors = encoder ? await encoder.encode(items.map(({ text }) => text)) : [];
  return items.map(({ text, labels }, index) => ({ text, label: labels[0] ?? '', vector: vectors[index] ?? new Float32Array(0) }));
}

export interface SeveralClassified {
  readonly wanted: readonly string[];
  readonly given: readonly string[];
}

/** Each label is a question of its own. */
export async function classifySeveral({ train, test }: IntentSplit, encoder: SentenceEncoder | null): Promise<SeveralClassified[]> {
  const classes = [...new Set(train.flatMap(({ labels }) => labels))].toSorted();
  const [learnt, measured] = [await examplesOf(train, encoder), await examplesOf(test, encoder)];
  const rarity = measureRarity(train.map(({ text }) => lexicalCounts(text)));
  const model = fitLogistic(
    learnt.map((example, index) => ({
      features: featuresOf(example, rarity),
      classes: (train[index]?.labels ?? []).map((label) => classes.indexOf(label)),
    })),
    {
      classes: classes.length,
      denseWidth: encoder?.dimensions ?? 0,
      lexicalWidth: lexicalPlaces,
      decay: 0,
      epochs: 20,
      seed: 1,
      oneOfMany: false,
    },
  );
  return measured.map((example, index) => {
    const logits = scoreClasses(model, featuresOf(example, rarity));
    return { wanted: test[index]?.labels ?? [], given: classes.filter((_name, at) => (logits[at] ?? 0) > 0) };
  });
}

/** Mean F1 over the labels that occur. */
export function macroF1OfLabels(items: readonly SeveralClassified[]): number {
  const names = [...new Set(items.flatMap(({ wanted }) => wanted))];
  const scores = names.map((name) => {
    const hits = items.filter(({ wanted, given }) => wanted.includes(name) && given.includes(name)).length;
    const both = items.reduce((sum, { wanted, given }) => sum + (wanted.includes(name) ? 1 : 0) + (given.includes(name) ? 1 : 0), 0);
    return both === 0 ? 0 : (2 * hits) / both;
  });
  return scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1);
}

/** Expected calibration error over fifteen bins of as many items each. */
export function calibrationError(items: readonly Classified[]): number {
  const sorted = items.filter(({ foreign }) => !foreign).toSorted((a, b) => a.confidence - b.confidence);
  const bins = 15;
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const part = sorted.slice(Math.floor((bin * sorted.length) / bins), Math.floor(((bin + 1) * sorted.length) / bins));
    const gap = part.reduce((sum, { confidence, right }) => sum + confidence - (right ? 1 : 0), 0);
    error += Math.abs(gap) / (sorted.length || 1);
  }
  return error;
}
