import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Pause, withoutPauses } from './honour-pauses.ts';

const turn = { text: 'My card is, er, four one one. Done!', startMs: 10_000, endMs: 18_000 };
const words = ['My', 'card', 'is', 'er', 'four', 'one', 'one', 'Done'].map((text, index) => ({
  text,
  startMs: 10_000 + index * 1000,
  endMs: 10_900 + index * 1000,
}));

const rows: readonly [what: string, given: Parameters<typeof withoutPauses>[0], pauses: Pause[], expected: string | null][] = [
  ['before the turn', turn, [{ startMs: 1000, endMs: 10_000 }], turn.text],
  ['over the whole turn', turn, [{ startMs: 9000, endMs: 19_000 }], null],
  ['over timed words', { ...turn, words }, [{ startMs: 14_000, endMs: 16_950 }], 'My card is, er, Done!'],
  ['cutting into a timed word', { ...turn, words }, [{ startMs: 16_500, endMs: 17_500 }], 'My card is, er, four one'],
  ['over words without times', turn, [{ startMs: 14_100, endMs: 17_000 }], 'My card is, er, Done!'],
  ['that begins inside and never ends', { ...turn, words }, [{ startMs: 11_950 }], 'My card'],
  ['over a message', { ...turn, endMs: 10_000 }, [{ startMs: 10_000, endMs: 10_001 }], null],
  ['over a turn without an end', { ...turn, endMs: null }, [{ startMs: 9000, endMs: 11_000 }], null],
  ['beside a turn without a clock', { ...turn, startMs: null, endMs: null }, [{ startMs: 0 }], turn.text],
  ['over words that are not in the text', { ...turn, text: 'verbatim', words }, [{ startMs: 13_000, endMs: 19_000 }], 'My card is'],
];

for (const [what, given, pauses, expected] of rows)
  test(`a pause ${what} leaves ${expected === null ? 'nothing' : expected}`, () => {
    const kept = withoutPauses(given, pauses);
    assert.equal(kept?.text ?? null, expected);
    for (const word of kept?.words ?? []) assert.ok(expected?.includes(word.text), word.text);
  });
