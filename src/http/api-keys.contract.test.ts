import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accessWorld } from './testing/access-world.ts';
import { sampleCall, sampleInteractions } from './testing/sample-interactions.ts';

const world = await accessWorld(sampleInteractions);
const { app } = world;
after(() => app.close());
const admin = await world.add('admin', { rights: ['export'] });

async function make(fields: object) {
  const headers = await world.signedIn(admin);
  return app.inject({
    method: 'POST',
    url: '/v1/keys',
    headers,
    payload: { name: 'nightly', permissions: ['conversations:read'], ...fields },
  });
}

const ask = async (secret: string, url: string) => (await app.inject({ url, headers: { authorization: `Bearer ${secret}` } })).statusCode;

test('a key may do what its permissions say and nothing else', async () => {
  const { secret, key } = (await make({})).json();
  assert.match(secret, /^earshot_[\w-]{43}$/);
  assert.equal(secret.slice(0, 14), key.prefix);
  assert.deepEqual(
    [await ask(secret, '/v1/interactions'), await ask(secret, '/v1/sources'), await ask(secret, '/v1/keys')],
    [200, 403, 403],
  );
  assert.equal(await ask(`${secret}x`, '/v1/interactions'), 401);
});

test('a key with teams sees their conversations alone', async () => {
  const { secret } = (await make({ teams: ['back office'] })).json();
  const reply = await app.inject({ url: '/v1/interactions', headers: { authorization: `Bearer ${secret}` } });
  assert.equal(reply.json().total, 1);
  assert.equal(await ask(secret, `/v1/interactions/${sampleCall.id}`), 404);
});

test('nobody makes a key that can do more than they, or that makes accounts and keys', async () => {
  assert.equal((await make({ permissions: ['conversations:unredacted'] })).statusCode, 403);
  assert.equal((await make({ permissions: ['conversations:export'] })).statusCode, 200);
  for (const permission of ['accounts:manage', 'keys:manage']) assert.equal((await make({ permissions: [permission] })).statusCode, 422);
});

test('a revoked key and one that is over are refused', async () => {
  const revoked = (await make({})).json();
  const headers = await world.signedIn(admin);
  await app.inject({ method: 'DELETE', url: `/v1/keys/${revoked.key.id}`, headers });
  assert.equal(await ask(revoked.secret, '/v1/interactions'), 401);
  const brief = (await make({ expiresAt: new Date(world.nowMs + 60_000).toISOString() })).json();
  assert.equal(await ask(brief.secret, '/v1/interactions'), 200);
  world.nowMs += 60_000;
  assert.equal(await ask(brief.secret, '/v1/interactions'), 401);
});

test('the list shows when a key was used and never its secret', async () => {
  const { secret, key } = (await make({ name: 'seen' })).json();
  await ask(secret, '/v1/interactions');
  const list = await app.inject({ url: '/v1/keys', headers: await world.signedIn(admin) });
  const listed = list.json().items.find(({ id }: { id: string }) => id === key.id);
  assert.equal(listed.lastUsedAt, new Date(world.nowMs).toISOString());
  assert.ok(!list.body.includes(secret));
});
