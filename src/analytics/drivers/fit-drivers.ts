import { createHash } from 'node:crypto';
import type { SentenceEncoder } from '../../language/encoder/sentence-encoder.ts';
import { cutAt, mergeClusters } from '../../language/topics/merge-clusters.ts';
import { seededRandom } from '../../language/topics/seeded-random.ts';
import { type Clusters, sphericalKMeans, type VectorSet } from '../../language/topics/spherical-k-means.ts';
import { bestCut } from './best-cut.ts';
import type { Driver, DriverGroup, DriverModel } from './driver-model.ts';
import { nameClusters } from './name-drivers.ts';

export interface Statement {
  readonly interaction: string;
  readonly text: string;
}

export interface FitOptions {
  readonly asOf: string;
  readonly fittedAt: string;
  readonly seed?: number;
  /** How many drivers; chosen by silhouette when absent. */
  readonly drivers?: number;
}

/** More add nothing to the middles of clusters. */
const mostStatements = 50_000;
export const fewestStatements = 50;
/** First clusters: more than there are drivers, so that the tree decides what belongs together. */
const firstClusters = (texts: number) => Math.min(600, Math.ceil(1.5 * Math.sqrt(texts)));
const groupsWanted = (drivers: number) => Math.max(1, Math.min(20, Math.round(drivers / 4)));
/** A driver is at least this share of the statements; smaller ones join what they are most like, or stay unassigned. */
const leastShare = 0.002;
/** Members below this percentile of likeness mark the edge of a driver. */
const edgePercentile = 0.05;
/** Least likeness to a middle, whatever a driver's own edge: set by hand, not yet fitted on hidden intents. */
const leastSimilarity = 0.35;
const quotesShown = 5;

/** Finds drivers in problem statements: clusters of meaning, joined into a tree, cut where they stand apart best, and named. */
export async function fitDrivers(statements: readonly Statement[], encoder: SentenceEncoder, options: FitOptions): Promise<DriverModel> {
  const sample = sampleOf(
    statements.filter(({ text }) => text !== ''),
    options.seed ?? 1,
  );
  const { texts, set } = await embed(sample, encoder);
  const clusters = sphericalKMeans(set, { clusters: firstClusters(texts.length), seed: options.seed ?? 1 });
  const merges = mergeClusters(clusters.centroids, clusters.sizes);
  const wanted = options.drivers ?? bestCut(set, { clusters, merges });
  const labels = cutAt(merges, { first: clusters.sizes.length, wanted });
  const groupLabels = cutAt(merges, { first: clusters.sizes.length, wanted: groupsWanted(wanted) });
  const total = sample.length;
  const drivers = driversOf({ texts, set, clusters, labels, groupLabels }).filter(({ size }) => size >= Math.max(3, leastShare * total));
  const groups = groupsOf(drivers);
  return {
    id: createHash('sha256').update(`${encoder.version} ${options.asOf} ${options.fittedAt}`).digest('hex').slice(0, 12),
    encoder: encoder.version,
    fittedAt: options.fittedAt,
    asOf: options.asOf,
    statements: total,
    drivers,
    groups,
    events: drivers.map(({ id }) => ({ kind: 'new', driver: id })),
  };
}

/** The same draw for the same statements and seed. */
function sampleOf(statements: readonly Statement[], seed: number): readonly Statement[] {
  if (statements.length <= mostStatements) return statements;
  const random = seededRandom(seed);
  const keep = mostStatements / statements.length;
  return statements.filter(() => random() < keep);
}

interface DistinctText {
  readonly text: string;
  readonly interactions: string[];
}

/** One vector for each wording, weighing as many statements as say it; what has no vector is left out. */
async function embed(statements: readonly Statement[], encoder: SentenceEncoder): Promise<{ texts: DistinctText[]; set: VectorSet }> {
  const byText = new Map<string, DistinctText>();
  for (const { interaction, text } of statements) {
    const known = byText.get(text);
    if (known) known.interactions.push(interaction);
    else byText.set(text, { text, interactions: [interaction] });
  }
  const distinct = [...byText.values()];
  const vectors = await encoder.encode(distinct.map(({ text }) => text));
  const kept = distinct.map((_, index) => index).filter((index) => vectors[index]?.some((value) => value !== 0));
  const values = new Float32Array(kept.length * encoder.dimensions);
  for (const [place, index] of kept.entries()) values.set(vectors[index] ?? [], place * encoder.dimensions);
  const texts = kept.flatMap((index) => distinct[index] ?? []);
  return {
    texts,
    set: { values, dimensions: encoder.dimensions, weights: Float64Array.from(texts, ({ interactions }) => interactions.length) },
  };
}

interface Fitted {
  readonly texts: readonly DistinctText[];
  readonly set: VectorSet;
  readonly clusters: Clusters;
  readonly labels: Int32Array;
  readonly groupLabels: Int32Array;
}

function driversOf({ texts, set, clusters, labels, groupLabels }: Fitted): Driver[] {
  const members: number[][] = Array.from({ length: Math.max(...labels) + 1 }, () => []);
  for (const [index, cluster] of clusters.members.entries()) members[labels[cluster] ?? 0]?.push(index);
  const named = nameClusters(members.map((indexes) => indexes.flatMap((index) => texts[index]?.text ?? [])));
  return members.map((indexes, label): Driver => {
    const centroid = centroidOf(set, indexes);
    const ranked = indexes.map((index) => ({ index, like: likeness(set, index, centroid) })).sort((a, b) => b.like - a.like);
    const edge = ranked[Math.min(ranked.length - 1, Math.floor(ranked.length * (1 - edgePercentile)))]?.like ?? 1;
    const quotes = ranked.slice(0, quotesShown).flatMap(({ index }) => {
      const { text, interactions } = texts[index] ?? { text: '', interactions: [] };
      return interactions[0] === undefined ? [] : [{ interaction: interactions[0], text }];
    });
    const phrases = named[label] ?? [];
    return {
      id: idOf(quotes.map(({ text }) => text)),
      name: phrases[0] ?? quotes[0]?.text ?? '',
      renamed: false,
      group: `group-${groupLabels[clusters.members[indexes[0] ?? 0] ?? 0] ?? 0}`,
      phrases,
      quotes,
      size: indexes.reduce((sum, index) => sum + (set.weights[index] ?? 0), 0),
      threshold: Math.max(leastSimilarity, Math.min(edge, 0.9)),
      centroid,
    };
  });
}

function idOf(texts: readonly string[]): string {
  return `driver-${createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 8)}`;
}

/** A group is called what its largest driver is called. */
function groupsOf(drivers: readonly Driver[]): DriverGroup[] {
  const groups = new Map<string, Driver[]>();
  for (const driver of drivers) groups.set(driver.group, [...(groups.get(driver.group) ?? []), driver]);
  return [...groups].map(([id, members]) => ({
    id,
    name: members.toSorted((a, b) => b.size - a.size)[0]?.name ?? id,
    size: members.reduce((sum, { size }) => sum + size, 0),
  }));
}

function centroidOf({ values, dimensions, weights }: VectorSet, indexes: readonly number[]): Float32Array {
  const sum = new Float64Array(dimensions);
  for (const index of indexes) {
    for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + (weights[index] ?? 0) * (values[index * dimensions + at] ?? 0);
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0)) || 1;
  return Float32Array.from(sum, (value) => value / length);
}

function likeness({ values, dimensions }: VectorSet, index: number, centroid: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < dimensions; at++) sum += (values[index * dimensions + at] ?? 0) * (centroid[at] ?? 0);
  return sum;
}
