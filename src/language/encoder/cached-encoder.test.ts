import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheVectors } from './cached-encoder.ts';
import type { SentenceEncoder } from './sentence-encoder.ts';

function counting(fail = false): { encoder: SentenceEncoder; asked: string[] } {
  const asked: string[] = [];
  const encode = async (texts: readonly string[]) => {
    asked.push(...texts);
    if (fail && asked.length === 1) throw new Error('no memory');
    return texts.map((text) => Float32Array.of(text.length));
  };
  return { encoder: { version: 'length-1', dimensions: 1, encode }, asked };
}

test('a text is embedded once, within a call, between calls and between calls at the same moment', async () => {
  const { encoder, asked } = counting();
  const cached = cacheVectors(encoder);
  const [first, second] = await Promise.all([cached.encode(['one', 'three', 'one']), cached.encode(['three', 'eleven'])]);
  assert.deepEqual(await cached.encode(['eleven']), [Float32Array.of(6)]);
  assert.deepEqual(
    [...first, ...second].map(([value]) => value),
    [3, 5, 3, 5, 6],
  );
  assert.deepEqual(asked, ['one', 'three', 'eleven']);
});

test('the longest unused is forgotten first', async () => {
  const { encoder, asked } = counting();
  const cached = cacheVectors(encoder, 2);
  await cached.encode(['a', 'b']);
  await cached.encode(['a']);
  await cached.encode(['c']);
  await cached.encode(['a', 'b']);
  assert.deepEqual(asked, ['a', 'b', 'c', 'b']);
});

test('a failure is not remembered', async () => {
  const { encoder } = counting(true);
  const cached = cacheVectors(encoder);
  await assert.rejects(cached.encode(['a']), /no memory/);
  assert.deepEqual(await cached.encode(['a']), [Float32Array.of(1)]);
});
