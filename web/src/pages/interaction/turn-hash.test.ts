import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTurnHash, writeTurnHash } from './turn-hash.ts';

const cases: readonly [string, ReturnType<typeof readTurnHash>][] = [
  ['t12', { turn: 12, start: null, end: null }],
  ['t3.5-20', { turn: 3, start: 5, end: 20 }],
  ['t3.5', null],
  ['dead_air.total', null],
];

for (const [hash, place] of cases) {
  test(`#${hash} ${place === null ? 'names no place' : 'names a place, and is written the same'}`, () => {
    assert.deepEqual(readTurnHash(hash), place);
    if (place !== null) assert.equal(writeTurnHash(place), hash);
  });
}
