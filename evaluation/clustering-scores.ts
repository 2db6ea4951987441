/** Agreement of a clustering with gold classes, both as one label per item. */
export interface ClusteringScores {
  /** Harmonic mean of homogeneity and completeness: the same as NMI with arithmetic mean (Rosenberg and Hirschberg 2007). */
  readonly vMeasure: number;
  /** Rand index adjusted for chance (Hubert and Arabie 1985). */
  readonly adjustedRand: number;
}

export function scoreClustering(gold: readonly string[], found: readonly string[]): ClusteringScores {
  const [classes, clusters] = [countOf(gold), countOf(found)];
  const pairs = countOf(gold.map((label, index) => `${label}\u0000${found[index]}`));
  const total = gold.length;
  const entropy = (counts: ReadonlyMap<string, number>) => sum(counts, (count) => -(count / total) * Math.log(count / total));
  const [goldEntropy, foundEntropy] = [entropy(classes), entropy(clusters)];
  const shared = goldEntropy + foundEntropy - entropy(pairs);
  const choose = (count: number) => (count * (count - 1)) / 2;
  const [both, inGold, inFound] = [pairs, classes, clusters].map((counts) => sum(counts, choose)) as [number, number, number];
  const expected = (inGold * inFound) / choose(total);
  const largest = (inGold + inFound) / 2;
  return {
    vMeasure: goldEntropy + foundEntropy === 0 ? 1 : (2 * shared) / (goldEntropy + foundEntropy),
    adjustedRand: largest === expected ? 1 : (both - expected) / (largest - expected),
  };
}

function countOf(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function sum(counts: ReadonlyMap<string, number>, of: (count: number) => number): number {
  let total = 0;
  for (const count of counts.values()) total += of(count);
  return total;
}
