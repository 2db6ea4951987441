import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facetLabel, prepareFacets } from './prepare-facets.ts';

const facets = {
  channel: [
    { value: 'voice', count: 12 },
    { value: 'chat', count: 3 },
  ],
  queue: [],
  agent: [{ value: 'a7', count: 2 }],
};

test('facets keep their order, empty ones are left out, values of closed lists have names', () => {
  const [channel, agent] = prepareFacets(facets, 'channel:chat', facetLabel);
  assert.deepEqual([channel?.title, channel?.values.map(({ label }) => label)], ['Channel', ['Call', 'Chat']]);
  assert.deepEqual(
    channel?.values.map(({ chosen }) => chosen),
    [false, true],
  );
  assert.equal(agent?.field, 'agent');
});

test('several values of one field can be chosen, and stay in sight when nothing matches them', () => {
  const [channel] = prepareFacets(facets, 'channel:email,voice', facetLabel);
  assert.deepEqual(
    channel?.values.map(({ value, count, chosen }) => [value, count, chosen]),
    [
      ['email', 0, true],
      ['voice', 12, true],
      ['chat', 3, false],
    ],
  );
});
