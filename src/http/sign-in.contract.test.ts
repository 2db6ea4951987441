import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AppError } from '../domain/errors.ts';
import { listenOn } from './listen-on.ts';
import { accessWorld, fromPage, rightPassword } from './testing/access-world.ts';
import { sampleInteractions } from './testing/sample-interactions.ts';

const world = await accessWorld(sampleInteractions);
const { app } = world;
after(() => app.close());
const robin = await world.add('analyst', { name: 'Robin' });
await world.add('analyst', { name: 'gone', disabled: true });

let address = 0;
/** Each from an address of its own, as the limit per address is tested apart. */
function signIn(name: string, password: string, headers: Record<string, string> = fromPage) {
  address += 1;
  const remoteAddress = `10.0.${address >> 8}.${address & 255}`;
  return app.inject({ method: 'POST', url: '/v1/session', headers, payload: { name, password }, remoteAddress });
}

function cookieOf(reply: { headers: Record<string, unknown> }): string {
  return String(reply.headers['set-cookie']).split(';')[0] ?? '';
}

test('signing in sets a cookie that no script reads and no other site sends, and says who one is', async () => {
  const reply = await signIn(' ROBIN ', rightPassword);
  assert.equal(reply.statusCode, 200);
  assert.match(String(reply.headers['set-cookie']), /^earshot=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
  const session = (await app.inject({ url: '/v1/session', headers: { cookie: cookieOf(reply) } })).json();
  assert.deepEqual([session.state, session.account.name, session.scoped], ['signed-in', 'Robin', false]);
  assert.ok(!JSON.stringify(session).includes('argon2'));
  assert.equal(reply.headers['cache-control'], 'no-store');
});

test('over https the cookie is sent by nothing else, and browsers are told to stay there', async () => {
  const secure = await accessWorld([], { settings: { url: 'https://earshot.example.com' } });
  await secure.add('analyst', { name: 'Robin' });
  const reply = await secure.app.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { origin: 'https://earshot.example.com', 'x-earshot-page': '1' },
    payload: { name: 'Robin', password: rightPassword },
  });
  assert.match(String(reply.headers['set-cookie']), /^__Host-earshot=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  assert.match(String(reply.headers['strict-transport-security']), /max-age=\d{7,}/);
  await secure.app.close();
});

test('a wrong password, a name that is not there and a disabled account are told apart by nothing', async () => {
  const replies = await Promise.all([signIn('Robin', 'wrong'), signIn('nobody', 'wrong'), signIn('gone', rightPassword)]);
  const answers = replies.map((reply) => {
    const { request_id: _own, ...problem } = reply.json();
    return { problem, cookie: reply.headers['set-cookie'] };
  });
  assert.equal(replies[0]?.statusCode, 401);
  assert.deepEqual(answers[1], answers[0]);
  assert.deepEqual(answers[2], answers[0]);
});

test('a name that does not exist costs the time of one that does', async () => {
  const measure = async (name: string) => {
    const times: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const startedAt = performance.now();
      await signIn(`${name}${name === 'Robin' ? '' : round}`, 'wrong');
      times.push(performance.now() - startedAt);
      await world.records.failedSignIns.clear('Robin');
    }
    return Math.min(...times);
  };
  const [known, unknown] = [await measure('Robin'), await measure('nobody')];
  assert.ok(unknown > known / 3, `${unknown} ms against ${known} ms`);
});

test('after five attempts a name waits, whether it exists or not, and the right password does not help until then', async () => {
  for (const name of ['Robin', 'invented']) {
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn(name, 'wrong');
    const reply = await signIn(name, rightPassword);
    assert.equal(reply.statusCode, 429);
    assert.match(reply.json().detail, /^Too many attempts on this name; the next in \d s\.$/);
  }
  world.nowMs += 10_000;
  assert.equal((await signIn('Robin', rightPassword)).statusCode, 200);
});

test('one address has ten attempts a minute, whatever the names', async () => {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 11; attempt += 1) {
    const payload = { name: `n${attempt}`, password: 'x' };
    const reply = await app.inject({ method: 'POST', url: '/v1/session', headers: fromPage, payload, remoteAddress: '10.9.9.9' });
    statuses.push(reply.statusCode);
  }
  assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 401), 429]);
});

test('a session is another one after every sign-in, and the one before is over', async () => {
  const first = cookieOf(await signIn('Robin', rightPassword));
  const planted = cookieOf(await signIn('Robin', rightPassword, { ...fromPage, cookie: first }));
  assert.notEqual(planted, first);
  const stateOf = async (cookie: string) => (await app.inject({ url: '/v1/session', headers: { cookie } })).json().state;
  assert.deepEqual([await stateOf(first), await stateOf(planted)], ['signed-out', 'signed-in']);
  const chosen = await signIn('Robin', rightPassword, { ...fromPage, cookie: 'earshot=chosen-by-somebody-else' });
  assert.notEqual(cookieOf(chosen), 'earshot=chosen-by-somebody-else');
});

