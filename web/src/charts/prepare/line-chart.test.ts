import assert from 'node:assert/strict';
import { test } from 'node:test';
import { niceLevels, prepareLineChart, type SeriesPoint } from './line-chart.ts';

const options = { format: String, fromZero: true };
const point = (key: string, value: number | null, isPartial = false): SeriesPoint => ({
  key,
  label: key,
  value,
  interval: value === null ? null : [value - 1, value + 1],
  isPartial,
});

const ranges: readonly [number, number, readonly number[]][] = [
  [0, 97, [0, 25, 50, 75, 100]],
  [0, 0, [0, 0.25]],
  [-0.31, 0.2, [-0.4, -0.2, 0, 0.2]],
  [60_000, 60_000, [60_000, 80_000]],
];
for (const [low, high, expected] of ranges) {
  test(`levels around ${low} and ${high} are round numbers that hold both`, () => assert.deepEqual(niceLevels(low, high), expected));
}

test('counts are drawn from zero, the first point at the left edge and the last at the right', () => {
  const chart = prepareLineChart([point('a', 50), point('b', 90)], options);
  assert.deepEqual(
    chart?.dots.map(({ x, y }) => [x, y]),
    [
      [0, 50],
      [100, 10],
    ],
  );
});

test('a week without enough data leaves a gap that no line and no band crosses', () => {
  const chart = prepareLineChart([point('a', 5), point('b', 6), point('c', null), point('d', 6), point('e', 7)], options);
  assert.deepEqual([chart?.lines.length, chart?.bands.length, chart?.dots.length], [2, 2, 4]);
});

test('a partial week is marked and the line to it is dashed', () => {
  const chart = prepareLineChart([point('a', 5), point('b', 6), point('c', 2, true)], options);
  assert.deepEqual(
    chart?.lines.map(({ isDashed }) => isDashed),
    [false, true],
  );
  assert.deepEqual([chart?.hasPartial, chart?.dots[2]?.isPartial], [true, true]);
});

test('one value is no line', () => assert.equal(prepareLineChart([point('a', 5), point('b', null)], options), null));

test('half a year has few labels, the newest among them', () => {
  const chart = prepareLineChart(
    Array.from({ length: 26 }, (_week, index) => point(`w${index}`, index)),
    options,
  );
  assert.ok(chart && chart.times.length <= 5 && chart.times.at(-1)?.text === 'w25');
});
