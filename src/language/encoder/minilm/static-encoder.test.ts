import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStaticEncoder } from './static-encoder.ts';

const encoder = openStaticEncoder();

function likeness(a: string, b: string): number {
  const [left, right] = [encoder.encodeOne(a), encoder.encodeOne(b)];
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}

const triples: readonly (readonly [text: string, like: string, unlike: string])[] = [
  ['my internet keeps dropping', 'the wifi goes down all the time', 'I would like to change my address'],
  ['I was charged twice', 'you billed me two times', 'when does the store open'],
  ['please cancel my subscription', 'I want to end my contract', 'what is the weather like'],
  ['I forgot my password', 'cannot log in to my account', 'my parcel has not arrived'],
  ['where is my refund', 'I am still waiting to get my money back', 'how do I set up the router'],
];

for (const [text, like, unlike] of triples) {
  test(`"${text}" is nearer to "${like}" than to "${unlike}"`, () => assert.ok(likeness(text, like) > likeness(text, unlike) + 0.1));
}

test('vectors have length one, and zeros where there is no word', () => {
  assert.ok(Math.abs(likeness('hello there', 'hello there') - 1) < 1e-5);
  assert.equal(likeness('', ''), 0);
  assert.equal(likeness('  \n', 'hello'), 0);
});

test('one text and a list of texts give the same vectors', async () => {
  const [vector] = await encoder.encode(['my card was declined']);
  assert.deepEqual(vector, encoder.encodeOne('my card was declined'));
});

test('a megabyte of text is read in a moment', { timeout: 5_000 }, () => {
  assert.equal(encoder.encodeOne('please help '.repeat(100_000)).length, encoder.dimensions);
});
