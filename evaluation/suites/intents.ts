import { bootstrapInterval } from '../bootstrap.ts';
import { type ClassifiedSet, classifiedSets, openEncoders } from '../classified-sets.ts';
import { type Classified, classifySeveral, classifySplit, macroF1OfLabels, type SeveralClassified } from '../classify-intents.ts';
import { foldOf } from '../corpora.ts';
import { type IntentSplit, readIntentSets } from '../intent-sets.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';
import { auroc } from '../scores.ts';

/** Issue figures; the other sets have their baseline as floor. The static profile is held to the words-alone baseline too. */
const targets: Readonly<Record<string, { readonly floor: number; readonly aim: number }>> = {
  'banking77 accuracy': { floor: 0.91, aim: 0.937 },
  'banking77 accuracy_10shot': { floor: 0.83, aim: 0.86 },
  'clinc150 accuracy': { floor: 0.925, aim: 0.945 },
  'clinc150 oos_recall': { floor: 0.6, aim: 0.8 },
  'clinc150 oos_auroc': { floor: 0.966, aim: 0.98 },
};

/** Contact reasons on public intent sets. Foreign texts that are answered count against recall, known ones that are not against accuracy. */
export async function run(options: SuiteOptions): Promise<EvaluationRow[]> {
  const sets = await classifiedSets(options);
  return [...sets.flatMap(rowsOfSet), ...(await fewShotRows(options)), ...(await severalRows(options))];
}

function rowsOfSet({ set, profile, ours, baseline }: ClassifiedSet): EvaluationRow[] {
  const inside = ours.filter(({ foreign }) => !foreign);
  const outside = ours.filter(({ foreign }) => foreign);
  const peer = accuracyOf(baseline.filter(({ foreign }) => !foreign));
  const rows = [ratioRow({ dataset: set.name, measure: 'accuracy', profile, units: inside, statistic: accuracyOf, baseline: peer })];
  if (outside.length === 0) return rows;
  const common = { dataset: set.name, profile };
  return [
    ...rows,
    ratioRow({ ...common, measure: 'oos_recall', units: outside, statistic: abstained }),
    ratioRow({ ...common, measure: 'oos_auroc', units: ours, statistic: scopeAuroc }),
  ];
}

function accuracyOf(items: readonly Classified[]): number {
  return items.filter(({ right, answered }) => right && answered).length / (items.length || 1);
}

function abstained(items: readonly Classified[]): number {
  return items.filter(({ answered }) => !answered).length / (items.length || 1);
}

function scopeAuroc(items: readonly Classified[]): number {
  return auroc(items.map(({ inScope, foreign }) => ({ score: inScope, isPositive: !foreign })));
}

interface RatioRow<Unit> {
  readonly dataset: string;
  readonly measure: string;
  readonly profile: string;
  readonly units: readonly Unit[];
  readonly statistic: (units: readonly Unit[]) => number;
  readonly baseline?: number;
}

function ratioRow<Unit>({ dataset, measure, profile, units, statistic, baseline }: RatioRow<Unit>): EvaluationRow {
  const target = targets[`${dataset} ${measure}`];
  return {
    suite: 'intents',
    dataset,
    measure,
    value: statistic(units),
    unit: 'ratio',
    better: 'higher',
    n: units.length,
    interval: bootstrapInterval(units, statistic),
    ...(baseline === undefined ? {} : { baseline }),
    ...(target && profile === 'full' ? target : baseline === undefined ? {} : { floor: baseline, aim: baseline + 0.05 }),
    profile,
  };
}

const shots = 10;
const seeds = [1, 2, 3, 4, 5];

/** Ten examples of each intent, drawn five times; the interval is the mean give or take a standard deviation. */
async function fewShotRows(options: SuiteOptions): Promise<EvaluationRow[]> {
  const split = readIntentSets(options).find(({ name }) => name === 'banking77')?.splits[0];
  if (!split) return [];
  const drawn = seeds.map((seed) => ({ test: split.test, train: drawShots(split, seed) }));
  const baseline = await meanAccuracy(drawn, null);
  const rows: EvaluationRow[] = [];
  for (const { profile, encoder } of await openEncoders(options)) {
    const { mean, deviation } = await meanAccuracy(drawn, encoder);
    rows.push({
      suite: 'intents',
      dataset: 'banking77',
      measure: 'accuracy_10shot',
      value: mean,
      unit: 'ratio',
      better: 'higher',
      n: split.test.length,
      interval: [mean - deviation, mean + deviation],
      baseline: baseline.mean,
      ...(profile === 'full' ? targets['banking77 accuracy_10shot'] : { floor: baseline.mean }),
      profile,
    });
  }
  return rows;
}

function drawShots({ train }: IntentSplit, seed: number): IntentSplit['train'] {
  const order = (text: string) => foldOf(`${seed} ${text}`, 2 ** 31);
  const groups = Map.groupBy(train, ({ labels }) => labels[0] ?? '');
  return [...groups.values()].flatMap((group) => group.toSorted((a, b) => order(a.text) - order(b.text)).slice(0, shots));
}

async function meanAccuracy(
  splits: readonly IntentSplit[],
  encoder: Parameters<typeof classifySplit>[1],
): Promise<{ mean: number; deviation: number }> {
  const scores: number[] = [];
  for (const split of splits) scores.push(accuracyOf(await classifySplit(split, encoder)));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / Math.max(1, scores.length - 1);
  return { mean, deviation: Math.sqrt(variance) };
}

async function severalRows(options: SuiteOptions): Promise<EvaluationRow[]> {
  const rows: EvaluationRow[] = [];
  for (const { name, splits } of readIntentSets(options).filter(({ severalLabels }) => severalLabels)) {
    const baseline = macroF1OfLabels(await classifyParts(splits, null));
    for (const { profile, encoder } of await openEncoders(options)) {
      const units = await classifyParts(splits, encoder);
      rows.push(ratioRow({ dataset: name, measure: 'macro_f1', profile, units, statistic: macroF1OfLabels, baseline }));
    }
  }
  return rows;
}

async function classifyParts(splits: readonly IntentSplit[], encoder: Parameters<typeof classifySeveral>[1]): Promise<SeveralClassified[]> {
  const all: SeveralClassified[] = [];
  for (const split of splits) all.push(...(await classifySeveral(split, encoder)));
  return all;
}
