import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeWords, segmentText } from './segment-text.ts';

test('marks, tokens and words cut the text where they begin and end', () => {
  const text = 'it is <card> now';
  const words = placeWords(text, [{ text: 'it' }, { text: 'is' }, { text: '<card>' }, { text: 'now' }]);
  assert.deepEqual(segmentText(text, { marks: [{ start: 3, end: 5 }], words }), [
    { start: 0, text: 'it', marked: false, word: 0 },
    { start: 2, text: ' ', marked: false },
    { start: 3, text: 'is', marked: true, word: 1 },
    { start: 5, text: ' ', marked: false },
    { start: 6, text: '<card>', marked: false, token: 'card', word: 2 },
    { start: 12, text: ' ', marked: false },
    { start: 13, text: 'now', marked: false, word: 3 },
  ]);
});

test('whatever the layers, the pieces put together are the text', () => {
  const range = fc.tuple(fc.nat(60), fc.nat(60)).map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.array(range), (text, marks) => {
      const words = placeWords(
        text,
        text.split(' ').map((word) => ({ text: word })),
      );
      assert.equal(
        segmentText(text, { marks, words })
          .map((segment) => segment.text)
          .join(''),
        text,
      );
    }),
  );
});

test('a word that is written in another way is passed over and the next is still found', () => {
  assert.deepEqual(placeWords('pay 20 now', [{ text: 'pay' }, { text: 'twenty' }, { text: 'now' }]), [
    { start: 0, end: 3 },
    null,
    { start: 7, end: 10 },
  ]);
});

test('only the tokens of redaction are tokens', () => {
  assert.equal(
    segmentText('<script> <b> ‹card› <CARD>', {}).some((segment) => segment.token !== undefined),
    false,
  );
});

test('text without layers is one piece, and no text is none', () => {
  assert.deepEqual(segmentText('a <b>', {}), [{ start: 0, text: 'a <b>', marked: false }]);
  assert.deepEqual(segmentText('', {}), []);
});
