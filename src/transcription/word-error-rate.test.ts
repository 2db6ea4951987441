import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normaliseWords } from './normalise-words.ts';
import { alignWords, countWordErrors, wordErrorRate } from './word-error-rate.ts';

const normalised: [string, string][] = [
  ['Twenty-five, 25, 2 5, twenty fifth, 25th', '2 5 2 5 2 5 2 5 2 5'],
  ['one two three, four five six, zero zero', '1 2 3 4 5 6 0 0'],
  ['zero five', '0 5'],
  ['one hundred and five; two thousand eighteen; nineteen eighty', '1 0 5 2 0 1 8 1 9 8 0'],
  ['ten twenty thirty and forty', '1 0 2 0 3 0 and 4 0'],
  ['5 oh 3, oh well', '5 0 3 0 well'],
  ['first, second, twenty first', '1 2 2 1'],
  ["It's Louis's; I can't, I'll pay.", 'it is louiss i can not i will pay'],
  ['$1,250.50 at 5 p.m., 20%', '1 2 5 0 point 5 0 dollars at 5 pm 2 0 percent'],
  ['olivia.flores@example.com', 'olivia dot flores at example dot com'],
  ['to-day, good-bye, e-mail, s-m-i-t-h, twenty-first', 'today goodbye email s m i t h 2 1'],
  ['Uh, <noise> OK [inaudible] mm', 'okay'],
];

for (const [text, expected] of normalised) {
  test(`normalises ${text}`, () => assert.equal(normaliseWords(text).join(' '), expected));
}

const aligned: [string, string, [number, number, number]][] = [
  ['a b c', 'a b c', [0, 0, 0]],
  ['a b c', 'a x c', [1, 0, 0]],
  ['a b c', 'a c', [0, 1, 0]],
  ['a b c', 'a b b c', [0, 0, 1]],
  ['', 'a b', [0, 0, 2]],
  ['a b', '', [0, 2, 0]],
  ['the cat sat on', 'cat sat down on it', [0, 1, 2]],
];

for (const [reference, heard, [substitutions, deletions, insertions]] of aligned) {
  test(`"${heard}" against "${reference}" counts each kind of error`, () => {
    const words = (text: string) => text.split(' ').filter(Boolean);
    assert.deepEqual(alignWords(words(reference), words(heard)), { substitutions, deletions, insertions, words: words(reference).length });
  });
}

test('the rate pools errors over all words', () => {
  const errors = [countWordErrors('a b c d e f g h', 'a b c d e f g h'), countWordErrors('x y', 'x z')];
  assert.equal(wordErrorRate(errors), 0.1);
});
