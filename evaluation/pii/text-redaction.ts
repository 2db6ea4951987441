import { resolve } from 'node:path';
import { loadTagger } from '../../src/language/entities/load-tagger.ts';
import type { TaggerModel } from '../../src/language/entities/tagger.ts';
import { packTagger, unpackTagger } from '../../src/language/entities/tagger-data.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { foldOf, groupOf, type PiiItem, piiItems } from '../entities/pii-corpora.ts';
import { trainTagger } from '../entities/train-tagger.ts';
import { trainingSet } from '../entities/training-set.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';
import { judgeRedaction, type RedactionTally } from './judge-redaction.ts';

const folds = 5;
const files = { presidio_synth_v2: 'presidio_synth_v2.jsonl', multidogo_chat_pii: 'multidogo_chat_pii.jsonl.gz' } as const;
type Dataset = keyof typeof files;

/**
 * Names and all else in written text. On the folder that the shipped tagger was trained on, five folds by template or
 * conversation, each judged by a tagger that saw nothing of it; on another folder, the shipped tagger.
 */
export async function measureTextRedaction({ corpora, train }: SuiteOptions): Promise<EvaluationRow[]> {
  const items = {
    presidio_synth_v2: piiItems(corpora, files.presidio_synth_v2),
    multidogo_chat_pii: piiItems(corpora, files.multidogo_chat_pii),
  };
  if (items.presidio_synth_v2.length + items.multidogo_chat_pii.length === 0) return [];
  const tallies: Record<Dataset, RedactionTally[]> = { presidio_synth_v2: [], multidogo_chat_pii: [] };
  const judgeAll = (tagger: TaggerModel, isTested: (item: PiiItem) => boolean) => {
    for (const dataset of Object.keys(files) as Dataset[])
      tallies[dataset].push(...judgeGroups(dataset, items[dataset].filter(isTested), tagger));
  };
  if (resolve(corpora) !== resolve(train)) judgeAll(await loadTagger(), () => true);
  else {
    for (let fold = 0; fold < folds; fold++) {
      const isTested = (item: PiiItem) => foldOf(groupOf(item), folds) === fold;
      // Packed and unpacked, so that what is judged has the shipped precision.
      const tagger = unpackTagger(packTagger(trainTagger(trainingSet(train, (item) => !isTested(item))), 'fold'));
      judgeAll(tagger, isTested);
    }
  }
  const patterns = (Object.keys(files) as Dataset[]).map((dataset) => [dataset, judgeGroups(dataset, items[dataset], null)] as const);
  return patterns.flatMap(([dataset, alone]) => (alone.length === 0 ? [] : rowsOf(dataset, tallies[dataset], alone)));
}

/** Chat turns of one conversation are redacted together; templated texts are each a text of their own. */
function judgeGroups(dataset: Dataset, items: readonly PiiItem[], tagger: TaggerModel | null): readonly RedactionTally[] {
  const groups = dataset === 'presidio_synth_v2' ? items.map((item) => [item]) : [...Map.groupBy(items, groupOf).values()];
  return groups.flatMap((group) => judgeRedaction(group, tagger));
}

/** Published for Presidio on all 1,500 texts of the set, F2 over tokens: as customised in its own notebook. */
const presidio = { f2: 0.845, precision: 0.87, recall: 0.839 };

type Rate = (tallies: readonly RedactionTally[]) => number;
const sum = (tallies: readonly RedactionTally[], part: Exclude<keyof RedactionTally, 'group'>) =>
  tallies.reduce((total, tally) => total + tally[part], 0);
const precision: Rate = (tallies) => sum(tallies, 'rightly') / Math.max(1, sum(tallies, 'found'));
const recall: Rate = (tallies) => sum(tallies, 'both') / Math.max(1, sum(tallies, 'gold'));
const leakRate: Rate = (tallies) => sum(tallies, 'leaked') / Math.max(1, sum(tallies, 'spans'));
const overRedaction: Rate = (tallies) => sum(tallies, 'overRedacted') / Math.max(1, sum(tallies, 'plain'));
/** Twice the weight on recall: a leak costs more than a word too many. */
const f2: Rate = (tallies) => {
  const [p, r] = [precision(tallies), recall(tallies)];
  return (5 * p * r) / Math.max(1e-9, 4 * p + r);
};

function rowsOf(dataset: Dataset, tallies: readonly RedactionTally[], alone: readonly RedactionTally[]): EvaluationRow[] {
  const groups = [...Map.groupBy(tallies, ({ group }) => group).values()];
  const row = (measure: string, rate: Rate, more: Partial<EvaluationRow>): EvaluationRow => ({
    suite: 'pii',
    dataset,
    measure,
    value: rate(tallies),
    unit: 'ratio',
    better: 'higher',
    n: tallies.length,
    interval: bootstrapInterval(groups, (drawn) => rate(drawn.flat())),
    profile: 'static',
    ...more,
  });
  const isTemplated = dataset === 'presidio_synth_v2';
  return [
    row('f2', f2, isTemplated ? { baseline: presidio.f2, floor: 0.85, aim: 0.93 } : { baseline: f2(alone) }),
    row('precision', precision, { baseline: isTemplated ? presidio.precision : precision(alone) }),
    row('recall', recall, isTemplated ? { baseline: presidio.recall } : { baseline: recall(alone), aim: 0.95 }),
    row('leak_rate', leakRate, { better: 'lower', baseline: leakRate(alone) }),
    row('over_redaction', overRedaction, { better: 'lower', baseline: overRedaction(alone), aim: 0.02 }),
  ];
}
