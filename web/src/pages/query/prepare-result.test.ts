import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueryResult } from '../../api.ts';
import { chartOf, prepareTable } from './prepare-result.ts';

const result: QueryResult = {
  query: { metrics: ['volume', 'resolution'], dimensions: ['queue'], filters: [], limit: 1000, include: [], minimum: 10 },
  rows: [
    {
      dimensions: { queue: '' },
      contacts: 1240,
      excluded: { short: 2, voicemail: 3 },
      values: {
        volume: { state: 'measured', value: 1240, interval: [1171, 1311], n: 1240, unknown: 0 },
        resolution: { state: 'not-enough-data', value: null, interval: null, n: 4, unknown: 1236 },
      },
      partial: true,
      cell: 'c1',
    },
  ],
  contacts: 1240,
  excluded: { short: 2, 'wrong-number': 0 },
  notes: [],
  asOf: '2026-11-22T00:00:00Z',
};

test('a row says its group, every value or why there is none, and what was left out', () => {
  const table = prepareTable(result, { units: [], drivers: new Map() });
  const [row] = table.rows;
  assert.deepEqual(
    [row?.labels, row?.values.map(({ view }) => view.text), row?.contacts, row?.excluded, row?.isPartial],
    [['(none)'], ['1,240', 'Not enough data'], '1,240', '5', true],
  );
  assert.deepEqual([table.dimensions, table.metrics, table.excluded], [['Queue'], ['Contacts', 'Resolved'], 'Left out: 2 short.']);
});

const charts: readonly [readonly string[], string][] = [
  [[], 'none'],
  [['week'], 'line'],
  [['weekday'], 'bars'],
  [['queue'], 'bars'],
  [['week', 'queue'], 'none'],
];
for (const [dimensions, expected] of charts) {
  test(`by ${dimensions.join(' and ') || 'nothing'} the chart is ${expected}`, () => assert.equal(chartOf({ dimensions }), expected));
}
