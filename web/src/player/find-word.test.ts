import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Turn } from '../api.ts';
import { findWord } from './find-word.ts';

const word = (text: string, startMs: number) => ({ text, startMs, endMs: startMs + 300 });
const turn = (index: number, startMs: number, words: Turn['words']): Turn => ({
  index,
  leg: 0,
  participant: 'c',
  role: 'customer',
  roleConfidence: 1,
  text: '',
  startMs,
  endMs: startMs + 1000,
  ...(words && { words }),
});
const turns = [turn(0, 1000, [word('a', 1000), word('b', 1400)]), turn(1, 5000, undefined)];

const cases: readonly [string, number, number, number][] = [
  ['before anybody speaks', 500, -1, -1],
  ['at the first sound of a word', 1000, 0, 0],
  ['in the second word', 1500, 0, 1],
  ['in the pause after a turn', 3000, 0, -1],
  ['in a turn without word times', 5200, 1, -1],
];
for (const [when, position, expectedTurn, expectedWord] of cases) {
  test(`${when}`, () => assert.deepEqual(findWord(turns, position), { turn: expectedTurn, word: expectedWord }));
}
