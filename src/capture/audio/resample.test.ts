import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Resampler } from './resample.ts';

function resampled(samples: Float32Array, from: number, block: number): Float32Array {
  const resampler = new Resampler(from, 16_000);
  const out: number[] = [];
  for (let at = 0; at < samples.length; at += block) out.push(...resampler.push(samples.subarray(at, at + block)));
  return Float32Array.from([...out, ...resampler.flush()]);
}

function sine(hertz: number, rate: number, seconds = 1): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, index) => Math.sin((2 * Math.PI * hertz * index) / rate));
}

for (const rate of [8_000, 11_025, 22_050, 24_000, 44_100, 48_000]) {
  test(`${rate} → 16,000 keeps length, time and a 1 kHz tone within 1 %`, () => {
    const out = resampled(sine(1_000, rate), rate, 1_000);
    assert.ok(Math.abs(out.length - 16_000) <= 2, `${out.length} samples`);
    const expected = sine(1_000, 16_000);
    for (let index = 1_000; index < 15_000; index++)
      assert.ok(Math.abs((out[index] ?? 0) - (expected[index] ?? 0)) < 0.01, `sample ${index}`);
  });
}

test('what lies above the new half rate is removed, not folded back', () => {
  const out = resampled(sine(11_000, 48_000), 48_000, 4_800);
  assert.ok(Math.max(...out.subarray(1_000, 15_000)) < 0.01);
});

test('block size does not change the result', () => {
  const samples = sine(300, 44_100, 0.2);
  assert.deepEqual(resampled(samples, 44_100, 37), resampled(samples, 44_100, 5_000));
});
