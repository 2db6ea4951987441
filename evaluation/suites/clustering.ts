import { z } from 'zod';
import { bestCut } from '../../src/analytics/drivers/best-cut.ts';
import { embedAnew } from '../../src/analytics/drivers/statement-vectors.ts';
import type { SentenceEncoder } from '../../src/language/encoder/sentence-encoder.ts';
import { cutAt, mergeClusters } from '../../src/language/topics/merge-clusters.ts';
import { nearest, sphericalKMeans, type VectorSet } from '../../src/language/topics/spherical-k-means.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { openEncoders } from '../classified-sets.ts';
import { adjustedRand, bestNaming, mutualInformation, type Pair } from '../cluster-scores.ts';
import { readItems } from '../corpora.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';

interface ClusterSet {
  readonly dataset: string;
  /** Clustered apart, and averaged. */
  readonly parts: readonly (readonly { readonly text: string; readonly label: string }[])[];
}

/** Issue aims; floors are TF-IDF with latent semantic analysis and k-means on the same test sets (methods of driver discovery). */
const targets: Readonly<Record<string, { readonly floor: number; readonly aim?: number }>> = {
  'banking77 nmi': { floor: 0.618, aim: 0.8 },
  'banking77 ari': { floor: 0.235 },
  'banking77 accuracy': { floor: 0.388, aim: 0.62 },
  'clinc150 nmi': { floor: 0.731, aim: 0.91 },
  'clinc150 ari': { floor: 0.239 },
  'clinc150 accuracy': { floor: 0.493, aim: 0.76 },
  'natcs_dstc11 nmi': { floor: 0.556 },
  'natcs_dstc11 accuracy': { floor: 0.485, aim: 0.66 },
};

/** Drivers found without any label, with the number of classes given and estimated. */
export async function run(options: SuiteOptions): Promise<EvaluationRow[]> {
  const rows: EvaluationRow[] = [];
  for (const set of readSets(options.corpora)) {
    for (const { profile, encoder } of await openEncoders(options)) {
      if (encoder) rows.push(...(await measure(set, { profile, encoder })));
    }
  }
  return rows;
}

const utterance = z.object({ text: z.string(), label: z.string(), split: z.string(), domain: z.string().nullish() });
const conversation = z.object({
  participants: z.array(z.object({ id: z.string(), role: z.string() })),
  turns: z.array(z.object({ speaker: z.string(), text: z.string() })),
  labels: z.object({ intent: z.string() }),
});

function readSets(corpora: string): ClusterSet[] {
  const test = (name: string) =>
    readItems(corpora, `utterances/${name}`, utterance).filter(({ split, label }) => split === 'test' && label !== 'oos');
  const natcs = readItems(corpora, 'utterances/natcs_dstc11', utterance);
  const tweets = readItems(corpora, 'conversations/twacs_labelled', conversation).map(({ participants, turns, labels }) => {
    const customer = participants.find(({ role }) => role === 'customer')?.id;
    return { text: turns.find(({ speaker }) => speaker === customer)?.text ?? '', label: labels.intent };
  });
  return [
    { dataset: 'banking77', parts: [test('banking77')] },
    { dataset: 'clinc150', parts: [test('clinc150')] },
    { dataset: 'natcs_dstc11', parts: ['banking', 'finance'].map((domain) => natcs.filter((item) => item.domain === domain)) },
    { dataset: 'twacs_labelled', parts: [tweets] },
  ].filter(({ parts }) => parts.every(({ length }) => length > 0));
}

interface Named {
  readonly pair: Pair;
  readonly right: boolean;
  readonly part: number;
}

interface Figure {
  readonly value: number;
  readonly units: number;
  readonly interval?: readonly [number, number];
  /** Plain spherical k-means on the same vectors, with the number of classes given. */
  readonly baseline?: number;
}

