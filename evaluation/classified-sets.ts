import type { SentenceEncoder } from '../src/language/encoder/sentence-encoder.ts';
import { type Classified, classifySplit } from './classify-intents.ts';
import { type IntentSet, readIntentSets } from './intent-sets.ts';
import { openEvaluationEncoder } from './open-evaluation-encoder.ts';
import type { SuiteOptions } from './row.ts';

export interface ClassifiedSet {
  readonly set: IntentSet;
  readonly profile: string;
  readonly encoder: SentenceEncoder | null;
  readonly ours: readonly Classified[];
  /** TF-IDF of words and letters with logistic regression, trained and measured on the same items. */
  readonly baseline: readonly Classified[];
}

export const intentProfiles = ['static', 'full'] as const;
let last: { readonly key: string; readonly sets: Promise<ClassifiedSet[]> } | null = null;

/** Every set of one label per text, classified under each profile. Two suites read it: it is made once in a run. */
export function classifiedSets(options: SuiteOptions): Promise<ClassifiedSet[]> {
  const key = JSON.stringify(options);
  if (last?.key !== key) last = { key, sets: classifyAll(options) };
  return last.sets;
}

async function classifyAll(options: SuiteOptions): Promise<ClassifiedSet[]> {
  const found: ClassifiedSet[] = [];
  const encoders = await openEncoders(options);
  for (const set of readIntentSets(options).filter(({ severalLabels }) => !severalLabels)) {
    const baseline = await classifySet(set, null);
    for (const { profile, encoder } of encoders) found.push({ set, profile, encoder, baseline, ours: await classifySet(set, encoder) });
  }
  return found;
}

export async function openEncoders({ profile }: SuiteOptions): Promise<{ profile: string; encoder: SentenceEncoder | null }[]> {
  const names = intentProfiles.filter((name) => profile === undefined || name === profile);
  return Promise.all(names.map(async (name) => ({ profile: name, encoder: await openEvaluationEncoder(name) })));
}

async function classifySet({ splits }: IntentSet, encoder: SentenceEncoder | null): Promise<Classified[]> {
  const all: Classified[] = [];
  for (const split of splits) all.push(...(await classifySplit(split, encoder)));
  return all;
}
