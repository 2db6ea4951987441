import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { interactionSchema } from './contract/interaction.ts';
import { problemSchema } from './contract/problem.ts';
import { facetsSchema, searchPageSchema } from './contract/search.ts';
import { memoryWorld } from './testing/memory-stores.ts';
import { manyInteractions, recordingOf, sampleCall, sampleChat, sampleInteractions, withRecording } from './testing/sample-interactions.ts';

const world = memoryWorld(sampleInteractions);
const app = await createApp(world);

async function get(path: string, from: FastifyInstance = app) {
  const reply = await from.inject({ url: path });
  return { status: reply.statusCode, body: reply.json() as unknown, headers: reply.headers, text: reply.body };
}

test('search answers what the contract promises', async () => {
  const { status, body } = await get('/v1/interactions?q=bill&channel=voice');
  assert.equal(status, 200);
  const page = searchPageSchema.parse(body);
  assert.deepEqual(
    page.items.map((item) => item.id),
    [sampleCall.id],
  );
  const mark = page.items[0]?.snippets[0]?.marks[0];
  assert.equal(page.items[0]?.snippets[0]?.text.slice(mark?.start, mark?.end), 'bill');
});

test('a walk along the cursors sees every conversation once', async () => {
  const large = await createApp(memoryWorld(manyInteractions(250)));
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = searchPageSchema.parse((await get(`/v1/interactions?limit=100&cursor=${cursor || 'at-0'}`, large)).body);
    assert.equal(page.total, 250);
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  }
  assert.equal(new Set(seen).size, 250);
});

test('facets count the conversations that match', async () => {
  const facets = facetsSchema.parse((await get('/v1/interactions/facets')).body);
  assert.deepEqual(
    facets.channel?.find(({ value }) => value === 'voice'),
    { value: 'voice', count: 2 },
  );
});

test('one conversation comes whole, exactly as it is stored', async () => {
  const { body } = await get(`/v1/interactions/${sampleCall.id}`);
  interactionSchema.parse(body);
  assert.deepEqual(body, { ...JSON.parse(JSON.stringify(sampleCall)), findings: [] });
});

test('the customer search takes the value in the body and answers their contacts', async () => {
  const search = (payload: object) => app.inject({ method: 'POST', url: '/v1/customers/search', payload });
  const found = await search({ kind: 'phone', value: '+15550100' });
  assert.equal(searchPageSchema.parse(found.json()).total, sampleInteractions.length);
  const unreadable = await search({ kind: 'phone', value: 'none' });
  assert.equal(unreadable.statusCode, 422);
});

test('parked items can be listed and read again', async () => {
  world.parked.push({
    id: 'p1',
    source: 'phone',
    name: 'a.wav',
    position: null,
    reason: 'truncated',
    originBlob: null,
    parkedAt: '2026-11-20T00:00:00Z',
  });
  assert.deepEqual((await get('/v1/parked')).body, {
    items: [{ id: 'p1', source: 'phone', name: 'a.wav', position: null, reason: 'truncated', parkedAt: '2026-11-20T00:00:00Z' }],
  });
  const retried = await app.inject({ method: 'POST', url: '/v1/parked/p1/retry' });
  assert.deepEqual([retried.statusCode, retried.json()], [202, { outcome: 'captured' }]);
});

test('an export streams every matching conversation as a file', async () => {
  const reply = await app.inject({ url: '/v1/interactions/export?format=jsonl' });
  assert.equal(reply.headers['content-type'], 'application/x-ndjson');
  assert.match(String(reply.headers['content-disposition']), /attachment; filename="interactions.jsonl"/);
  assert.equal(reply.body.trim().split('\n').length, sampleInteractions.length);
});

test('recordings are sent whole and by range', async () => {
  const wav = recordingOf(sampleCall);
  const voice = memoryWorld();
  const { hash } = await voice.blobs.put(
    (async function* () {
      yield wav;
    })(),
  );
  const server = await createApp({ ...voice, content: memoryWorld([withRecording(sampleCall, hash)]).content });
  const url = `/v1/interactions/${sampleCall.id}/media/0`;
  const whole = await server.inject({ url });
  assert.deepEqual([whole.statusCode, whole.headers['content-type'], whole.rawPayload.length], [200, 'audio/wav', wav.length]);
  const part = await server.inject({ url, headers: { range: 'bytes=44-99' } });
  assert.deepEqual([part.statusCode, part.headers['content-range']], [206, `bytes 44-99/${wav.length}`]);
  assert.deepEqual(part.rawPayload, wav.subarray(44, 100));
  const beyond = await server.inject({ url, headers: { range: `bytes=${wav.length}-` } });
  assert.deepEqual([beyond.statusCode, beyond.headers['content-range']], [416, `bytes */${wav.length}`]);
  assert.equal((await server.inject({ url: `/v1/interactions/${sampleCall.id}/media/1` })).statusCode, 404);
});

const problems: readonly [string, string, number, string][] = [
  ['an unknown interaction', '/v1/interactions/nothing', 404, 'not-found'],
  ['an unknown route', '/v1/nothing', 404, 'not-found'],
  ['a limit out of bounds', '/v1/interactions?limit=201', 422, 'invalid-input'],
  ['an unknown channel', '/v1/interactions?channel=fax', 422, 'invalid-input'],
  ['a time that is none', '/v1/interactions?from=yesterday', 422, 'invalid-input'],
  ['a forged cursor', '/v1/interactions?cursor=abc', 400, 'bad-request'],
  ['a parked item that is not there', '/v1/coverage?from=2026', 422, 'invalid-input'],
];

for (const [what, path, status, code] of problems) {
  test(`${what} is answered with problem details`, async () => {
    const reply = await get(path);
    const problem = problemSchema.parse(reply.body);
    assert.deepEqual([reply.status, problem.status, problem.type], [status, status, `urn:earshot:error:${code}`]);
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json/);
    assert.equal(problem.instance, path.split('?')[0]);
    assert.ok(problem.request_id.length > 0);
  });
}

test('a field at fault is named by its pointer and its value is not repeated', async () => {
  const { body, text } = await get('/v1/interactions?limit=secret-value');
  assert.equal(problemSchema.parse(body).errors?.[0]?.pointer, '?limit');
  assert.ok(!text.includes('secret-value'));
});

test('a defect tells the caller nothing but its request id', async () => {
  const broken = await createApp({
    ...world,
    content: { ...world.content, get: () => Promise.reject(new Error('password of the database')) },
  });
  const reply = await get(`/v1/interactions/${sampleChat.id}`, broken);
  assert.equal(reply.status, 500);
  assert.ok(!reply.text.includes('password'));
});

test('readiness follows the stores', async () => {
  assert.equal((await get('/healthz')).status, 200);
  assert.equal((await get('/readyz')).status, 200);
  const broken = await createApp({ ...world, content: { ...world.content, search: () => Promise.reject(new Error('engine gone')) } });
  assert.equal((await get('/readyz', broken)).status, 502);
  assert.equal((await get('/healthz', broken)).status, 200);
});
