import type { Merge } from '../../language/topics/merge-clusters.ts';

/**
 * The branches of each driver's part of the tree: sets of first clusters that were joined before the driver was whole, and the single
 * clusters. A driver that was never more than one cluster has none.
 */
export function branchesOf(merges: readonly Merge[], labels: Int32Array): Map<number, readonly (readonly number[])[]> {
  const sets = Array.from(labels.keys(), (cluster): readonly number[] => [cluster]);
  const branches = new Map<number, (readonly number[])[]>();
  for (const [cluster, label] of labels.entries()) branches.set(label, [...(branches.get(label) ?? []), [cluster]]);
  for (const { into, from } of merges) {
    const label = labels[into];
    // From here on the tree joins whole drivers.
    if (label === undefined || label !== labels[from]) continue;
    const joined = [...(sets[into] ?? []), ...(sets[from] ?? [])];
    sets[into] = joined;
    branches.get(label)?.push(joined);
  }
  const whole = new Map<number, number>();
  for (const label of labels) whole.set(label, (whole.get(label) ?? 0) + 1);
  return new Map([...branches].map(([label, some]) => [label, some.filter(({ length }) => length < (whole.get(label) ?? 0))]));
}
