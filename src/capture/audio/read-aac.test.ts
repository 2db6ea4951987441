import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readAacConfig } from './aac/aac-config.ts';
import { InverseMdct } from './aac/inverse-mdct.ts';
import type { AudioStream } from './audio-stream.ts';
import { readAdts, readM4a } from './read-aac.ts';
import { readCompressed } from './read-compressed.ts';

/** Tones and chirps with breaks, made from formulas and coded by ffmpeg's encoder with all its tools switched on; `decoded` by its decoder. */
const fixture = (name: string) => fileURLToPath(new URL(`__fixtures__/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'earshot-aac-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function samplesOf(stream: AudioStream): number[][] {
  const channels: number[][] = Array.from({ length: stream.channels }, () => []);
  for (const block of stream.blocks()) for (const [channel, samples] of block.entries()) channels[channel]?.push(...samples);
  return channels;
}

test('short and long windows of both shapes, noise shaping, middle-side and intensity give what another decoder gives, within 16 bits', () => {
  const own = samplesOf(readAdts(fixture('transients.aac')));
  const reference = samplesOf(readCompressed(fixture('transients.decoded.flac'), 'flac'));
  assert.equal(own.length, 2);
  assert.equal(own[0]?.length, reference[0]?.length);
  own.forEach((channel, index) => {
    channel.forEach((sample, at) => {
      const expected = reference[index]?.[at] ?? 0;
      assert.ok(Math.abs(sample - expected) < 1.1 / 32_768, `sample ${at} of channel ${index}: ${sample}, not ${expected}`);
    });
  });
});

test('an m4a file plays what its edit list says: without the encoder’s run-in, to the sample', () => {
  const stream = readM4a(fixture('tone.m4a'));
  const [left = []] = samplesOf(stream);
  assert.deepEqual([stream.sampleRate, stream.channels, stream.durationMs, left.length], [16_000, 2, 1_000, 16_000]);
  // The coder is lossy, so the place of the tone is judged by its phase against the formula: 1° at 500 Hz is 6 µs.
  let [cosine, sine] = [0, 0];
  for (let at = 2_000; at < 14_000; at++) {
    cosine += (left[at] ?? 0) * Math.cos((2 * Math.PI * 500 * at) / 16_000);
    sine += (left[at] ?? 0) * Math.sin((2 * Math.PI * 500 * at) / 16_000);
  }
  assert.ok(Math.abs(Math.atan2(cosine, sine)) < Math.PI / 180, `${Math.atan2(cosine, sine)} rad`);
});

test('a fragmented file, as browsers record, gives the same frames as a plain one', () => {
  const plain = samplesOf(readM4a(fixture('tone.m4a')));
  const fragmented = samplesOf(readM4a(fixture('tone.fragmented.mp4')));
  const late = (fragmented[0]?.length ?? 0) >= 17_000 ? 1_024 : 0;
  for (let at = 0; at < 15_000; at++) assert.equal(fragmented[0]?.[at + late], plain[0]?.[at]);
});

test('a damaged frame is silence, what follows keeps its time, and the number of such frames is told', () => {
  const bytes = readFileSync(fixture('tone.aac'));
  const from = bytes.length >> 1;
  const header = bytes.indexOf(bytes.subarray(0, 3), from);
  bytes.fill(0xff, header + 7, header + 40);
  const path = join(folder, 'damaged.aac');
  writeFileSync(path, bytes);
  const stream = readAdts(path);
  const [left = []] = samplesOf(stream);
  assert.equal(left.length, samplesOf(readAdts(fixture('tone.aac')))[0]?.length);
  assert.match(stream.warnings.join(), /^1 damaged AAC frames/);
});

test('an index that lists four thousand million frames ends where the file does', () => {
  const bytes = readFileSync(fixture('tone.m4a'));
  const sizes = bytes.indexOf('stsz');
  bytes.writeUInt32BE(0, bytes.indexOf('elst') + 8);
  bytes.writeUInt32BE(40, sizes + 8);
  bytes.writeUInt32BE(0xffff_ffff, sizes + 12);
  bytes.writeUInt32BE(0xffff_ffff, bytes.indexOf('stsc') + 16);
  const path = join(folder, 'endless.m4a');
  writeFileSync(path, bytes);
  let samples = 0;
  try {
    for (const block of readM4a(path).blocks()) samples += block[0]?.length ?? 0;
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'unreadable');
  }
  assert.ok(samples <= bytes.length * 1_024, `${samples} samples`);
});

const configs: [string, number[], object][] = [
  ['LC, 44.1 kHz, stereo', [0x12, 0x10], { sampleRate: 44_100, hasHighBand: false }],
  ['HE-AAC: its core at half the rate, and a note', [0x2b, 0x92, 0x08, 0x00], { sampleRate: 22_050, hasHighBand: true }],
  ['a rate written out', [0x17, 0x80, 0x1f, 0x40, 0x08], { sampleRate: 16_000, hasHighBand: false }],
];
for (const [name, bytes, expected] of configs) {
  test(`decoder configuration: ${name}`, () => assert.deepEqual(readAacConfig(Uint8Array.from(bytes)), expected));
}

const refused: [string, number[], RegExp][] = [
  ['Main profile', [0x0a, 0x10], /Main/],
  ['xHE-AAC', [0xf9, 0x46, 0x40, 0x00], /xHE-AAC/],
  ['960 samples a frame', [0x12, 0x14], /960/],
  ['nothing', [], /too early/],
];
for (const [name, bytes, reason] of refused) {
  test(`decoder configuration: ${name} is refused by name`, () => assert.throws(() => readAacConfig(Uint8Array.from(bytes)), reason));
}

test('the fast transform equals the formula of the standard', () => {
  const size = 128;
  const coefficients = Float32Array.from({ length: size }, (_, k) => Math.sin(k * k));
  const fast = new Float32Array(2 * size);
  new InverseMdct(size).transform(coefficients, fast);
  for (let n = 0; n < 2 * size; n++) {
    const slow =
      coefficients.reduce((sum, value, k) => sum + value * Math.cos((Math.PI / size) * (n + 0.5 + size / 2) * (k + 0.5)), 0) / size;
    assert.ok(Math.abs((fast[n] ?? 0) - slow) < 1e-5, `sample ${n}`);
  }
});
