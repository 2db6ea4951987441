import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { pino } from 'pino';
import { AppError } from '../domain/errors.ts';
import { createApp } from './app.ts';
import { listenOn } from './listen-on.ts';
import { memoryWorld } from './testing/memory-stores.ts';
import { sampleInteractions } from './testing/sample-interactions.ts';

const app = await createApp(memoryWorld(sampleInteractions), { token: 'right' });
const swap = { method: 'POST', url: '/v1/interactions/swap-roles', payload: { ids: ['a'] } } as const;

const requests: readonly [string, Record<string, string>, number][] = [
  ['a program without any header', {}, 202],
  ['the page itself', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' }, 202],
  ['an older browser on the page itself', { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' }, 202],
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a page of another port of this machine', { 'sec-fetch-site': 'same-site' }, 403],
  ['an older browser on another site', { host: '127.0.0.1:4000', origin: 'http://evil.example' }, 403],
  ['a sandboxed page', { origin: 'null' }, 403],
  ['a name that was rebound to this machine', { host: 'evil.example' }, 403],
  ['a name that only begins like this machine', { host: 'localhost.evil.example' }, 403],
  ['the right token', { authorization: 'Bearer right' }, 202],
  ['the token of another server', { authorization: 'Bearer wrong' }, 403],
];

for (const [who, headers, status] of requests) {
  test(`${who} is answered ${status}`, async () => {
    const reply = await app.inject({ ...swap, headers });
    assert.equal(reply.statusCode, status);
  });
}

test('a rebound name may not read either', async () => {
  const reply = await app.inject({ url: '/v1/interactions', headers: { host: 'evil.example' } });
  assert.equal(reply.statusCode, 403);
});

test('replies of the API may load nothing, be framed by nobody and not be sniffed', async () => {
  const { headers } = await app.inject({ url: '/v1/interactions' });
  assert.equal(headers['content-security-policy'], "default-src 'none';frame-ancestors 'none'");
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
});

test('the log of a request holds its route and nothing that a person typed', async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const logged = await createApp(memoryWorld(sampleInteractions), { logger: pino(sink) });
  await logged.inject({ url: '/v1/interactions?q=jane.doe%40example.org' });
  await logged.inject({ method: 'POST', url: '/v1/customers/search', payload: { kind: 'email', value: 'jane.doe@example.org' } });
  await logged.inject({ url: '/v1/jane.doe' });
  assert.equal(lines.length, 3);
  assert.match(lines[0] ?? '', /"route":"\/v1\/interactions","status":200/);
  assert.ok(!lines.join('').includes('jane'));
});

for (const host of ['0.0.0.0', '192.168.1.4', 'example.org']) {
  test(`the server refuses to listen on ${host} while there are no accounts`, async () => {
    await assert.rejects(listenOn(app, { host, port: 0 }), (error) => error instanceof AppError && error.code === 'forbidden');
  });
}
