import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeAccepted, worseThan } from './accepted.ts';
import type { EvaluationRow } from './row.ts';

const row = (suite: string, value: number, changes: Partial<EvaluationRow> = {}): EvaluationRow => ({
  suite,
  dataset: 'd',
  measure: 'm',
  value,
  unit: 'ratio',
  better: 'higher',
  n: 10,
  ...changes,
});

test('accepting one suite leaves the figures of the others', () => {
  assert.deepEqual(mergeAccepted([row('b', 1), row('a', 1)], [row('b', 2), row('b', 3, { measure: 'new' })]), [
    row('a', 1),
    row('b', 2),
    row('b', 3, { measure: 'new' }),
  ]);
  assert.deepEqual(mergeAccepted([], [row('a', 1)]), [row('a', 1)]);
});

test('a figure is worse only beyond the accepted interval, in its own direction, and never by speed', () => {
  const cases: [EvaluationRow, EvaluationRow, boolean][] = [
    [row('a', 0.89), row('a', 0.95, { interval: [0.9, 0.97] }), true],
    [row('a', 0.91), row('a', 0.95, { interval: [0.9, 0.97] }), false],
    [row('a', 0.94), row('a', 0.95), true],
    [row('a', 0.2), row('a', 0.1, { better: 'lower', interval: [0.05, 0.15] }), true],
    [row('a', 0.1), row('a', 0.2, { better: 'lower' }), false],
    [row('a', 1), row('a', 900, { unit: 'per_second' }), false],
  ];
  for (const [now, old, worse] of cases) assert.equal(worseThan(now, old), worse, JSON.stringify([now.value, old.value]));
});