test('a session ends when nobody uses it, after a day whatever happens, and by signing out', async () => {
  const ask = async (headers: Record<string, string>, url = '/v1/interactions') => (await app.inject({ url, headers })).statusCode;
  const idle = await world.signedIn(robin);
  world.nowMs += 59 * 60_000;
  assert.equal(await ask(idle), 200);
  world.nowMs += 61 * 60_000;
  assert.equal(await ask(idle), 401);
  const busy = await world.signedIn(robin);
  for (let hour = 0; hour < 24; hour += 0.5) {
    assert.equal(await ask(busy), 200);
    world.nowMs += 30 * 60_000;
  }
  world.nowMs += 1;
  assert.equal(await ask(busy), 401);
  const left = await world.signedIn(robin);
  await app.inject({ method: 'DELETE', url: '/v1/session', headers: left });
  assert.equal(await ask(left), 401);
});

test('waiting for progress does not keep a session alive', async () => {
  const headers = await world.signedIn(robin);
  for (let minutes = 0; minutes < 70; minutes += 35) {
    const reply = await app.inject({ url: '/v1/progress/stream', headers, payloadAsStream: true });
    assert.equal(reply.statusCode, 200);
    reply.stream().destroy();
    world.nowMs += 35 * 60_000;
  }
  assert.equal((await app.inject({ url: '/v1/interactions', headers })).statusCode, 401);
});

const posts: readonly [string, Record<string, string>, number][] = [
  ['the page', fromPage, 200],
  ['an older browser on the page', { origin: 'http://localhost:80', 'x-earshot-page': '1' }, 200],
  ['the page without its header', { 'sec-fetch-site': 'same-origin' }, 403],
  ['a form of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['another port of the same host', { 'sec-fetch-site': 'same-site', 'x-earshot-page': '1' }, 403],
  ['an older browser on another site', { origin: 'https://evil.example', 'x-earshot-page': '1' }, 403],
  ['a cookie with nothing that says where it comes from', { 'x-earshot-page': '1' }, 403],
];
for (const [who, headers, status] of posts) {
  test(`with the cookie of a session, ${who} is answered ${status}`, async () => {
    const { cookie = '' } = await world.signedIn(robin);
    const request = { method: 'POST', url: '/v1/query', payload: { metrics: ['volume'] } } as const;
    const reply = await app.inject({ ...request, headers: { host: 'localhost:80', cookie, ...headers } });
    assert.equal(reply.statusCode, status);
  });
}

test('another site cannot sign a browser in', async () => {
  assert.equal((await signIn('Robin', rightPassword, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
});

test('a new password ends the other sessions of the account, and the old one is good no longer', async () => {
  const own = await world.add('quality', { name: 'Kim' });
  const [here, elsewhere] = [await world.signedIn(own), await world.signedIn(own)];
  const change = (current: string) =>
    app.inject({
      method: 'POST',
      url: '/v1/session/password',
      headers: here,
      remoteAddress: '10.8.0.1',
      payload: { current, next: 'seven small green hills' },
    });
  assert.equal((await change('wrong')).statusCode, 401);
  const reply = await change(rightPassword);
  assert.equal(reply.statusCode, 200);
  assert.equal((await app.inject({ url: '/v1/interactions', headers: elsewhere })).statusCode, 401);
  assert.equal((await app.inject({ url: '/v1/interactions', headers: { cookie: cookieOf(reply) } })).statusCode, 200);
  assert.equal((await signIn('Kim', rightPassword)).statusCode, 401);
});

test('disabling an account ends its sessions', async () => {
  const [admin, other] = [await world.add('admin'), await world.add('analyst', { name: 'Sam' })];
  const theirs = await world.signedIn(other);
  const headers = await world.signedIn(admin);
  await app.inject({ method: 'POST', url: `/v1/accounts/${other.id}`, headers, payload: { disabled: true } });
  assert.equal((await app.inject({ url: '/v1/interactions', headers: theirs })).statusCode, 401);
});

test('fields that are not of an account change nothing', async () => {
  const admin = await world.add('admin', { name: 'admin two' });
  const headers = { ...(await world.signedIn(admin)), 'content-type': 'application/json' };
  const payload = '{"__proto__":{"rights":["unredacted"]},"passwordHash":"x","origin":"oidc","role":"analyst"}';
  const reply = await app.inject({ method: 'POST', url: `/v1/accounts/${robin.id}`, headers, payload });
  assert.ok(reply.statusCode === 400 || (reply.json().origin === 'local' && reply.json().rights.length === 0), reply.body);
});

test('with accounts the server may listen anywhere; without them nowhere but here', async () => {
  const listening = await accessWorld();
  await assert.rejects(listenOn(listening.app, { host: '0.0.0.0', port: 0 }), (error) => error instanceof AppError);
  assert.match(await listenOn(listening.app, { host: '127.0.0.2', port: 0, open: false }), /^http:\/\/127\.0\.0\.2:/);
  await listening.app.close();
});
