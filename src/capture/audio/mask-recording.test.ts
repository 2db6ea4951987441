import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { maskFile } from './mask-file.ts';
import { wavHeader } from './mask-recording.ts';
import { openAudio } from './open-audio.ts';

const folder = mkdtempSync(join(tmpdir(), 'earshot-mask-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const fixture = (name: string) => new URL(`__fixtures__/${name}`, import.meta.url).pathname;

function channelsOf(path: string): readonly Float32Array[] {
  const stream = openAudio(path);
  const blocks = [...stream.blocks()];
  return Array.from({ length: stream.channels }, (_unused, channel) =>
    Float32Array.from(blocks.flatMap((block) => [...(block[channel] ?? [])])),
  );
}

const loudest = (samples: Float32Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

/** One second of two loud channels at 8 kHz. */
function stereo(): string {
  const data = Buffer.alloc(8_000 * 4);
  for (let sample = 0; sample < 16_000; sample++) data.writeInt16LE(sample % 4 < 2 ? 12_000 : -12_000, sample * 2);
  const path = join(folder, 'stereo.wav');
  writeFileSync(path, Buffer.concat([wavHeader({ channels: 2, sampleRate: 8_000, dataBytes: data.length }), data]));
  return path;
}

test('a masked stretch holds no sound on its channel; the rest and the other channel are as they were', async () => {
  const from = stereo();
  const to = join(folder, 'one-side.wav');
  await maskFile({ from, to, masks: [{ startMs: 250, endMs: 500, channel: 1 }] });
  const [left, right] = channelsOf(to) as [Float32Array, Float32Array];
  const [leftBefore, rightBefore] = channelsOf(from) as [Float32Array, Float32Array];
  assert.equal(loudest(right.subarray(2_000, 4_000)), 0);
  const step = 1 / 32_000;
  const isSame = (a: Float32Array, b: Float32Array) =>
    a.length === b.length && a.every((sample, index) => Math.abs(sample - (b[index] ?? 0)) < step);
  assert.ok(isSame(left, leftBefore));
  assert.ok(isSame(right.subarray(0, 1_900), rightBefore.subarray(0, 1_900)));
  assert.ok(isSame(right.subarray(4_100), rightBefore.subarray(4_100)));
});

test('a mask without a channel is for all; one beyond the end is no fault', async () => {
  const to = join(folder, 'both.wav');
  await maskFile({ from: stereo(), to, masks: [{ startMs: 900, endMs: 90_000 }] });
  for (const samples of channelsOf(to)) assert.equal(loudest(samples.subarray(7_200)), 0);
});

for (const name of ['tone.mp3', 'tone.flac', 'tone.opus.ogg', 'tone.vorbis.ogg']) {
  test(`${name} becomes a wav of the same length, rate and channels`, async () => {
    const to = join(folder, `${name}.wav`);
    const size = await maskFile({ from: fixture(name), to, masks: [{ startMs: 0, endMs: 100 }] });
    const [before, masked] = [openAudio(fixture(name)), openAudio(to)];
    assert.deepEqual([masked.format, masked.sampleRate, masked.channels], ['wav', before.sampleRate, before.channels]);
    const samples = channelsOf(to);
    assert.equal(samples[0]?.length, channelsOf(fixture(name))[0]?.length);
    assert.equal(size, 44 + (samples[0]?.length ?? 0) * samples.length * 2);
    assert.equal(loudest((samples[0] as Float32Array).subarray(0, masked.sampleRate / 10)), 0);
  });
}

test('a recording that cannot be read is refused, never handed out as it is', async () => {
  const from = join(folder, 'broken.wav');
  writeFileSync(from, 'no sound at all');
  await assert.rejects(maskFile({ from, to: join(folder, 'never.wav'), masks: [{ startMs: 0, endMs: 1 }] }), { code: 'unreadable' });
});
