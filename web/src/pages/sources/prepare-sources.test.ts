import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceStatus } from '../../api.ts';
import { prepareSource } from './prepare-sources.ts';

const moment = { timeZone: 'UTC', thisYear: 2026 };
const status: SourceStatus = {
  source: 'voice',
  lastSeenAt: '2026-11-22T16:00:00.000Z',
  newestStartedAt: '2026-11-22T15:00:00.000Z',
  lagMs: 3_600_000,
  captured: 2445,
  parked: 0,
  waiting: 0,
};

test('a source says what came in, when it was last seen and how late it is', () => {
  const row = prepareSource(status, moment);
  assert.deepEqual(
    [row.captured, row.lastSeen, row.newest, row.lag, row.hasParked],
    ['2,445', '22 Nov, 16:00', '22 Nov, 15:00', '1 h', false],
  );
});

test('a source that never came in has no lag', () => {
  const row = prepareSource({ ...status, lastSeenAt: null, newestStartedAt: null, lagMs: null }, moment);
  assert.deepEqual([row.lastSeen, row.newest, row.lag], ['never', 'never', '–']);
});

test('contacts of days to come are pointed out, minutes of a clock are not', () => {
  assert.equal(prepareSource({ ...status, newestStartedAt: '2026-12-10T18:00:00.000Z', lagMs: 0 }, moment).lag, 'in the future');
  assert.equal(prepareSource({ ...status, newestStartedAt: '2026-11-22T16:05:00.000Z', lagMs: 0 }, moment).isAhead, false);
});
