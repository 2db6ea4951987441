import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InteractionEvent } from '../api.ts';
import { clearEvents } from './clear-events.ts';

type Kind = InteractionEvent['kind'];
type Origin = InteractionEvent['origin'];
const event = (kind: Kind, startMs: number, endMs: number, origin: Origin): InteractionEvent => ({
  kind,
  startMs,
  endMs,
  origin,
  leg: null,
  role: null,
});

const examples: readonly [string, readonly InteractionEvent[], readonly string[]][] = [
  [
    'an inferred hold gives way to the source’s own, and its music to the hold',
    [
      event('transfer', 15_145, 15_145, 'imported'),
      event('hold', 15_445, 22_445, 'imported'),
      event('music', 14_880, 23_840, 'inferred'),
      event('hold', 14_880, 23_840, 'inferred'),
    ],
    ['transfer@15145', 'hold@15445'],
  ],
  ['an inferred hold stands where the source has none', [event('hold', 5, 900, 'inferred')], ['hold@5']],
  ['music outside a hold stays', [event('music', 0, 100, 'inferred'), event('hold', 200, 900, 'imported')], ['music@0', 'hold@200']],
  ['events come in the order of time', [event('close', 9, 9, 'imported'), event('leave', 3, 3, 'imported')], ['leave@3', 'close@9']],
];

for (const [name, events, expected] of examples) {
  test(name, () => {
    assert.deepEqual(
      clearEvents(events).map(({ kind, startMs }) => `${kind}@${startMs}`),
      expected,
    );
  });
}
