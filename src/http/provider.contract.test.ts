import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createOpenidProvider } from '../access/openid/openid-provider.ts';
import { accessSettingsSchema } from '../domain/workspace.ts';
import { accessWorld } from './testing/access-world.ts';
import { followProvider, openTestProvider } from './testing/identity-provider.ts';

/** The whole way through a real OpenID provider, and every way in which it can be bent. */
const url = 'http://earshot.example';
const identity = await openTestProvider({ secret: 'client secret', redirectUrl: `${url}/v1/session/provider/callback` });
const oidc = {
  ...{ issuer: identity.issuer, clientId: 'earshot', name: 'Example ID' },
  roles: { 'cx-analysts': 'analyst', leads: 'supervisor' },
};
const settings = { url, oidc };
const parsed = accessSettingsSchema.parse(settings).oidc;
assert.ok(parsed);
const provider = createOpenidProvider(parsed, 'client secret');
const world = await accessWorld([], { settings, provider });
const { app } = world;
after(async () => {
  await app.close();
  await identity.close();
});

const kim = { sub: 'kim-1', preferred_username: 'Kim', groups: ['staff', 'cx-analysts'] };
let visits = 0;

interface Begun {
  readonly location: string;
  readonly cookie: string;
}

async function begin(to = '/interactions'): Promise<Begun> {
  visits += 1;
  const query = new URLSearchParams({ to });
  const reply = await app.inject({ url: `/v1/session/provider?${query}`, remoteAddress: `10.0.0.${visits}` });
  assert.equal(reply.statusCode, 302);
  return { location: String(reply.headers.location), cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '' };
}

async function comeBack(callback: URL, cookie: string) {
  const reply = await app.inject({ url: `${callback.pathname}${callback.search}`, headers: { cookie }, remoteAddress: `10.0.1.${visits}` });
  const session = [reply.headers['set-cookie']]
    .flat()
    .find((each) => each?.startsWith('earshot='))
    ?.split(';')[0];
  return { location: reply.headers.location, session };
}

async function signIn(person: typeof identity.person, to?: string) {
  identity.person = person;
  const { location, cookie } = await begin(to);
  return comeBack(await followProvider(location), cookie);
}

const whoIs = async (cookie = '') => (await app.inject({ url: '/v1/session', headers: { cookie } })).json();

test('while a provider is set, nobody comes in without signing in', async () => {
  assert.equal((await app.inject({ url: '/v1/interactions' })).statusCode, 401);
  assert.deepEqual([(await whoIs()).state, (await whoIs()).provider], ['signed-out', 'Example ID']);
});

test('somebody with a role comes in, to where they wanted to go, and is the same account the next time', async () => {
  const first = await signIn(kim, '/interactions?q=bill');
  assert.equal(first.location, '/interactions?q=bill');
  const { account } = await whoIs(first.session);
  assert.deepEqual([account.name, account.role, account.origin], ['Kim', 'analyst', 'oidc']);
  const second = await signIn({ ...kim, preferred_username: 'Kim renamed' });
  assert.equal((await whoIs(second.session)).account.id, account.id);
  assert.notEqual(second.session, first.session);
});

test('role and teams follow the provider at every sign-in', async () => {
  const { session } = await signIn({ ...kim, groups: ['leads'], teams: ['blue', 'red'] });
  const { account, scoped } = await whoIs(session);
  assert.deepEqual([account.role, account.teams, scoped], ['supervisor', ['blue', 'red'], true]);
});

const strangers: readonly [string, typeof identity.person][] = [
  ['without a group that has a role', { sub: 'visitor', groups: ['visitors'] }],
  ['whose groups are what every object has', { sub: 'sly', groups: ['__proto__', 'constructor'] }],
  ['who would supervise no team', { sub: 'lead', groups: ['leads'] }],
];
for (const [who, person] of strangers) {
  test(`somebody ${who} is refused and gets no account`, async () => {
    const accounts = (await world.records.accounts.list()).length;
    assert.deepEqual(await signIn(person), { location: '/?sign-in=refused', session: undefined });
    assert.equal((await world.records.accounts.list()).length, accounts);
  });
}

test('the name of a local account is not a way into it', async () => {
  const local = await world.add('admin', { name: 'Robin' });
  assert.deepEqual(await signIn({ sub: 'robin-9', preferred_username: 'robin', groups: ['cx-analysts'] }), {
    location: '/?sign-in=refused',
    session: undefined,
  });
  assert.equal((await world.records.accounts.get(local.id))?.origin, 'local');
});

test('a disabled account stays out', async () => {
  const { session } = await signIn({ ...kim, sub: 'left-1', preferred_username: 'Left' });
  const { account } = await whoIs(session);
  await world.records.accounts.change(account.id, { disabled: true });
  assert.equal((await whoIs(session)).state, 'signed-out');
  assert.equal((await signIn({ ...kim, sub: 'left-1' })).location, '/?sign-in=refused');
});

test('an answer with another state is refused', async () => {
  identity.person = kim;
  const { location, cookie } = await begin();
  const callback = await followProvider(location);
  callback.searchParams.set('state', 'another');
  assert.deepEqual(await comeBack(callback, cookie), { location: '/?sign-in=failed', session: undefined });
});

const bent: readonly [string, string][] = [
  ['nonce', 'another-nonce'],
  ['code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
];
for (const [parameter, value] of bent) {
  test(`an answer to a request with another ${parameter} is refused`, async () => {
    identity.person = kim;
    const { location, cookie } = await begin();
    const asked = new URL(location);
    asked.searchParams.set(parameter, value);
    assert.deepEqual(await comeBack(await followProvider(asked.href), cookie), { location: '/?sign-in=failed', session: undefined });
  });
}

test('an answer that another browser began is refused, and so is one with a cookie made by hand', async () => {
  identity.person = kim;
  const { location, cookie } = await begin();
  const callback = await followProvider(location);
  assert.equal((await comeBack(callback, '')).location, '/?sign-in=expired');
  const [value = ''] = decodeURIComponent(cookie).split('=').slice(1).join('=').split('.');
  assert.equal((await comeBack(callback, `earshot_sign_in=${value}.AAAA`)).location, '/?sign-in=expired');
  const other = await begin();
  assert.equal((await comeBack(callback, other.cookie)).location, '/?sign-in=failed');
});

test('an answer is good once', async () => {
  identity.person = kim;
  const { location, cookie } = await begin();
  const callback = await followProvider(location);
  assert.ok((await comeBack(callback, cookie)).session);
  assert.deepEqual(await comeBack(callback, cookie), { location: '/?sign-in=failed', session: undefined });
});

test('an attempt older than ten minutes and an ID token that is over are refused', async () => {
  identity.person = kim;
  const { location, cookie } = await begin();
  const callback = await followProvider(location);
  world.nowMs += 10 * 60_000 + 1;
  assert.equal((await comeBack(callback, cookie)).location, '/?sign-in=expired');
  identity.idTokenSeconds = -120;
  assert.deepEqual(await signIn(kim), { location: '/?sign-in=failed', session: undefined });
  identity.idTokenSeconds = 300;
});

test('nobody is led to another site after signing in', async () => {
  for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example']) assert.equal((await signIn(kim, to)).location, '/');
});