async function measure(
  { dataset, parts }: ClusterSet,
  { profile, encoder }: { readonly profile: string; readonly encoder: SentenceEncoder },
) {
  const given: Named[] = [];
  const estimated: Named[] = [];
  const flat: Named[] = [];
  const ratios: number[] = [];
  for (const [part, items] of parts.entries()) {
    const names = [...new Set(items.map(({ label }) => label))];
    const gold = items.map(({ label }) => names.indexOf(label));
    const { clusters, merges, set } = cluster(
      (
        await embedAnew(
          items.map(({ text }, at) => ({ interaction: String(at), text })),
          encoder,
        )
      ).vectors,
    );
    const wanted = bestCut(set, { clusters, merges });
    ratios.push(wanted / names.length);
    const settled = (joined: Int32Array) =>
      assignAnew(
        set,
        clusters.members.map((member) => joined[member] ?? 0),
      );
    const name = (count: number) =>
      nameClusters(gold, {
        part,
        classes: names.length,
        labels: settled(cutAt(merges, { first: clusters.sizes.length, wanted: count })),
      });
    const { members } = sphericalKMeans(set, { clusters: names.length, seed: 1 });
    flat.push(...nameClusters(gold, { part, classes: names.length, labels: members }));
    given.push(...name(names.length));
    estimated.push(...name(wanted));
  }
  const row = (measureName: string, { value, units, interval, baseline }: Figure): EvaluationRow => ({
    suite: 'clustering',
    dataset,
    measure: measureName,
    value,
    unit: 'ratio',
    better: 'higher',
    n: units,
    ...(interval ? { interval } : {}),
    ...(baseline === undefined ? {} : { baseline }),
    ...(profile === 'full' ? targets[`${dataset} ${measureName}`] : {}),
    profile,
  });
  const scored = (suffix: string, units: readonly Named[]) =>
    Object.entries(statistics).map(([measureName, statistic]) =>
      row(`${measureName}${suffix}`, {
        value: statistic(units),
        units: units.length,
        interval: bootstrapInterval(units, statistic),
        ...(suffix === '' ? { baseline: statistic(flat) } : {}),
      }),
    );
  const ratio = { value: ratios.reduce((sum, one) => sum + one, 0) / ratios.length, units: given.length };
  return [...scored('', given), ...scored('_estimated', estimated), row('k_ratio', ratio)];
}

/** Parts are scored apart and averaged, as their organisers do. */
const statistics: Readonly<Record<string, (units: readonly Named[]) => number>> = {
  nmi: (units) => meanOverParts(units, (part) => mutualInformation(part.map(({ pair }) => pair))),
  ari: (units) => meanOverParts(units, (part) => adjustedRand(part.map(({ pair }) => pair))),
  accuracy: (units) => meanOverParts(units, (part) => part.filter(({ right }) => right).length / part.length),
};

function meanOverParts(units: readonly Named[], statistic: (part: readonly Named[]) => number): number {
  const parts = [...Map.groupBy(units, ({ part }) => part).values()];
  return parts.reduce((sum, part) => sum + statistic(part), 0) / parts.length;
}

/** First clusters: small ones, so that the tree decides. Chosen on Banking77's training and CLINC150's validation part. */
const textsPerCluster = 10;
const fewestClusters = 120;
const mostClusters = 600;

function firstClusters(texts: number): number {
  return Math.min(mostClusters, Math.max(Math.ceil(texts / textsPerCluster), Math.min(fewestClusters, Math.ceil(texts / 2))));
}

function cluster(vectors: readonly Float32Array[]) {
  const dimensions = vectors[0]?.length ?? 0;
  const values = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, index) => {
    values.set(vector, index * dimensions);
  });
  const set: VectorSet = { values, dimensions, weights: new Float64Array(vectors.length).fill(1) };
  const clusters = sphericalKMeans(set, { clusters: firstClusters(vectors.length), seed: 1 });
  return { set, clusters, merges: mergeClusters(set, clusters) };
}

/** Each text to the middle it is nearest to, as contacts get their driver once drivers are found. */
function assignAnew({ values, dimensions }: VectorSet, members: Int32Array): Int32Array {
  const middles = new Float32Array((Math.max(...members) + 1) * dimensions);
  for (const [index, member] of members.entries()) {
    for (let at = 0; at < dimensions; at++)
      middles[member * dimensions + at] = (middles[member * dimensions + at] ?? 0) + (values[index * dimensions + at] ?? 0);
  }
  for (let start = 0; start < middles.length; start += dimensions) {
    const middle = middles.subarray(start, start + dimensions);
    const length = Math.hypot(...middle) || 1;
    middles.set(
      middle.map((value) => value / length),
      start,
    );
  }
  return members.map((_, index) => nearest(values.subarray(index * dimensions, (index + 1) * dimensions), middles).place);
}

interface Naming {
  readonly part: number;
  readonly classes: number;
  readonly labels: Int32Array;
}

function nameClusters(gold: readonly number[], { part, classes, labels }: Naming): Named[] {
  const pairs = gold.map((truth, index): Pair => [truth, labels[index] ?? 0]);
  const naming = bestNaming(pairs, { classes, clusters: labels.reduce((most, label) => Math.max(most, label), 0) + 1 });
  return pairs.map((pair) => ({ pair, right: naming[pair[1]] === pair[0], part }));
}
