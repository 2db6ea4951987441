import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMetric, prepareChange, prepareValue } from './format-metric.ts';

const values: readonly [number, string, string][] = [
  [5067, 'contacts', '5,067'],
  [0.0421, 'ratio', '4.2 %'],
  [0.421, 'ratio', '42 %'],
  [251_000, 'ms', '4 min 11 s'],
  [-0.31, 'score', '−0.31'],
  [1.256, 'points', '1.26'],
];
for (const [value, unit, expected] of values) {
  test(`${value} ${unit} is written ${expected}`, () => assert.equal(formatMetric(value, unit), expected));
}

test('a value shows its interval and its n', () => {
  const view = prepareValue({ state: 'measured', value: 0.5, interval: [0.42, 0.58], n: 1200, unknown: 3 }, 'ratio');
  assert.deepEqual([view.text, view.interval, view.n], ['50 %', '95 %: 42 % to 58 %', 'n 1,200']);
});

test('too little data is said, never a number', () => {
  const view = prepareValue({ state: 'not-enough-data', value: null, interval: null, n: 4, unknown: 0 }, 'ratio');
  assert.deepEqual([view.text, view.interval, view.n, view.isMeasured], ['Not enough data', null, 'n 4', false]);
});

const changes: readonly [string, number, number | null, string, string][] = [
  ['contacts', 40, 0.25, '+25 %', 'up'],
  ['contacts', -40, -0.25, '−25 %', 'down'],
  ['ratio', 0.034, 0.5, '+3.4 pt', 'up'],
  ['score', -0.12, null, '−0.12', 'down'],
  ['score', 0.001, null, '0.00', 'flat'],
  ['ms', 60_000, null, '+1 min', 'up'],
];
for (const [unit, difference, relative, text, tone] of changes) {
  test(`a difference of ${difference} ${unit} reads ${text}`, () => {
    const view = prepareChange({ difference, interval: [difference - 1, difference + 1], relative, certain: false }, unit);
    assert.deepEqual([view?.text, view?.tone], [text, tone]);
    assert.match(view?.detail ?? '', /may be chance/);
  });
}

test('nothing to compare with is no change', () =>
  assert.equal(prepareChange({ difference: null, interval: null, relative: null, certain: false }, 'ms'), null));
