import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from './seeded-random.ts';
import { nearest, sphericalKMeans } from './spherical-k-means.ts';

function unitVectors(count: number, dimensions: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const values = Float32Array.from({ length: count * dimensions }, () => random() - 0.5);
  for (let start = 0; start < values.length; start += dimensions) {
    const length = Math.hypot(...values.subarray(start, start + dimensions));
    for (let at = start; at < start + dimensions; at++) values[at] = (values[at] ?? 0) / length;
  }
  return values;
}

for (const count of [1, 3, 4, 5, 11]) {
  test(`of ${count} centroids the nearest is the one with the largest cosine`, () => {
    const dimensions = 7;
    const centroids = unitVectors(count, dimensions, 5);
    for (let seed = 10; seed < 30; seed++) {
      const vector = unitVectors(1, dimensions, seed);
      const cosines = Array.from({ length: count }, (_, place) =>
        vector.reduce((sum, value, at) => sum + value * (centroids[place * dimensions + at] ?? 0), 0),
      );
      const { place, similarity } = nearest(vector, centroids);
      assert.equal(place, cosines.indexOf(Math.max(...cosines)));
      assert.ok(Math.abs(similarity - Math.max(...cosines)) < 1e-6);
    }
  });
}

test('vectors around three directions fall into three clusters, the same for the same seed', () => {
  const dimensions = 8;
  const noise = unitVectors(60, dimensions, 2);
  const values = Float32Array.from(noise, (value, at) => 0.3 * value + (at % dimensions === Math.floor(at / dimensions) % 3 ? 1 : 0));
  const set = { values, dimensions, weights: new Float64Array(60).fill(1) };
  const { members, sizes } = sphericalKMeans(set, { clusters: 3, seed: 4 });
  assert.deepEqual([...sizes], [20, 20, 20]);
  for (let index = 3; index < 60; index++) assert.equal(members[index], members[index - 3]);
  assert.deepEqual(members, sphericalKMeans(set, { clusters: 3, seed: 4 }).members);
});
