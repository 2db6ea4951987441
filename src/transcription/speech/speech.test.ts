import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeStretches } from './merge-stretches.ts';
import { speechStretches } from './speech-stretches.ts';
import { suppressBleed } from './suppress-bleed.ts';

/** Probabilities from runs of [value, frames]. */
function probabilities(...runs: [number, number][]): Float32Array {
  return Float32Array.from(runs.flatMap(([value, frames]) => new Array<number>(frames).fill(value)));
}

test('a stretch reaches from where speech is likely at all, if it is certain somewhere', () => {
  const [stretch, ...more] = speechStretches(probabilities([0, 10], [0.2, 2], [0.9, 20], [0.2, 2], [0, 10]));
  assert.deepEqual([stretch, more], [{ startMs: 320 - 75, endMs: 34 * 32 + 50 }, []]);
});

test('sound that is never likely speech is no stretch, nor is a click', () => {
  assert.deepEqual(speechStretches(probabilities([0.25, 100])), []);
  assert.deepEqual(speechStretches(probabilities([0, 20], [0.9, 3], [0, 20])), []);
});

test('a breath joins, a pause parts', () => {
  const count = (pause: number) => speechStretches(probabilities([0, 10], [0.9, 20], [0, pause], [0.9, 20], [0, 10])).length;
  assert.deepEqual([5, 11, 15, 30].map(count), [1, 1, 2, 2]);
});

const options = { durationMs: 100_000, quietest: (fromMs: number, toMs: number) => (fromMs + toMs) / 2 };

test('windows join neighbours up to a chunk and never overlap', () => {
  const stretches = Array.from({ length: 30 }, (_, index) => ({ startMs: index * 2_500, endMs: index * 2_500 + 2_100 }));
  const windows = mergeStretches(stretches, options);
  assert.equal(windows.flatMap((window) => window.stretches).length, 30);
  for (const [index, window] of windows.entries()) {
    assert.ok(window.endMs - window.startMs <= 13_500);
    assert.ok(window.endMs <= (windows[index + 1]?.startMs ?? Number.POSITIVE_INFINITY));
  }
});

test('a long pause parts windows, and speech without any pause is cut', () => {
  const far = [
    { startMs: 0, endMs: 1_000 },
    { startMs: 3_100, endMs: 4_000 },
  ];
  assert.equal(mergeStretches(far, options).length, 2);
  const cut = mergeStretches([{ startMs: 0, endMs: 40_000 }], options);
  assert.ok(cut.every((window) => window.endMs - window.startMs <= 13_500) && cut.length >= 3);
  assert.equal(cut[0]?.endMs, cut[1]?.startMs);
});

test('speech far below the other line at the same moment is forgotten, equal speech is kept', () => {
  const loud = new Int16Array(512 * 40).fill(8_000);
  const speaking = probabilities([0.9, 40]);
  const faint = loud.map((sample) => sample / 20);
  const [first, second] = suppressBleed([
    { samples: loud, probabilities: speaking },
    { samples: faint, probabilities: speaking },
  ]);
  assert.deepEqual([Math.max(...(second ?? [])), Math.min(...(first ?? []))], [0, Math.fround(0.9)]);
  const [, equal] = suppressBleed([
    { samples: loud, probabilities: speaking },
    { samples: loud.map((sample) => sample / 2), probabilities: speaking },
  ]);
  assert.deepEqual(equal, speaking);
});

test('the soft end of a sentence stays when the other has begun to speak, though the silence behind it is drowned too', () => {
  const loudness = (...runs: [number, number][]) =>
    Int16Array.from(
      runs.flatMap(([level, frames]) => new Array<number>(frames * 512).fill(level)).map((level, at) => (at % 2 ? level : -level)),
    );
  const [own] = suppressBleed([
    { samples: loudness([4_000, 30], [300, 5], [10, 65]), probabilities: probabilities([0.9, 35], [0, 65]) },
    { samples: loudness([10, 20], [8_000, 80]), probabilities: probabilities([0, 20], [0.9, 80]) },
  ]);
  assert.deepEqual([own?.[34], own?.[35]], [Math.fround(0.9), 0]);
});
