import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClock, formatDuration, formatLength, formatMoment, humanise } from './format.ts';

const clocks: readonly [number, string][] = [
  [0, '0:00'],
  [999, '0:00'],
  [61_000, '1:01'],
  [3_723_000, '1:02:03'],
  [-5, '0:00'],
];
for (const [ms, expected] of clocks) test(`${ms} ms on the clock`, () => assert.equal(formatClock(ms), expected));

const durations: readonly [number, string][] = [
  [0, '0 s'],
  [850, '0.9 s'],
  [-320, '−0.3 s'],
  [46_000, '46 s'],
  [59_700, '1 min'],
  [250_000, '4 min 10 s'],
  [93_600_000, '26 h'],
  [266_400_000, '3 d 2 h'],
];
for (const [ms, expected] of durations) test(`${ms} ms as a duration`, () => assert.equal(formatDuration(ms), expected));

test('a moment names its year only when it is another one', () => {
  const options = { timeZone: 'UTC', thisYear: 2026 };
  assert.equal(formatMoment('2026-11-20T09:00:00Z', options), '20 Nov, 09:00');
  assert.equal(formatMoment('2025-01-02T15:30:00Z', options), '2 Jan 2025, 15:30');
});

test('a call lasts minutes on a clock, an email thread days', () => {
  assert.deepEqual([formatLength('voice', 250_000), formatLength('email', 266_400_000)], ['4:10', '3 d 2 h']);
});

test('names of fields become words', () => {
  assert.equal(humanise('agentTalkMs'), 'Agent talk ms');
  assert.equal(humanise('no-wrap-up'), 'No wrap up');
});
