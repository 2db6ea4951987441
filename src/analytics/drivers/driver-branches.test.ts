import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branchesOf } from './driver-branches.ts';

test('a driver of three clusters has them and what joined two of them; what joined drivers is no branch', () => {
  const merges = [
    { into: 0, from: 2, similarity: 0.9 },
    { into: 0, from: 1, similarity: 0.8 },
    { into: 0, from: 3, similarity: 0.1 },
  ];
  assert.deepEqual(
    [...branchesOf(merges, Int32Array.of(0, 0, 0, 1))],
    [
      [0, [[0], [1], [2], [0, 2]]],
      [1, []],
    ],
  );
});
