import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueryFilter } from '../../api.ts';
import { filterText, withValue } from './prepare-filters.ts';

const drivers = new Map([['driver-1', 'Refund']]);
const filters: readonly [QueryFilter, string][] = [
  [{ dimension: 'queue', in: ['billing', 'sales'] }, 'Queue is billing or sales'],
  [{ dimension: 'driver', notIn: ['driver-1', ''] }, 'Driver is not Refund or No driver near enough'],
  [{ dimension: 'rule:greeting', in: ['missed'] }, 'Rule greeting is Missed'],
  [{ measure: 'duration', from: 60_000 }, 'Duration from 60000'],
];
for (const [filter, text] of filters) test(`a filter reads “${text}”`, () => assert.equal(filterText(filter, drivers), text));

test('values of one dimension join; is and is-not stay apart', () => {
  const one = withValue([], { dimension: 'queue', value: 'a', isNot: false });
  const two = withValue(one, { dimension: 'queue', value: 'b', isNot: false });
  const three = withValue(two, { dimension: 'queue', value: 'c', isNot: true });
  assert.deepEqual(three, [
    { dimension: 'queue', in: ['a', 'b'] },
    { dimension: 'queue', notIn: ['c'] },
  ]);
});
