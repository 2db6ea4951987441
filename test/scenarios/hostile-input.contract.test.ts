import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ParkedItem } from '../../src/storage/records.ts';
import { countsOf, createSite, type IngestAnswer, type Site } from './earshot.ts';

const good = (id: string) =>
  JSON.stringify({
    id,
    channel: 'chat',
    startedAt: '2026-10-05T14:00:00Z',
    participants: [{ id: 'c', role: 'customer' }],
    turns: [{ speaker: 'c', text: 'where is my parcel', at: '2026-10-05T14:00:00Z' }],
  });

/** A wav header that promises an hour and a body of half a second of nothing readable as frames. */
function truncatedWav(): Buffer {
  const wav = Buffer.alloc(60);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(0xffffffff, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  return wav.subarray(0, 30);
}

/** Half a second of 8 kHz silence, which is a good recording. */
function wav(seconds = 0.5): Buffer {
  const data = Buffer.alloc(seconds * 16_000);
  const header = Buffer.from('524946460000000057415645666d74201000000001000100401f0000803e00000200100064617461', 'hex');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([header, size, data]);
}

const cases: [name: string, content: string | Uint8Array, expected: { captured: number; parked: number }][] = [
  ['empty.jsonl', '', { captured: 0, parked: 1 }],
  ['empty.wav', '', { captured: 0, parked: 1 }],
  ['truncated.wav', truncatedWav(), { captured: 0, parked: 1 }],
  ['text-named.wav', `${good('t1')}\n`, { captured: 1, parked: 0 }],
  ['picture.jsonl', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), { captured: 0, parked: 1 }],
  ['bomb.jsonl.gz', gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { captured: 0, parked: 1 }],
  ['packed.wav.gz', gzipSync(wav()), { captured: 1, parked: 0 }],
  ['bomb.wav.gz', gzipSync(wav(4000)), { captured: 0, parked: 1 }],
  ['half.wav.gz', gzipSync(wav()).subarray(0, 60), { captured: 0, parked: 1 }],
  ['foreign.csv', 'vorgang;wer;was\ng1;K;Wo ist mein Paket\n', { captured: 0, parked: 1 }],
  ['long-line.jsonl', `${good('l1')}\n${'x'.repeat(10 * 1024 * 1024)}\n${good('l2')}\n`, { captured: 2, parked: 1 }],
  [
    'bad-utf8.jsonl',
    Buffer.concat([
      Buffer.from(good('u1').replace('parcel', 'parcel \u00a7')).map((byte) => (byte === 0xc2 ? 0xff : byte)),
      Buffer.from('\n'),
    ]),
    { captured: 1, parked: 0 },
  ],
  ['half.jsonl', `${good('h1')}\n{"id":"h2","turns":[\n${good('h3')}\n`, { captured: 2, parked: 1 }],
  ['deep.json', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, { captured: 0, parked: 1 }],
  ['unknown.bin', Buffer.from(Array.from({ length: 4096 }, (_unused, index) => (index * 131 + 7) % 256)), { captured: 0, parked: 1 }],
];

let site: Site;
before(async () => {
  site = await createSite('transcription: { engine: none }\nsources: { shop: { mapping: shop.yaml } }\n');
  await site.write('shop.yaml', '{}');
});
after(() => site.remove());

test('a folder of damaged files: what can be read is read, the rest is parked with a reason, nothing stops the batch', async () => {
  await mkdir(join(site.folder, 'in'));
  for (const [name, content] of cases) await site.write(`in/${name}`, content);
  const expected = {
    captured: cases.reduce((sum, [, , each]) => sum + each.captured, 0),
    updated: 0,
    duplicate: 0,
    parked: cases.reduce((sum, [, , each]) => sum + each.parked, 0),
    failed: 0,
  };
  const first = await site.json<IngestAnswer>('ingest', join(site.folder, 'in'));
  const parked = await site.json<ParkedItem[]>('parked');
  assert.deepEqual(countsOf(first), expected, JSON.stringify(parked.map(({ name, reason }) => [name, reason])));
  for (const { name, reason } of parked) assert.ok(reason.length > 10 && !reason.includes('where is my parcel'), `${name}: ${reason}`);

  const again = await site.json<IngestAnswer>('ingest', join(site.folder, 'in'));
  assert.deepEqual(countsOf(again), { captured: 0, updated: 0, duplicate: expected.captured + expected.parked, parked: 0, failed: 0 });
});

test('only when nothing at all could be read does the command fail', async () => {
  const bad = await site.write('nothing.bin', Buffer.from([0, 1, 2, 3]));
  assert.equal((await site.run('ingest', bad)).code, 1);
  const missing = await site.run('ingest', join(site.folder, 'no-such-file'));
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /does not exist/u);
});

test('what is parked for want of a mapping is read once the mapping is there, and stays parked until then', async () => {
  const path = await site.write('paket.csv', 'vorgang;wer;was\nshop-1;K;Wo ist mein Paket\n');
  await site.run('ingest', path, '--source', 'shop');
  const parkedId = async () => (await site.json<ParkedItem[]>('parked')).find(({ name }) => name === 'paket.csv')?.id ?? '';
  const id = await parkedId();
  assert.equal((await site.json<{ outcome: string }>('retry', id)).outcome, 'parked');
  await site.write('shop.yaml', 'columns: { was: txet }');
  assert.equal((await site.run('retry', id)).code, 1);
  assert.equal(await parkedId(), id, 'a broken mapping does not lose it');
  await site.write('shop.yaml', 'columns: { vorgang: externalId, wer: speaker, was: text }\nspeakers: { K: customer }\n');
  assert.equal((await site.json<{ outcome: string }>('retry', id)).outcome, 'captured');
  assert.equal(await parkedId(), '');
  assert.equal((await site.json<{ total: number }>('search', 'Paket', '--source', 'shop')).total, 1);
});
