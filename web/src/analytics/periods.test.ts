import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPeriod, isDay, periodBefore, periodEnding } from './periods.ts';

test('a period holds its last day, and the one before is as long and ends where it begins', () => {
  const period = periodEnding('2026-03-01', 7);
  assert.deepEqual(
    [period, periodBefore(period)],
    [
      { from: '2026-02-23', to: '2026-03-02' },
      { from: '2026-02-16', to: '2026-02-23' },
    ],
  );
});

test('a period is written with its first and last day, the year twice only when it changes', () => {
  assert.equal(formatPeriod({ from: '2026-10-26', to: '2026-11-23' }), '26 Oct – 22 Nov 2026');
  assert.equal(formatPeriod({ from: '2025-12-29', to: '2026-01-05' }), '29 Dec 2025 – 4 Jan 2026');
});

for (const text of ['2026-13-01', 'today', '', undefined]) test(`${text} is no day`, () => assert.equal(isDay(text), false));
