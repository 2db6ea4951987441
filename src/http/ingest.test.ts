import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from './app.ts';
import { problemSchema } from './contract/problem.ts';
import type { HttpDependencies } from './dependencies.ts';
import { memoryWorld } from './testing/memory-stores.ts';

const chat = {
  source: 'webchat',
  externalId: 'chat-1',
  channel: 'chat',
  participants: [{ id: 'c', role: 'customer' }],
  turns: [{ participant: 'c', text: 'Hello', startMs: 0 }],
};

async function posting(overrides: Partial<HttpDependencies> = {}) {
  const world = { ...memoryWorld(), ...overrides };
  const app = await createApp(world);
  return {
    world,
    post: (payload: unknown, headers: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url: '/v1/interactions',
        headers: { 'content-type': 'application/json', ...headers },
        payload: JSON.stringify(payload),
      }),
    postParts: (parts: readonly Part[]) => app.inject({ method: 'POST', url: '/v1/interactions', ...multipartOf(parts) }),
  };
}

interface Part {
  readonly name: string;
  readonly file?: string;
  readonly content: string;
}

function multipartOf(parts: readonly Part[]) {
  const boundary = 'parts-of-the-test';
  const written = parts.map(({ name, file, content }) => {
    const disposition = `form-data; name="${name}"${file ? `; filename="${file}"` : ''}`;
    const type = file ? 'Content-Type: audio/wav\r\n' : '';
    return `--${boundary}\r\nContent-Disposition: ${disposition}\r\n${type}\r\n${content}\r\n`;
  });
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, payload: `${written.join('')}--${boundary}--\r\n` };
}

test('the same contact twice is captured once, and changed content is an update', async () => {
  const { post } = await posting();
  const outcomes = [chat, chat, { ...chat, subject: 'new' }].map(async (one) => (await post(one)).json().outcome);
  assert.deepEqual(await Promise.all(outcomes), ['captured', 'duplicate', 'updated']);
});

test('a captured contact is answered with 202 and its id', async () => {
  const { post } = await posting();
  const reply = await post(chat);
  assert.equal(reply.statusCode, 202);
  assert.match(reply.json().id, /^[0-9a-f]{32}$/);
});

test('recordings of a multipart body go to the blob store in the order of `media`', async () => {
  const { world, postParts } = await posting();
  const interaction = JSON.stringify({
    ...chat,
    channel: 'voice',
    turns: [],
    media: [{ name: 'first.wav', channelRoles: ['customer', 'agent'] }],
  });
  const reply = await postParts([
    { name: 'interaction', content: interaction },
    { name: 'media', file: 'upload-a.wav', content: 'RIFF-a' },
    { name: 'media', file: '../../upload-b.wav', content: 'RIFF-b' },
  ]);
  assert.equal(reply.statusCode, 202);
  const contact = world.captured[0];
  assert.deepEqual(
    contact?.interaction.media.map(({ name }) => name),
    ['first.wav', 'upload-b.wav'],
  );
  const [first] = contact?.mediaBlobs ?? [];
  assert.ok(first);
  assert.equal(Buffer.concat(await Array.fromAsync(world.blobs.read(first))).toString(), 'RIFF-a');
});

const refused: readonly [string, readonly Part[], string][] = [
  ['without the interaction', [{ name: 'media', file: 'a.wav', content: 'x' }], 'invalid-input'],
  ['with an interaction that is not JSON', [{ name: 'interaction', content: '{secret' }], 'bad-request'],
  ['with a foreign text part', [{ name: 'note', content: 'x' }], 'invalid-input'],
  [
    'with a listed recording that was not sent',
    [{ name: 'interaction', content: JSON.stringify({ ...chat, media: [{ name: 'a.wav' }] }) }],
    'invalid-input',
  ],
];

for (const [what, parts, code] of refused) {
  test(`a multipart body ${what} is refused and captures nothing`, async () => {
    const { world, postParts } = await posting();
    const reply = await postParts(parts);
    assert.equal(problemSchema.parse(reply.json()).type, `urn:earshot:error:${code}`);
    assert.equal(world.captured.length, 0);
    assert.ok(!reply.body.includes('secret'));
  });
}

test('fields at fault are named by JSON pointers', async () => {
  const { post } = await posting();
  const reply = await post({ ...chat, channel: 'fax', turns: [{ participant: 'c' }] });
  const pointers = problemSchema.parse(reply.json()).errors?.map(({ pointer }) => pointer);
  assert.deepEqual([reply.statusCode, pointers], [422, ['/channel', '/turns/0/text']]);
});

test('a body that is not JSON or too large is refused as such', async () => {
  const { post } = await posting();
  const app = await createApp(memoryWorld());
  const headers = { 'content-type': 'application/json' };
  const broken = await app.inject({ method: 'POST', url: '/v1/interactions', headers, payload: '{"a":' });
  assert.deepEqual([broken.statusCode, broken.headers['content-type']], [400, 'application/problem+json']);
  const large = await post({ ...chat, subject: 'x'.repeat(33 * 1024 * 1024) });
  assert.equal(large.statusCode, 413);
  assert.equal((await post([])).statusCode, 422);
});

test('an idempotency key gives the same answer to the same request and works once', async () => {
  const { world, post } = await posting();
  const first = await post(chat, { 'idempotency-key': 'k1' });
  const second = await post(chat, { 'idempotency-key': 'k1' });
  assert.equal(second.body, first.body);
  assert.equal(second.statusCode, 202);
  assert.equal(world.captured.length, 1);
});

test('an idempotency key with another request is refused', async () => {
  const { post } = await posting();
  await post(chat, { 'idempotency-key': 'k1' });
  assert.equal((await post({ ...chat, subject: 'other' }, { 'idempotency-key': 'k1' })).statusCode, 422);
});

test('an idempotency key whose request still runs answers 409', async () => {
  const gate = Promise.withResolvers<void>();
  const { line } = memoryWorld();
  const slow = { ...line, capture: (contact: Parameters<typeof line.capture>[0]) => gate.promise.then(() => line.capture(contact)) };
  const { post } = await posting({ line: slow });
  const running = post(chat, { 'idempotency-key': 'k1' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal((await post(chat, { 'idempotency-key': 'k1' })).statusCode, 409);
  gate.resolve();
  assert.equal((await running).statusCode, 202);
});

test('a failed attempt frees its idempotency key', async () => {
  const { line } = memoryWorld();
  let attempts = 0;
  const flaky = {
    ...line,
    capture: (contact: Parameters<typeof line.capture>[0]) =>
      attempts++ === 0 ? Promise.reject(new Error('disk full')) : line.capture(contact),
  };
  const { post } = await posting({ line: flaky });
  assert.equal((await post(chat, { 'idempotency-key': 'k1' })).statusCode, 500);
  assert.equal((await post(chat, { 'idempotency-key': 'k1' })).statusCode, 202);
});
