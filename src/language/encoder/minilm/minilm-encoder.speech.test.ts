import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createMiniLmEncoder, type MiniLmEncoder } from './minilm-encoder.ts';

let encoder: MiniLmEncoder;
let reference: MiniLmEncoder;
before(async () => {
  [encoder, reference] = await Promise.all([createMiniLmEncoder(), createMiniLmEncoder({ precision: 'fp32' })]);
});
after(() => Promise.all([encoder.close(), reference.close()]));

const sentences = [
  'My internet drops every evening.',
  'the wifi goes down at night',
  'I want to cancel my contract',
  'Thank you, bye!',
  'The bill for March is twelve euros higher than what was agreed with the colleague who sold me the package in the shop',
];

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  assert.ok(a && b);
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

test('gives the published likenesses of the reference network', async () => {
  const [person, dog, day] = await reference.encode(['That is a happy person', 'That is a happy dog', 'Today is a sunny day']);
  assert.ok(Math.abs(dot(person, dog) - 0.695) < 0.002);
  assert.ok(Math.abs(dot(person, day) - 0.257) < 0.002);
});

test('eight bits stay close to the reference', async () => {
  const [small, large] = await Promise.all([encoder.encode(sentences), reference.encode(sentences)]);
  const likenesses = small.map((vector, index) => dot(vector, large[index]));
  assert.ok(Math.min(...likenesses) > 0.97, `${likenesses}`);
  assert.ok(likenesses.reduce((sum, one) => sum + one, 0) / likenesses.length > 0.99, `${likenesses}`);
});

test('like sentences are near, and each text has its own vector whatever stands beside it', async () => {
  const [drops, down, cancel] = await encoder.encode(sentences);
  assert.ok(dot(drops, down) > dot(drops, cancel) + 0.3);
  const [alone] = await encoder.encode([sentences[0] ?? '']);
  assert.ok(dot(alone, drops) > 0.9999);
});

test('a text without a word gives zeros', async () => {
  const [nothing] = await encoder.encode(['   ']);
  assert.equal(dot(nothing, nothing), 0);
});

test('token states lie beside the pieces of their text', async () => {
  const [first, second] = await encoder.encodeTokens(['I am José', '']);
  assert.deepEqual(
    first?.pieces.map(({ start, end }) => [start, end]),
    [
      [0, 1],
      [2, 4],
      [5, 9],
    ],
  );
  assert.equal(first?.states.length, 3 * encoder.dimensions);
  assert.equal(second?.states.length, 0);
});

test('a text longer than the network reads is cut, not refused', async () => {
  const [vector] = await encoder.encode(['please help me '.repeat(2_000)]);
  assert.ok(Math.abs(dot(vector, vector) - 1) < 1e-4);
});
