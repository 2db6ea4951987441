import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facetLabel, prepareFacets } from './prepare-facets.ts';

test('facets stand in a fixed order, and one without values is left out', () => {
  const views = prepareFacets({ queue: [{ value: 'billing', count: 2 }], channel: [{ value: 'voice', count: 3 }], team: [] }, {});
  assert.deepEqual(
    views.map(({ field }) => field),
    ['channel', 'queue'],
  );
});

test('a chosen value that matches nothing any more can still be taken back', () => {
  const [view] = prepareFacets({ channel: [] }, { channel: 'email' });
  assert.deepEqual(view?.values, [{ value: 'email', label: 'Email', count: 0, chosen: true }]);
});

const labels: readonly [string, string, string][] = [
  ['channel', 'voice', 'Call'],
  ['state', 'assessable', 'Assessable'],
  ['language', 'es', 'Spanish'],
  ['language', 'not a code', 'not a code'],
  ['queue', 'billing', 'billing'],
];
for (const [field, value, expected] of labels) {
  test(`${field} ${value} is shown as ${expected}`, () => assert.equal(facetLabel(field, value), expected));
}
