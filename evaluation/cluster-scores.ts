/** A text's true class and the cluster it fell into. */
export type Pair = readonly [gold: number, cluster: number];

interface Table {
  readonly cells: ReadonlyMap<string, number>;
  readonly gold: ReadonlyMap<number, number>;
  readonly clusters: ReadonlyMap<number, number>;
  readonly total: number;
}

function tableOf(pairs: readonly Pair[]): Table {
  const [cells, gold, clusters] = [new Map<string, number>(), new Map<number, number>(), new Map<number, number>()];
  for (const [truth, cluster] of pairs) {
    const key = `${truth} ${cluster}`;
    cells.set(key, (cells.get(key) ?? 0) + 1);
    gold.set(truth, (gold.get(truth) ?? 0) + 1);
    clusters.set(cluster, (clusters.get(cluster) ?? 0) + 1);
  }
  return { cells, gold, clusters, total: pairs.length };
}

/** Normalised mutual information, arithmetic mean of the entropies (the V-measure). */
export function mutualInformation(pairs: readonly Pair[]): number {
  const { cells, gold, clusters, total } = tableOf(pairs);
  let shared = 0;
  for (const [key, count] of cells) {
    const [truth, cluster] = key.split(' ').map(Number);
    shared += (count / total) * Math.log((count * total) / ((gold.get(truth ?? -1) ?? 1) * (clusters.get(cluster ?? -1) ?? 1)));
  }
  const entropies = entropy(gold, total) + entropy(clusters, total);
  return entropies === 0 ? 1 : (2 * shared) / entropies;
}

function entropy(counts: ReadonlyMap<number, number>, total: number): number {
  return [...counts.values()].reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
}

/** Adjusted Rand index (Hubert and Arabie 1985). */
export function adjustedRand(pairs: readonly Pair[]): number {
  const { cells, gold, clusters, total } = tableOf(pairs);
  const choose = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const [both, rows, columns] = [choose(cells.values()), choose(gold.values()), choose(clusters.values())];
  const expected = (rows * columns) / ((total * (total - 1)) / 2);
  const most = (rows + columns) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** The one-to-one naming of clusters by classes that gets most texts right (Hungarian algorithm); −1: a cluster without a class. */
export function bestNaming(pairs: readonly Pair[], sizes: { readonly classes: number; readonly clusters: number }): Int32Array {
  const size = Math.max(sizes.classes, sizes.clusters);
  const cost = Array.from({ length: size }, () => new Float64Array(size));
  for (const [gold, cluster] of pairs) {
    const row = cost[cluster];
    if (row) row[gold] = (row[gold] ?? 0) - 1;
  }
  const classOf = assign(cost);
  return Int32Array.from({ length: sizes.clusters }, (_, cluster) =>
    (classOf[cluster] ?? 0) < sizes.classes ? (classOf[cluster] ?? -1) : -1,
  );
}

/** Kuhn-Munkres with potentials, O(n³): the column of each row at the least total cost. */
function assign(cost: readonly Float64Array[]): Int32Array {
  const size = cost.length;
  const [rowPotential, columnPotential] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row;
    const way = new Int32Array(size + 1);
    const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(size + 1);
    let column = 0;
    do {
      used[column] = 1;
      const current = rowOf[column] ?? 0;
      let [delta, next] = [Number.POSITIVE_INFINITY, 0];
      for (let other = 1; other <= size; other++) {
        if (used[other]) continue;
        const value = (cost[current - 1]?.[other - 1] ?? 0) - (rowPotential[current] ?? 0) - (columnPotential[other] ?? 0);
        if (value < (least[other] ?? 0)) {
          least[other] = value;
          way[other] = column;
        }
        if ((least[other] ?? 0) < delta) [delta, next] = [least[other] ?? 0, other];
      }
      for (let other = 0; other <= size; other++) {
        if (used[other]) {
          const owner = rowOf[other] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + delta;
          columnPotential[other] = (columnPotential[other] ?? 0) - delta;
        } else least[other] = (least[other] ?? 0) - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = way[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  const columns = new Int32Array(size);
  for (let column = 1; column <= size; column++) columns[(rowOf[column] ?? 1) - 1] = column - 1;
  return columns;
}
