import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { maskFile } from '../capture/audio/mask-file.ts';
import type { InteractionId } from '../domain/ids.ts';
import { type OpenData, openData } from '../storage/open-data.ts';
import { openPlainFiles } from '../storage/plain-files.ts';
import { openPlayableRecordings, type PlayableRecordings } from '../storage/playable-recordings.ts';
import { createApp } from './app.ts';
import { interactionSchema } from './contract/interaction.ts';
import { coverageSchema } from './contract/operations.ts';
import { problemSchema } from './contract/problem.ts';
import { facetsSchema, searchPageSchema } from './contract/search.ts';
import { memoryWorld } from './testing/memory-stores.ts';
import { manyInteractions, recordingOf, sampleCall, sampleInteractions, withRecording } from './testing/sample-interactions.ts';

/** The routes over the stores that ship: what the tests in memory cannot see. */
let folder: string;
let data: OpenData;
let recordings: PlayableRecordings;
let app: FastifyInstance;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-http-'));
  data = await openData(folder, { tenant: 'default', key: Buffer.alloc(32, 7).toString('base64') });
  const { hash } = await data.blobs.put(oneChunk(recordingOf(sampleCall)));
  recordings = openPlayableRecordings({
    blobs: data.blobs,
    withPlainFile: (await openPlainFiles(data.blobs, join(folder, 'tmp'))).withPlainFile,
    folder: join(folder, 'tmp', 'masked'),
    mask: maskFile,
  });
  const samples = sampleInteractions.map((one) => (one.id === sampleCall.id ? withRecording(one, hash) : one));
  await data.content.put([...samples, ...manyInteractions(120)]);
  const { content, metrics, records, blobs } = data;
  app = await createApp({ ...memoryWorld(), content, metrics, records, blobs, recordings });
});
after(async () => {
  await app?.close();
  await recordings?.close();
  await data?.close();
  await rm(folder, { recursive: true, force: true });
});

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('one conversation comes back whole, as the contract describes it', async () => {
  const reply = await app.inject({ url: `/v1/interactions/${sampleCall.id}` });
  const stored = interactionSchema.parse(reply.json());
  assert.deepEqual(stored.turns, JSON.parse(JSON.stringify(sampleCall.turns)));
  assert.deepEqual(stored.measures, sampleCall.measures);
});

test('a search by words and filters finds it with its words marked, and the facets agree', async () => {
  const page = searchPageSchema.parse((await app.inject({ url: '/v1/interactions?q=bill+doubled&channel=voice' })).json());
  assert.deepEqual(
    page.items.map(({ id }) => id),
    [sampleCall.id],
  );
  const [snippet] = page.items[0]?.snippets ?? [];
  assert.ok(snippet?.marks.some(({ start, end }) => snippet.text.slice(start, end) === 'doubled'));
  const facets = facetsSchema.parse((await app.inject({ url: '/v1/interactions/facets?q=bill+doubled' })).json());
  assert.deepEqual(facets.channel, [{ value: 'voice', count: 1 }]);
});

test('a walk along the cursors sees every conversation once, and a forged cursor is refused', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const url = `/v1/interactions?limit=50${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = searchPageSchema.parse((await app.inject({ url })).json());
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  assert.deepEqual([seen.length, new Set(seen).size], [124, 124]);
  const forged = await app.inject({ url: '/v1/interactions?cursor=forged' });
  assert.deepEqual([forged.statusCode, problemSchema.parse(forged.json()).status], [400, 400]);
});

test('a recording is played by range out of the encrypted store', async () => {
  const reply = await app.inject({ url: `/v1/interactions/${sampleCall.id}/media/0`, headers: { range: 'bytes=1000-1999' } });
  assert.deepEqual([reply.statusCode, reply.rawPayload], [206, recordingOf(sampleCall).subarray(1000, 2000)]);
});

test('what redaction took out of the words is silent in the recording, whole and by range; the original stays as it came', async () => {
  const original = recordingOf(sampleCall);
  const id = 'f'.repeat(sampleCall.id.length) as InteractionId;
  const { hash } = await data.blobs.put(oneChunk(original));
  const call = withRecording({ ...sampleCall, id, externalId: 'masked' }, hash);
  const masks = [{ startMs: 0, endMs: 3000, channel: 0 }];
  await data.content.put([{ ...call, media: call.media.map((media) => ({ ...media, masks })) }]);
  const url = `/v1/interactions/${id}/media/0`;
  const whole = await app.inject({ url });
  assert.deepEqual([whole.statusCode, whole.headers['content-type'], whole.rawPayload.length], [200, 'audio/wav', original.length]);
  const part = await app.inject({ url, headers: { range: 'bytes=1000-1999' } });
  assert.deepEqual([part.statusCode, part.rawPayload], [206, whole.rawPayload.subarray(1000, 2000)]);
  const loudest = (bytes: Buffer, channel: number) =>
    Array.from({ length: 24_000 }, (_unused, frame) => Math.abs(bytes.readInt16LE(44 + frame * 4 + channel * 2))).reduce(
      (a, b) => Math.max(a, b),
      0,
    );
  assert.equal(loudest(whole.rawPayload, 0), 0);
  assert.ok(loudest(original, 0) > 1000);
  assert.equal(loudest(whole.rawPayload, 1), loudest(original, 1));
  assert.notEqual(whole.headers.etag, `"${hash}"`);
  assert.deepEqual(Buffer.concat(await Array.fromAsync(data.blobs.read(hash))), original);
  await data.content.put([
    { ...call, version: call.version + 1, media: [{ ...call.media[0], masks: [{ startMs: 0, endMs: 10 }] }] as typeof call.media },
  ]);
  assert.notEqual((await app.inject({ url })).headers.etag, whole.headers.etag);
});

test('an export holds every conversation', async () => {
  const reply = await app.inject({ url: '/v1/interactions/export?channel=chat' });
  assert.equal(reply.body.trim().split('\n').length, 121);
});

test('coverage counts the contacts of each queue and day', async () => {
  const { items } = coverageSchema.parse((await app.inject({ url: '/v1/coverage?from=2026-11-19&to=2026-11-20' })).json());
  assert.ok(items.some(({ queue, occurred, assessable }) => queue === 'billing' && occurred > assessable));
});

test('an idempotency key is kept in the records', async () => {
  const post = () =>
    app.inject({
      method: 'POST',
      url: '/v1/interactions',
      headers: { 'idempotency-key': 'k1' },
      payload: { source: 'webchat', externalId: 'c1', channel: 'chat' },
    });
  const [first, second] = [await post(), await post()];
  assert.deepEqual([second.statusCode, second.body], [202, first.body]);
});

test('sources, parked items and readiness answer', async () => {
  for (const url of ['/v1/sources', '/v1/parked', '/readyz']) assert.equal((await app.inject({ url })).statusCode, 200, url);
});
