import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WordPieces } from './word-pieces.ts';

const vocabulary = ['[UNK]', 'un', '##aff', '##able', 'my', 'cafe', '##s', '<', 'card', '>', '.', '$', '你', '好', 'a', '##b', "'", 's'];
const pieces = new WordPieces(new Map(vocabulary.map((piece, id) => [piece, id])));

const texts: readonly (readonly [text: string, pieces: readonly string[], because: string])[] = [
  ['unaffable', ['un', '##aff', '##able'], 'longest piece first'],
  ['My CAFÉS.', ['my', 'cafe', '##s', '.'], 'case and accents are off'],
  ['<card>', ['<', 'card', '>'], 'marks stand alone'],
  ["my $card's", ['my', '$', 'card', "'", 's'], 'money signs and apostrophes are marks'],
  ['你好', ['你', '好'], 'ideographs are read one by one'],
  ['unknown my', ['[UNK]', 'my'], 'a word with a rest that no piece fits is unknown as a whole'],
  ['', [], 'nothing'],
  [' \n\t ', [], 'only spaces'],
  ['a'.repeat(101), ['[UNK]'], 'too long for a word'],
  ['ab\u0000', ['a', '##b'], 'control characters end words'],
];

for (const [text, expected, because] of texts) {
  test(`pieces of ${JSON.stringify(text.slice(0, 20))}: ${because}`, () => {
    assert.deepEqual(
      pieces.idsOf(text).map((id) => vocabulary[id]),
      expected,
    );
    assert.deepEqual(
      pieces.piecesOf(text).map(({ id }) => vocabulary[id]),
      expected,
    );
  });
}

test('each piece tells the characters it stands for', () => {
  const text = 'my unaffable, cafés';
  assert.deepEqual(
    pieces.piecesOf(text).map(({ start, end }) => text.slice(start, end)),
    ['my', 'un', 'aff', 'able', ',', 'cafe'.replace('e', 'é'), 's'],
  );
});

test('stops at the wanted number of pieces', () => {
  assert.equal(pieces.idsOf('my my my my', 2).length, 2);
  assert.equal(pieces.piecesOf('my unaffable', 2).length, 2);
});

test('a megabyte of one letter is one unknown word, quickly', { timeout: 2_000 }, () => {
  assert.deepEqual(pieces.idsOf('x'.repeat(1_000_000)), [0]);
});
