import { resolve } from 'node:path';
import { z } from 'zod';
import { foldOf, readItems } from './corpora.ts';
import type { SuiteOptions } from './row.ts';

export interface LabelledText {
  readonly text: string;
  /** One class, or several where a text may ask for several things. */
  readonly labels: readonly string[];
}

/** One division of a set; validation and foreign texts only where the set brings them. */
export interface IntentSplit {
  readonly train: readonly LabelledText[];
  readonly test: readonly LabelledText[];
  readonly validation?: readonly LabelledText[];
  readonly foreign?: { readonly known: readonly string[]; readonly test: readonly string[] };
}

export interface IntentSet {
  readonly name: string;
  readonly severalLabels: boolean;
  readonly splits: readonly IntentSplit[];
}

const utterance = z.object({ text: z.string(), label: z.string().optional(), labels: z.array(z.string()).optional(), split: z.string() });
const conversation = z.object({
  id: z.string(),
  turns: z.array(z.object({ text: z.string() })),
  labels: z.object({ primaryIntent: z.string().nullish() }),
});

const folds = 5;

/** The sets of the contract whose items are there. */
export function readIntentSets({ corpora, train }: SuiteOptions): IntentSet[] {
  const folders = { corpora, train };
  return [
    official('banking77', folders),
    official('clinc150', folders),
    // One fold of five: eight thousand conversations say enough, and five would take five times as long.
    folded('multidogo', folders, { items: readMultiDoGo, count: 1 }),
    folded('abcd_humanfirst', folders, { items: readUtterances('abcd_humanfirst'), count: folds }),
    folded('nlupp', folders, { items: readUtterances('nlupp'), count: folds }),
    official('email_request_intent', folders),
  ].filter(({ splits }) => splits.some(({ test, train: learnt }) => test.length > 0 && learnt.length > 0));
}

interface Folders {
  readonly corpora: string;
  readonly train: string;
}

function official(name: string, { corpora, train }: Folders): IntentSet {
  const learnt = readItems(train, `utterances/${name}`, utterance);
  const measured = readItems(corpora, `utterances/${name}`, utterance).filter(({ split }) => split === 'test');
  const isForeign = ({ label }: { label?: string | undefined }) => label === 'oos';
  const of = (items: readonly z.infer<typeof utterance>[]) =>
    items.filter((item) => !isForeign(item)).map(({ text, label }) => ({ text, labels: [label ?? ''] }));
  const textsOf = (items: readonly z.infer<typeof utterance>[]) => items.filter(isForeign).map(({ text }) => text);
  const validation = of(learnt.filter(({ split }) => split === 'valid'));
  const known = textsOf(learnt.filter(({ split }) => split !== 'test'));
  const split: IntentSplit = {
    train: of(learnt.filter(({ split: part }) => part === 'train')),
    test: of(measured),
    ...(validation.length > 0 ? { validation } : {}),
    ...(known.length > 0 ? { foreign: { known, test: textsOf(measured) } } : {}),
  };
  return { name, severalLabels: false, splits: [split] };
}

interface KeyedText extends LabelledText {
  readonly key: string;
}

interface Folding {
  readonly items: (folder: string) => KeyedText[];
  readonly count: number;
}

/** Sets without an official split: by the hash of the key. Another folder's items are measured whole, trained on the first folder. */
function folded(name: string, { corpora, train }: Folders, { items, count }: Folding): IntentSet {
  const learnt = items(train);
  const severalLabels = learnt.some(({ labels }) => labels.length > 1);
  if (resolve(corpora) !== resolve(train)) return { name, severalLabels, splits: [{ train: learnt, test: items(corpora) }] };
  const splits = Array.from({ length: count }, (_, fold) => ({
    train: learnt.filter(({ key }) => foldOf(key, folds) !== fold),
    test: learnt.filter(({ key }) => foldOf(key, folds) === fold),
  }));
  return { name, severalLabels, splits };
}

function readUtterances(name: string): (folder: string) => KeyedText[] {
  return (folder) =>
    readItems(folder, `utterances/${name}`, utterance).map(({ text, label, labels }) => ({
      key: text,
      text,
      labels: labels ?? [label ?? ''],
    }));
}

/** Whole conversations: only the customer's turns are in the data. */
function readMultiDoGo(folder: string): KeyedText[] {
  return readItems(folder, 'conversations/multidogo', conversation).flatMap(({ id, turns, labels: { primaryIntent } }) =>
    primaryIntent ? [{ key: id, text: turns.map(({ text }) => text).join(' '), labels: [primaryIntent] }] : [],
  );
}
