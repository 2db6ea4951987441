import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from './app.ts';
import { memoryWorld } from './testing/memory-stores.ts';

const app = await createApp(memoryWorld());
const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const reply = await app.inject({ method, url, headers: { host: 'localhost' }, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json() as Record<string, unknown> };
};

test('the rules of the workspace are listed with their place', async () => {
  const { body } = await ask('GET', '/v1/rules');
  assert.deepEqual(
    (body.items as { id: string; file: string }[]).map(({ id, file }) => [id, file]),
    [['refund-asked', 'rules/sample.yaml']],
  );
});

test('a try answers exactly what programs read', async () => {
  const { body } = await ask('POST', '/v1/rules/try', { expression: '"refund"' });
  assert.deepEqual(Object.keys(body), ['met', 'missed', 'notAssessable', 'seconds', 'examples']);
});

const refused: readonly (readonly [string, object])[] = [
  ['/v1/rules/try', {}],
  ['/v1/rules/try', { expression: '' }],
  ['/v1/rules/try', { expression: '"a"', since: 'yesterday' }],
  ['/v1/rules/publish', {}],
  ['/v1/rules/publish', { note: '' }],
  ['/v1/rules/diff', { before: { rules: [{ file: 'a.yaml' }], lists: [] } }],
];
for (const [url, payload] of refused) {
  test(`${url} refuses ${JSON.stringify(payload)}`, async () => {
    assert.equal((await ask('POST', url, payload)).status, 422);
  });
}

test('a verdict that is none is refused', async () => {
  assert.equal((await ask('GET', '/v1/interactions?rule=refund-asked&verdict=maybe')).status, 422);
  assert.equal((await ask('GET', '/v1/interactions?rule=refund-asked&verdict=missed')).status, 200);
});
