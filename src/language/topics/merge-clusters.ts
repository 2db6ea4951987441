/** One step: the second cluster joins the first. */
export interface Merge {
  readonly into: number;
  readonly from: number;
  /** Mean cosine between members of the two. */
  readonly similarity: number;
}

/**
 * Joins the two most alike clusters again and again, by average linkage: the mean cosine of all pairs of members is the cosine of
 * the sums of their vectors, so only the sums are kept. Gives the steps in order; `cutAt` undoes the last of them.
 */
export function mergeClusters(centroids: Float32Array, sizes: Float64Array): Merge[] {
  const dimensions = centroids.length / sizes.length;
  const sums = Array.from(sizes, (size, place) =>
    Float64Array.from(centroids.subarray(place * dimensions, (place + 1) * dimensions), (value) => value * size),
  );
  const counts = Float64Array.from(sizes);
  const alive = [...counts.keys()].filter((place) => (counts[place] ?? 0) > 0);
  const likeness = alive.map((a, row) => alive.slice(0, row).map((b) => likenessOf(a, b)));
  const merges: Merge[] = [];

  function likenessOf(a: number, b: number): number {
    const [left, right] = [sums[a] ?? new Float64Array(0), sums[b] ?? new Float64Array(0)];
    let sum = 0;
    for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0);
    return sum / ((counts[a] ?? 1) * (counts[b] ?? 1));
  }

  while (alive.length > 1) {
    const { row, column, similarity } = mostAlike(likeness);
    const [into, from] = [alive[column] ?? 0, alive[row] ?? 0];
    merges.push({ into, from, similarity });
    for (let at = 0; at < dimensions; at++) {
      const target = sums[into];
      if (target) target[at] = (target[at] ?? 0) + (sums[from]?.[at] ?? 0);
    }
    counts[into] = (counts[into] ?? 0) + (counts[from] ?? 0);
    alive.splice(row, 1);
    likeness.splice(row, 1);
    for (const other of likeness.slice(row)) other.splice(row, 1);
    for (let other = 0; other < alive.length; other++) {
      if (other === column) continue;
      const [high, low] = other > column ? [other, column] : [column, other];
      const line = likeness[high];
      if (line) line[low] = likenessOf(alive[other] ?? 0, into);
    }
  }
  return merges;
}

/** Cluster of each first cluster when `wanted` are left, numbered from 0. */
export function cutAt(merges: readonly Merge[], { first, wanted }: { readonly first: number; readonly wanted: number }): Int32Array {
  const heads = Int32Array.from({ length: first }, (_, place) => place);
  const headOf = (place: number): number => (heads[place] === place ? place : headOf(heads[place] ?? place));
  for (const { into, from } of merges.slice(0, Math.max(0, merges.length + 1 - wanted))) heads[from] = into;
  const numbers = new Map<number, number>();
  return heads.map((_, place) => {
    const head = headOf(place);
    const number = numbers.get(head) ?? numbers.size;
    numbers.set(head, number);
    return number;
  });
}

function mostAlike(likeness: readonly (readonly number[])[]): { row: number; column: number; similarity: number } {
  let best = { row: 1, column: 0, similarity: Number.NEGATIVE_INFINITY };
  for (const [row, line] of likeness.entries()) {
    for (const [column, similarity] of line.entries()) if (similarity > best.similarity) best = { row, column, similarity };
  }
  return best;
}
