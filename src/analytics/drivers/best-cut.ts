import { cutAt, type Merge } from '../../language/topics/merge-clusters.ts';
import type { Clusters, VectorSet } from '../../language/topics/spherical-k-means.ts';

/** The silhouette is taken on this many vectors, evenly drawn. */
const sampled = 3000;
const fewest = 5;
const most = 200;
/** Cuts tried: each this much larger than the one before. */
const step = 1.12;

/**
 * How many clusters stand apart best: the largest mean simplified silhouette (own middle against the nearest other; Hruschka et
 * al. 2004) over cuts of the tree.
 */
export function bestCut(set: VectorSet, { clusters, merges }: { readonly clusters: Clusters; readonly merges: readonly Merge[] }): number {
  const first = clusters.sizes.length;
  const stride = Math.max(1, Math.floor(set.weights.length / sampled));
  const likeness = likenessToClusters(set, { clusters, stride });
  let best = { wanted: Math.min(first, fewest), value: Number.NEGATIVE_INFINITY };
  for (let wanted = fewest; wanted <= Math.min(most, first); wanted = Math.max(wanted + 1, Math.round(wanted * step))) {
    const value = silhouette(cutAt(merges, { first, wanted }), { clusters, likeness, stride });
    if (value > best.value) best = { wanted, value };
  }
  return best.wanted;
}

interface Likeness {
  readonly clusters: Clusters;
  /** Cosines of each sampled vector to each first cluster. */
  readonly likeness: readonly Float32Array[];
  readonly stride: number;
}

/** Distance to a joined cluster is that to the sum of its parts, so parts are weighed by their size. */
function silhouette(labels: Int32Array, { clusters, likeness, stride }: Likeness): number {
  const parts = Math.max(...labels) + 1;
  const norms = normsOf(labels, { clusters, parts });
  let total = 0;
  const sums = new Float64Array(parts);
  for (const [sample, cosines] of likeness.entries()) {
    sums.fill(0);
    for (const [cluster, label] of labels.entries())
      sums[label] = (sums[label] ?? 0) + (cosines[cluster] ?? 0) * (clusters.sizes[cluster] ?? 0);
    const own = labels[clusters.members[sample * stride] ?? 0] ?? 0;
    let [inside, outside] = [1, 2];
    for (let label = 0; label < parts; label++) {
      const distance = 1 - (sums[label] ?? 0) / (norms[label] ?? 1);
      if (label === own) inside = distance;
      else if (distance < outside) outside = distance;
    }
    total += (outside - inside) / Math.max(inside, outside, 1e-9);
  }
  return total / likeness.length;
}

/** Length of the size-weighted sum of the centroids of each part. */
function normsOf(labels: Int32Array, { clusters, parts }: { readonly clusters: Clusters; readonly parts: number }): Float64Array {
  const dimensions = clusters.centroids.length / clusters.sizes.length;
  const sums = Array.from({ length: parts }, () => new Float64Array(dimensions));
  for (const [cluster, label] of labels.entries()) {
    const sum = sums[label] ?? new Float64Array(dimensions);
    for (let at = 0; at < dimensions; at++) {
      sum[at] = (sum[at] ?? 0) + (clusters.sizes[cluster] ?? 0) * (clusters.centroids[cluster * dimensions + at] ?? 0);
    }
  }
  return Float64Array.from(sums, (sum) => Math.sqrt(sum.reduce((total, value) => total + value * value, 0)) || 1);
}

function likenessToClusters({ values, dimensions, weights }: VectorSet, { clusters, stride }: Omit<Likeness, 'likeness'>): Float32Array[] {
  const rows: Float32Array[] = [];
  for (let index = 0; index < weights.length; index += stride) {
    const row = new Float32Array(clusters.sizes.length);
    for (let cluster = 0; cluster < row.length; cluster++) {
      let sum = 0;
      for (let at = 0; at < dimensions; at++)
        sum += (values[index * dimensions + at] ?? 0) * (clusters.centroids[cluster * dimensions + at] ?? 0);
      row[cluster] = sum;
    }
    rows.push(row);
  }
  return rows;
}
