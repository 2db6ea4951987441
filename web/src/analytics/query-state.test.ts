import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueryBody } from '../api.ts';
import { filtersOf, queryOf, readQueryState, stateOf } from './query-state.ts';

const period = { from: '2026-10-26', to: '2026-11-23' };

const queries: readonly [string, QueryBody][] = [
  ['one metric', { metrics: ['volume'] }],
  [
    'groups and filters',
    { metrics: ['volume', 'rule_rate:greeting'], dimensions: ['queue'], filters: [{ dimension: 'team', notIn: ['a,b'] }] },
  ],
  ['a comparison', { metrics: ['sentiment'], period, compare: { period: { from: '2026-09-28', to: '2026-10-26' } } }],
];
for (const [what, query] of queries) {
  test(`a query with ${what} goes into the address and comes back the same`, () =>
    assert.deepEqual(queryOf(readQueryState({ ...stateOf(query) })), query));
}

const broken: readonly [string, Record<string, unknown>, QueryBody][] = [
  ['nothing', {}, { metrics: ['volume'] }],
  ['filters that are no JSON', { filters: '{"a' }, { metrics: ['volume'] }],
  ['a period that ends before it begins', { from: '2026-11-02', to: '2026-11-01' }, { metrics: ['volume'] }],
  ['days that are none', { from: '2026-13-40', to: 'x' }, { metrics: ['volume'] }],
  ['names twice', { metrics: 'volume,,volume' }, { metrics: ['volume'] }],
  ['a comparison over time', { ...period, by: 'week', compare: 'before' }, { metrics: ['volume'], dimensions: ['week'], period }],
];
for (const [what, raw, expected] of broken) {
  test(`an address with ${what} asks what can be asked`, () => assert.deepEqual(queryOf(readQueryState(raw)), expected));
}

test('filters of an address keep only what the API takes', () => {
  assert.deepEqual(filtersOf('[1,{"dimension":"queue"},{"dimension":"queue","in":["a"]},{"measure":"duration","from":1}]'), [
    { dimension: 'queue', in: ['a'] },
    { measure: 'duration', from: 1 },
  ]);
});
