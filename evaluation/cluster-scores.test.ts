import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjustedRand, bestNaming, mutualInformation, type Pair } from './cluster-scores.ts';

const same: Pair[] = [
  [0, 1],
  [0, 1],
  [1, 0],
  [1, 0],
  [2, 2],
];
const mixed: Pair[] = [
  [0, 0],
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 2],
  [1, 2],
];

test('clusters that are the classes under other numbers score one', () => {
  assert.ok(Math.abs(mutualInformation(same) - 1) < 1e-12);
  assert.equal(adjustedRand(same), 1);
  assert.deepEqual([...bestNaming(same, { classes: 3, clusters: 3 })], [1, 0, 2]);
});

test('one cluster for everything tells nothing', () => {
  const one: Pair[] = [
    [0, 0],
    [0, 0],
    [1, 0],
    [1, 0],
  ];
  assert.ok(Math.abs(mutualInformation(one)) < 1e-12);
  assert.ok(Math.abs(adjustedRand(one)) < 1e-12);
});

test('gives the figures of the scikit-learn documentation', () => {
  assert.ok(Math.abs(mutualInformation(mixed) - 0.5158037) < 1e-6);
  assert.ok(Math.abs(adjustedRand(mixed) - 0.2424242) < 1e-6);
});

test('the naming is the best one, not the first that fits', () => {
  const pairs: Pair[] = [
    [0, 0],
    [0, 0],
    [0, 0],
    [1, 0],
    [1, 0],
    [0, 1],
    [0, 1],
  ];
  assert.deepEqual([...bestNaming(pairs, { classes: 2, clusters: 2 })], [1, 0]);
});
