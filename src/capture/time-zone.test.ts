import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTimeZone, parseEpoch, parseTime, zonedInstant } from './time-zone.ts';

const moments: readonly [text: string, zone: string, iso: string | null, warning?: RegExp][] = [
  ['2025-01-06T04:40:49Z', 'America/New_York', '2025-01-06T04:40:49.000Z'],
  ['2025-01-06T04:40:49+05:30', 'UTC', '2025-01-05T23:10:49.000Z'],
  ['2025-01-06 04:40:49', 'America/New_York', '2025-01-06T09:40:49.000Z'],
  ['2025-07-06 04:40', 'America/New_York', '2025-07-06T08:40:00.000Z'],
  ['2025-01-06T04:40:49.701736', 'UTC', '2025-01-06T04:40:49.701Z'],
  ['2025-11-02 01:30:00', 'America/New_York', '2025-11-02T05:30:00.000Z', /shown twice/],
  ['2025-03-09 02:30:00', 'America/New_York', '2025-03-09T07:30:00.000Z', /never existed/],
  ['2025-10-26 02:30:00', 'Europe/Berlin', '2025-10-26T00:30:00.000Z', /shown twice/],
  ['2025-04-06 02:15:00', 'Australia/Lord_Howe', '2025-04-05T15:45:00.000Z'],
  ['2025-04-06 01:45:00', 'Australia/Lord_Howe', '2025-04-05T14:45:00.000Z', /shown twice/],
  ['2019-09-24', 'UTC', '2019-09-24T00:00:00.000Z', /only the date/],
  ['Mon, 3 Mar 2025 10:00:00 +0100', 'UTC', '2025-03-03T09:00:00.000Z'],
  ['2025-02-30T10:00:00Z', 'UTC', null],
  ['2025-13-01', 'UTC', null],
  ['yesterday', 'UTC', null],
  ['', 'UTC', null],
];

test('times become UTC instants, and what was assumed is said', () => {
  for (const [text, zone, iso, warning] of moments) {
    const parsed = parseTime(text, zone);
    assert.equal(parsed?.iso ?? null, iso, `${text} in ${zone}`);
    if (warning) assert.match(parsed?.warning ?? '', warning, text);
    else assert.equal(parsed?.warning, undefined, text);
  }
});

test('a local time and the instant it stands for agree on every hour of a year', () => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'medium' });
  for (let wallMs = Date.UTC(2025, 0, 1); wallMs < Date.UTC(2026, 0, 1); wallMs += 3_600_000) {
    const { epochMs, flag } = zonedInstant(wallMs, 'Europe/London');
    if (flag === 'skipped') continue;
    assert.equal(format.format(epochMs), new Date(wallMs).toISOString().slice(0, 19).replace('T', ' '));
  }
});

test('epoch counts are told apart by their size', () => {
  const expected = '2025-01-06T04:40:49.000Z';
  for (const value of [1736138449, 1736138449000, 1736138449000000]) assert.equal(parseEpoch(value), expected);
  assert.equal(parseEpoch(12), null);
});

test('unknown zone names are refused', () => {
  assert.equal(isTimeZone('Europe/Berlin'), true);
  assert.equal(isTimeZone('Mars/Olympus'), false);
});
