import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareBars } from './bars.ts';

test('bars share one scale from zero to the end of the longest interval', () => {
  const bars = prepareBars([
    { key: 'a', value: 80, interval: [60, 100] },
    { key: 'b', value: 20, interval: null },
  ]);
  assert.deepEqual(bars.get('a'), { start: 0, width: 80, whisker: { start: 60, width: 40 } });
  assert.deepEqual(bars.get('b'), { start: 0, width: 20, whisker: null });
});

test('negative scores reach to the left of zero', () => {
  assert.deepEqual(
    prepareBars([
      { key: 'a', value: -0.5, interval: [-1, 0] },
      { key: 'b', value: 1, interval: null },
    ]).get('a'),
    {
      start: 25,
      width: 25,
      whisker: { start: 0, width: 50 },
    },
  );
});

test('not enough data is no bar, and nothing at all is no division by zero', () => {
  const bars = prepareBars([
    { key: 'a', value: null, interval: null },
    { key: 'b', value: 0, interval: [0, 0] },
  ]);
  assert.deepEqual([bars.get('a'), bars.get('b')?.width], [null, 0]);
});
