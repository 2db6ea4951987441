import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateOf } from './estimate.ts';

test('time is told from what one rule took on this machine', () => {
  const cost = estimateOf({ conversations: 120_000, rules: 47, scan: { judged: 5000, seconds: 0.5 } });
  assert.deepEqual([cost.perSecond, cost.minutes], [500, 4]);
});

test('a machine that measured nothing still has an estimate', () => {
  assert.ok(estimateOf({ conversations: 0, rules: 0, scan: null }).minutes === 0);
  assert.ok(estimateOf({ conversations: 10, rules: 1, scan: { judged: 0, seconds: 0 } }).perSecond > 0);
});
