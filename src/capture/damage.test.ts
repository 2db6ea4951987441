import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { readers } from './detect.ts';
import { readItems } from './testing/read-items.ts';

const folder = new URL('./__fixtures__/', import.meta.url);
const texts = [
  'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>hello &amp; bye',
  '12/31/24, 10:00 - Ann: hi\n12/31/24, 10:01 - Bob: hello\n',
  'id,speaker,text\na,agent,"hello, you"\nb,customer,hi\n',
  'From a@x Mon\nFrom: ann@x\nSubject: hi\nMessage-ID: <1@x>\n\nbody\n\nFrom b@x Mon\nFrom: bo@x\nSubject: Re: hi\nIn-Reply-To: <1@x>\n\n> body\nyes\n',
  '{"uuid":"u","parties":[{"role":"agent"}],"dialog":[{"type":"text","start":"2025-01-06T09:00:00Z","parties":[0],"body":"hi"}]}',
];
const samples = [
  ...(await Promise.all((await readdir(folder)).map((name) => readFile(new URL(name, folder))))),
  ...texts.map((text) => Buffer.from(text)),
];

const damage = fc.record({
  sample: fc.integer({ min: 0, max: samples.length - 1 }),
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  changes: fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.integer({ min: 0, max: 255 }) }), {
    maxLength: 5,
  }),
  format: fc.option(fc.constantFrom(...readers.map(({ format }) => format).filter((format) => format !== 'audio')), { nil: undefined }),
});

test('whatever is damaged or misnamed, reading ends with contacts or reasons and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(damage, async ({ sample, cut, changes, format }) => {
      const whole = samples[sample] ?? Buffer.alloc(0);
      const bytes = Buffer.from(whole.subarray(0, Math.ceil(whole.length * (cut < 0.5 ? 1 : cut))));
      for (const { at, byte } of changes) bytes[Math.floor(at * (bytes.length - 1))] = byte;
      const items = await readItems(bytes, { name: 'damaged.dat', ...(format === undefined ? {} : { context: { format } }) });
      assert.ok(items.length > 0);
      for (const item of items) assert.ok(item.kind === 'interaction' || (item.reason.length > 0 && item.fingerprint !== undefined));
    }),
    { numRuns: Number(process.env.DAMAGE_RUNS ?? 150) },
  );
});
