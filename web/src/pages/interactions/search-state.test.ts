import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activeFilters, readSearchState, searchQueryOf } from './search-state.ts';

const addresses: readonly [string, object, object][] = [
  ['words and filters', { q: 'refund', channel: 'voice', queue: 'billing' }, { q: 'refund', channel: 'voice', queue: 'billing' }],
  ['empty and unknown names', { q: '', colour: 'red' }, {}],
  ['an unknown channel', { channel: 'fax' }, {}],
  ['days', { from: '2026-11-01', to: '2026-11-30' }, { from: '2026-11-01', to: '2026-11-30' }],
  ['days that are none', { from: '2026-13-01', to: 'today' }, {}],
];
for (const [what, raw, expected] of addresses) {
  test(`an address with ${what} is read`, () => assert.deepEqual(readSearchState({ ...raw }), expected));
}

test('the last day is part of the search', () => {
  const { from, to } = searchQueryOf({ from: '2026-11-20', to: '2026-11-20' });
  assert.equal(Date.parse(to ?? '') - Date.parse(from ?? ''), 24 * 3_600_000);
});

test('words are not shown as a filter', () => {
  assert.deepEqual(activeFilters({ q: 'refund', state: 'received', channel: 'chat' }), [
    { field: 'channel', value: 'chat' },
    { field: 'state', value: 'received' },
  ]);
});

test('the conversations behind a number stay a filter that can be taken away', () => {
  assert.deepEqual(activeFilters(readSearchState({ cell: 'W10' })), [{ field: 'cell', value: 'W10' }]);
});
