import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignTokens } from './align-tokens.ts';
import { batchByLength } from './batch-by-length.ts';
import { endsInLoop, withoutLoop } from './repeat-guard.ts';

const repeat = (phrase: number[], times: number) => Array.from({ length: times }, () => phrase).flat();

const loops: [string, number[], number][] = [
  ['four digits in a row are speech', repeat([5], 4), 4],
  ['eight of one token are a loop', [1, ...repeat([5], 8)], 2],
  ['a phrase said twice is speech', repeat([1, 2, 3], 2), 6],
  ['a phrase four times over is a loop', [9, ...repeat([1, 2, 3], 4)], 4],
];

for (const [name, tokens, kept] of loops) {
  test(name, () => assert.deepEqual([withoutLoop(tokens), endsInLoop(tokens)], [kept, kept < tokens.length]));
}

test('tokens follow the frames that they attend to, in order', () => {
  const row = (peak: number) => Float32Array.from({ length: 30 }, (_, frame) => Math.exp(-((frame - peak) ** 2) / 4));
  const starts = alignTokens([row(3), row(12), row(24)]);
  assert.equal(starts[0], 0);
  assert.ok(Math.abs((starts[1] ?? 0) - 8) <= 4 && Math.abs((starts[2] ?? 0) - 18) <= 5, String(starts));
});

test('no tokens align to nothing', () => assert.deepEqual(alignTokens([]), []));

test('batches hold chunks of like length and lose none', () => {
  const chunks = [9, 1, 8.5, 9, 1.1, 5, 8].map((seconds) => ({ samples: new Float32Array(seconds * 16_000), startMs: 0 }));
  const batches = batchByLength(chunks, 'tiny');
  assert.deepEqual(
    batches.map((batch) => batch.map((queued) => queued.index)),
    [[0, 3, 2, 6], [5], [4, 1]],
  );
});

test('a batch never grows past eight, past four for the larger network', () => {
  const chunks = Array.from({ length: 20 }, () => ({ samples: new Float32Array(16_000), startMs: 0 }));
  assert.deepEqual(
    batchByLength(chunks, 'tiny').map((batch) => batch.length),
    [8, 8, 4],
  );
  assert.equal(Math.max(...batchByLength(chunks, 'base').map((batch) => batch.length)), 4);
});
