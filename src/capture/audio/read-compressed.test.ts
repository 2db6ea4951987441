import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openAudio } from './open-audio.ts';
import { probeAudio } from './probe-audio.ts';

/** One second of 500 Hz left, 1,000 Hz right, half loud, written by ffmpeg. */
const fixture = (name: string) => fileURLToPath(new URL(`__fixtures__/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'earshot-audio-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const files: [string, string, number][] = [
  ['tone.flac', 'flac', 8_000],
  ['tone.mp3', 'mp3', 16_000],
  ['tone.vorbis.ogg', 'ogg-vorbis', 8_000],
  ['tone.opus.ogg', 'ogg-opus', 16_000],
  ['tone.m4a', 'm4a', 16_000],
  ['tone.aac', 'aac', 16_000],
];

function samplesOf(path: string): number[][] {
  const channels: number[][] = [[], []];
  for (const block of openAudio(path).blocks()) for (const [channel, samples] of block.entries()) channels[channel]?.push(...samples);
  return channels;
}

/** Frequency by counting how often the sound rises through zero in the middle half second. */
function hertz(samples: readonly number[], rate: number): number {
  const middle = samples.slice(rate / 4, (rate * 3) / 4);
  return 2 * middle.filter((sample, index) => index > 0 && sample >= 0 && (middle[index - 1] ?? 0) < 0).length;
}

for (const [name, format, rate] of files) {
  test(`decodes ${format} with the right rate, length, channels and pitch`, () => {
    const facts = probeAudio(fixture(name));
    assert.equal(facts.format, format);
    assert.equal(facts.sampleRate, rate);
    assert.equal(facts.channels, 2);
    assert.ok(Math.abs(facts.durationMs - 1000) < 120, `${facts.durationMs} ms`);
    const [left = [], right = []] = samplesOf(fixture(name));
    assert.ok(Math.abs(hertz(left, rate) - 500) <= 4, `${hertz(left, rate)} Hz left`);
    assert.ok(Math.abs(hertz(right, rate) - 1000) <= 4, `${hertz(right, rate)} Hz right`);
  });

  test(`a ${format} file cut short gives what is there and ends`, () => {
    const bytes = readFileSync(fixture(name));
    const path = join(folder, `cut-${name}`);
    writeFileSync(path, bytes.subarray(0, bytes.length * 0.85));
    const [left = []] = samplesOf(path);
    assert.ok(left.length > 0 && left.length < rate, `${left.length} samples`);
  });

  test(`damage inside a ${format} file neither throws anything unknown nor hangs`, () => {
    const bytes = readFileSync(fixture(name));
    for (let seed = 0; seed < 8; seed++) {
      const damaged = Buffer.from(bytes);
      for (let index = 0; index < 40; index++) damaged[(index * 7_919 + seed * 104_729) % damaged.length] = (seed * 31 + index * 17) & 0xff;
      const path = join(folder, `damaged-${name}`);
      writeFileSync(path, damaged);
      try {
        for (const channel of samplesOf(path)) assert.ok(channel.length < 10 * rate);
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'unreadable');
      }
    }
  });
}
