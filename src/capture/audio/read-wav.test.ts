import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openAudio } from './open-audio.ts';
import { decodeSamples, encodeMuLaw, type WavEncoding } from './wav-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'earshot-wav-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface WavOptions {
  readonly code: number;
  readonly bits: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly claimedBytes?: number;
  readonly extensible?: boolean;
}

function wav(
  data: Uint8Array,
  { code, bits, channels = 1, rate = 8_000, claimedBytes = data.length, extensible = false }: WavOptions,
): Buffer {
  const description = Buffer.alloc(extensible ? 40 : 16);
  description.writeUInt16LE(extensible ? 0xfffe : code, 0);
  description.writeUInt16LE(channels, 2);
  description.writeUInt32LE(rate, 4);
  description.writeUInt16LE(bits, 14);
  if (extensible) description.writeUInt16LE(code, 24);
  const chunk = (name: string, size: number) => {
    const header = Buffer.alloc(8);
    header.write(name);
    header.writeUInt32LE(size >>> 0, 4);
    return header;
  };
  return Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WAVE'),
    chunk('LIST', 4),
    Buffer.from('abcd'),
    chunk('fmt ', description.length),
    description,
    chunk('data', claimedBytes),
    data,
  ]);
}

function save(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function readAll(path: string) {
  const stream = openAudio(path);
  const channels = Array.from({ length: stream.channels }, () => [] as number[]);
  for (const block of stream.blocks()) for (const [channel, samples] of block.entries()) channels[channel]?.push(...samples);
  return { stream, channels };
}

const encodings: [WavEncoding, number, number, number[], number[]][] = [
  ['pcm8', 1, 8, [0, 128, 192], [-1, 0, 0.5]],
  ['pcm16', 1, 16, [0x00, 0x80, 0x00, 0x00, 0x00, 0x40], [-1, 0, 0.5]],
  ['pcm24', 1, 24, [0, 0, 0x80, 0, 0, 0, 0, 0, 0x40], [-1, 0, 0.5]],
  ['pcm32', 1, 32, [0, 0, 0, 0x80, 0, 0, 0, 0x40], [-1, 0.5]],
  ['float32', 3, 32, [...new Uint8Array(Float32Array.of(-1, 0.25, Number.NaN, 9).buffer)], [-1, 0.25, 0, 1]],
  ['mu-law', 7, 8, [0xff, 0x00, 0x80], [0, -32_124 / 32_768, 32_124 / 32_768]],
  ['a-law', 6, 8, [0xd5, 0xaa, 0x2a], [8 / 32_768, 32_256 / 32_768, -32_256 / 32_768]],
];

for (const [encoding, code, bits, bytes, expected] of encodings) {
  test(`reads ${encoding}, plain and extensible`, () => {
    assert.deepEqual([...decodeSamples(Uint8Array.from(bytes), encoding)], [...Float32Array.from(expected)]);
    for (const extensible of [false, true]) {
      const { channels } = readAll(save(`${encoding}.wav`, wav(Uint8Array.from(bytes), { code, bits, extensible })));
      assert.deepEqual(channels[0], [...Float32Array.from(expected)]);
    }
  });
}

test('mu-law encoding is the inverse of decoding for all 256 codes', () => {
  const decoded = decodeSamples(
    Uint8Array.from({ length: 256 }, (_, code) => code),
    'mu-law',
  );
  for (const [code, sample] of decoded.entries()) {
    if (code === 0x7f) continue; // negative zero encodes as positive zero
    assert.equal(encodeMuLaw(sample), code);
  }
});

test('keeps channels apart', () => {
  const { channels } = readAll(save('stereo.wav', wav(Uint8Array.of(0, 192, 0, 192), { code: 1, bits: 8, channels: 2 })));
  assert.deepEqual(channels, [
    [-1, -1],
    [0.5, 0.5],
  ]);
});

test('a truncated file gives what is there, with a warning', () => {
  const { stream, channels } = readAll(save('short.wav', wav(new Uint8Array(1_000), { code: 1, bits: 16, claimedBytes: 100_000 })));
  assert.equal(channels[0]?.length, 500);
  assert.match(stream.warnings[0] ?? '', /truncated: 1000 of 100000 bytes/);
});

for (const claimedBytes of [0, 0xffff_ffff, 4_000_000_000]) {
  test(`a header that claims ${claimedBytes} bytes is bounded by the file`, () => {
    const { stream, channels } = readAll(save('lying.wav', wav(new Uint8Array(1_600), { code: 1, bits: 16, claimedBytes })));
    assert.equal(channels[0]?.length, 800);
    assert.equal(stream.durationMs, 100);
  });
}

const unreadable: [string, Uint8Array, RegExp][] = [
  ['empty.wav', new Uint8Array(0), /0 bytes/],
  ['text.wav', Buffer.from('Dear customer, this is not a recording at all.'), /not audio/],
  ['headless.wav', Buffer.from('RIFF\0\0\0\0WAVE'), /ends before its samples/],
  ['no-samples.wav', wav(new Uint8Array(0), { code: 1, bits: 16 }), /no samples/],
  ['gsm.wav', wav(new Uint8Array(65), { code: 0x31, bits: 0 }), /encoding 49/],
  ['channels.wav', wav(new Uint8Array(64), { code: 1, bits: 16, channels: 4_000 }), /4000 channels/],
  ['rate.wav', wav(new Uint8Array(64), { code: 1, bits: 16, rate: 1 }), /1 samples per second/],
];

for (const [name, bytes, message] of unreadable) {
  test(`${name} is refused at once with its reason`, () => {
    assert.throws(() => openAudio(save(name, bytes)), { code: 'unreadable', message });
  });
}

test('a file of thousands of empty chunks does not keep the reader for ever', () => {
  const chunk = Buffer.from('junk\0\0\0\0');
  const bytes = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), ...Array.from({ length: 10_000 }, () => chunk)]);
  assert.throws(() => openAudio(save('chunks.wav', bytes)), { code: 'unreadable' });
});
