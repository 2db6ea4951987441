import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt, mergeClusters } from './merge-clusters.ts';

/** Unit vectors at these angles of one circle, each a cluster of its own. */
function circle(degrees: readonly number[], weights: readonly number[] = degrees.map(() => 1)) {
  const values = Float32Array.from(degrees.flatMap((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]));
  const set = { values, dimensions: 2, weights: Float64Array.from(weights) };
  return { set, clusters: { centroids: values, members: Int32Array.from(degrees.keys()), sizes: set.weights } };
}

const cases: readonly (readonly [name: string, degrees: readonly number[], wanted: number, labels: readonly number[]])[] = [
  ['two pairs', [0, 5, 90, 95], 2, [0, 0, 1, 1]],
  ['a pair and one apart', [0, 5, 90], 2, [0, 0, 1]],
  ['everything', [0, 5, 90, 95], 1, [0, 0, 0, 0]],
  ['nothing', [0, 5, 90, 95], 4, [0, 1, 2, 3]],
];

for (const [name, degrees, wanted, labels] of cases) {
  test(`${name}: ${degrees.join(', ')} degrees into ${wanted}`, () => {
    const { set, clusters } = circle(degrees);
    assert.deepEqual([...cutAt(mergeClusters(set, clusters), { first: degrees.length, wanted })], labels);
  });
}

test('a small cluster joins its small neighbour rather than a large one as near', () => {
  const { set, clusters } = circle([0, 30, 60], [1, 1, 50]);
  assert.deepEqual([...cutAt(mergeClusters(set, clusters), { first: 3, wanted: 2 })], [0, 0, 1]);
});
