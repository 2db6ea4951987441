import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextAudible } from './next-audible.ts';

const quiet = [
  { startMs: 1000, endMs: 2000 },
  { startMs: 10_000, endMs: 20_000 },
];
const cases: readonly [string, number, number | null][] = [
  ['speech', 5000, null],
  ['a pause that is part of speaking', 1300, null],
  ['the first breath of a hold', 10_100, null],
  ['a hold', 12_000, 19_750],
  ['the end of a hold', 19_600, null],
];
for (const [what, position, expected] of cases) test(`from ${what}`, () => assert.equal(nextAudible(position, quiet), expected));

test('a skip never lands where it would skip again', () => {
  for (let position = 0; position < 21_000; position += 50) {
    const landed = nextAudible(position, quiet);
    assert.ok(landed === null || (landed > position && nextAudible(landed, quiet) === null));
  }
});
