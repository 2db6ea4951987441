import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countLowerTail, countUpperTail, exactShareInterval } from '../statistics/distributions.ts';
import { falseDiscoveryRates } from '../statistics/false-discovery.ts';
import { detectRises } from './daily-detector.ts';
import { findShift } from './weekly-shift.ts';

const days = 200;
const weekdays = [1.2, 1.1, 1, 1, 0.9, 0.5, 0.3];

/** A series of ten a day with its weekday profile, in a site of a thousand a day; `factor` bends it. */
function daily(factor: (day: number) => number) {
  const shape = Array.from({ length: days }, (_, day) => weekdays[day % 7] ?? 1);
  return {
    counts: shape.map((weight, day) => Math.round(10 * weight * factor(day))),
    volume: shape.map((weight) => 1000 * weight),
    firstWeekday: 0,
  };
}

const dailyRows: readonly [what: string, factor: (day: number) => number, alarms: readonly number[]][] = [
  ['a quiet series', () => 1, []],
  ['a tripling from day 120 on is told within a week', (day) => (day >= 120 ? 3 : 1), [121, 127]],
  ['one day six times as high is told on that day', (day) => (day === 120 ? 6 : 1), [120, 120]],
  ['half as many is no rise', (day) => (day >= 120 ? 0.5 : 1), []],
];
for (const [what, factor, alarms] of dailyRows) {
  test(`daily detector: ${what}`, () => {
    const episodes = detectRises(daily(factor));
    const [earliest, latest] = alarms;
    if (earliest === undefined || latest === undefined) assert.deepEqual(episodes, []);
    else {
      assert.equal(episodes.length, 1);
      const alarmDay = episodes[0]?.alarmDay ?? -1;
      assert.ok(alarmDay >= earliest && alarmDay <= latest, `alarm on day ${alarmDay}`);
    }
  });
}

test('a busy day of the whole site is no rise of its parts', () => {
  const series = daily((day) => (day === 120 ? 4 : 1));
  assert.deepEqual(detectRises({ ...series, volume: series.volume.map((all, day) => (day === 120 ? 4 * all : all)) }), []);
});

test('an issue that nobody had is told soon after it starts', () => {
  const [episode] = detectRises(daily((day) => (day >= 150 ? 1 : 0)));
  assert.ok(episode && episode.alarmDay - 150 <= 3, String(episode?.alarmDay));
  assert.ok(episode.observed > 2 * episode.expected);
});

const weeks = 26;
const weeklyRows: readonly [what: string, events: (week: number) => number, direction: 'up' | 'down' | null][] = [
  ['level', () => 12, null],
  ['a third from week 15 on', (week) => (week < 15 ? 12 : 4), 'down'],
  ['a steady grower, 15 % a week from week 18 on', (week) => Math.round(8 * 1.15 ** Math.max(0, week - 18)), 'up'],
  ['twice as high every fourth week', (week) => (week % 4 === 2 ? 24 : 12), null],
  ['one week four times as high', (week) => (week === 22 ? 48 : 12), null],
];
for (const [what, events, direction] of weeklyRows) {
  test(`weekly shift: ${what} is ${direction ?? 'no change'}`, () => {
    const series = {
      kind: 'volume',
      events: Array.from({ length: weeks }, (_, week) => events(week)),
      exposure: new Array(weeks).fill(400),
    } as const;
    const shift = findShift(series, weeks);
    assert.ok(shift);
    const told = Math.abs(shift.z) >= 4 && (shift.ratio >= 1.5 || shift.ratio <= 0.67) ? shift.direction : null;
    assert.equal(told, direction, `z ${shift.z}, ratio ${shift.ratio}`);
  });
}

test('growth of everything is no rise of a part', () => {
  const growth = Array.from({ length: weeks }, (_, week) => 1.05 ** week);
  const shift = findShift({ kind: 'volume', events: growth.map((by) => 20 * by), exposure: growth.map((by) => 400 * by) }, weeks);
  assert.ok(shift && Math.abs(shift.z) < 0.5);
});

test('a rate of few is judged as a rate: 6 % to 45 % of eighteen a week is told', () => {
  const events = Array.from({ length: weeks }, (_, week) => (week < 19 ? 1 : 8));
  const shift = findShift({ kind: 'rate', events, exposure: new Array(weeks).fill(18) }, weeks);
  assert.ok(shift && shift.z > 6 && shift.since === 19);
});

test('tails of counts agree with published values', () => {
  // Poisson with mean 2: P(Y ≥ 5) = 0.05265; negative binomial with size 2 and mean 2: P(Y ≥ 5) = 0.109375.
  assert.ok(Math.abs(countUpperTail(5, { mean: 2, variance: 2 }) - 0.052653) < 1e-5);
  assert.ok(Math.abs(countUpperTail(5, { mean: 2, variance: 4 }) - 0.109375) < 1e-6);
  assert.ok(Math.abs(countLowerTail(4, { mean: 2, variance: 4 }) - 0.890625) < 1e-6);
  assert.equal(countUpperTail(0, { mean: 2, variance: 2 }), 1);
});

test('the exact interval is the tables’', () => {
  const [low, high] = exactShareInterval(1, 29);
  assert.ok(Math.abs(low - 0.0009) < 1e-4 && Math.abs(high - 0.1776) < 1e-4);
});

test('q values are Benjamini and Hochberg’s', () => {
  assert.deepEqual(falseDiscoveryRates([0.01, 0.04, 0.03, 0.5]), [0.04, 0.16 / 3, 0.16 / 3, 0.5]);
});
