import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Account } from '../domain/account.ts';
import { interactionId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import { type OpenData, openData } from '../storage/open-data.ts';
import { type AccessWorld, accessWorld } from './testing/access-world.ts';
import { recordingOf, sampleCall, withRecording } from './testing/sample-interactions.ts';

/** Two teams over the stores that ship: forty calls of blue, twenty of red, one that both took part in. */
let folder: string;
let data: OpenData;
let world: AccessWorld;
let blue: Account;
let own: Account;

function callOf(number: number, legs: Interaction['legs']): Interaction {
  const externalId = `call-${number}`;
  const id = interactionId({ tenant: 'default', source: 'phone', externalId });
  return { ...sampleCall, id, externalId, source: 'phone', legs, customerKeys: [{ kind: 'phone', key: 'phone:12345' }] };
}

function leg(team: string, agent: string): Interaction['legs'][number] {
  return { kind: 'agent', team, agent, queue: team, measures: { values: {}, gaps: {} } };
}

const blueCalls = Array.from({ length: 40 }, (_, index) => callOf(index, [leg('blue', index % 2 === 0 ? 'ada' : 'bob')]));
const redCalls = Array.from({ length: 20 }, (_, index) => callOf(100 + index, [leg('red', 'rob')]));
const shared = callOf(200, [leg('red', 'rob'), leg('blue', 'bob')]);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-scope-'));
  data = await openData(folder, { tenant: 'default', key: Buffer.alloc(32, 7).toString('base64') });
  const { hash } = await data.blobs.put(
    (async function* () {
      yield recordingOf(sampleCall);
    })(),
  );
  const heard = (one: Interaction | undefined) => withRecording(one ?? sampleCall, hash);
  await data.content.put([heard(blueCalls[0]), ...blueCalls.slice(1), heard(redCalls[0]), ...redCalls.slice(1), shared]);
  const { content, metrics, traits, blobs } = data;
  world = await accessWorld([], { stores: { content, metrics, traits, blobs } });
  blue = await world.add('supervisor', { teams: ['blue'], rights: ['export', 'unredacted'] });
  own = await world.add('agent', { agent: 'ada', rights: ['export'] });
});
after(async () => {
  await world?.app.close();
  await data?.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask(account: Account, url: string, payload?: object) {
  const headers = await world.signedIn(account);
  return world.app.inject({ url, headers, ...(payload && { method: 'POST', payload }) });
}

test('lists, searches and their totals hold conversations of own teams alone', async () => {
  const page = (await ask(blue, '/v1/interactions?limit=200')).json();
  assert.equal(page.total, 41);
  assert.equal(page.items.length, 41);
  assert.equal((await ask(blue, '/v1/interactions?q=bill')).json().total, 41);
  assert.equal((await ask(own, '/v1/interactions')).json().total, 20);
});

test('filters and cells of others find only what both name', async () => {
  assert.equal((await ask(blue, '/v1/interactions?team=red')).json().total, 1);
  assert.equal((await ask(blue, '/v1/interactions?agent=rob')).json().total, 1);
  const analyst = await world.add('analyst');
  const query = { metrics: ['volume'], filters: [{ dimension: 'team', in: ['red'] }], include: ['short'] };
  const result = (await ask(analyst, '/v1/query', query)).json();
  assert.equal(result.rows[0].contacts, 21);
  const cell = encodeURIComponent(result.rows[0].cell);
  assert.equal((await ask(analyst, `/v1/interactions?cell=${cell}`)).json().total, 21);
  assert.equal((await ask(blue, `/v1/interactions?cell=${cell}`)).json().total, 1);
});

test('facets count within the scope', async () => {
  const { team } = (await ask(blue, '/v1/interactions/facets')).json();
  assert.deepEqual(team, [
    { value: 'blue', count: 41 },
    { value: 'red', count: 1 },
  ]);
});

test('one conversation, its recording and its original are not there for another team', async () => {
  const [mine, theirs] = [blueCalls[0]?.id, redCalls[0]?.id];
  assert.equal((await ask(blue, `/v1/interactions/${mine}`)).statusCode, 200);
  assert.equal((await ask(blue, `/v1/interactions/${theirs}`)).statusCode, 404);
  assert.equal((await ask(blue, `/v1/interactions/${shared.id}`)).statusCode, 200);
  assert.equal((await ask(own, `/v1/interactions/${mine}`)).statusCode, 200);
  assert.equal((await ask(own, `/v1/interactions/${shared.id}`)).statusCode, 404);
  assert.equal((await ask(blue, `/v1/interactions/${theirs}/media/0`)).statusCode, 404);
  assert.equal((await ask(blue, `/v1/interactions/${theirs}/unredacted`, { reason: 'dispute' })).statusCode, 404);
  assert.equal((await ask(blue, `/v1/interactions/${mine}/unredacted`, { reason: 'dispute' })).statusCode, 200);
});

test('an export holds what its reader may see', async () => {
  const lines = (await ask(blue, '/v1/interactions/export')).body.trim().split('\n');
  assert.equal(lines.length, 41);
  assert.equal((await ask(own, '/v1/interactions/export')).body.trim().split('\n').length, 20);
});

test('numbers, comparisons and the contacts of a customer are counted within the scope', async () => {
  const query = { metrics: ['volume'], dimensions: ['agent'], include: ['short'] };
  const { contacts, rows } = (await ask(blue, '/v1/query', query)).json();
  assert.equal(contacts, 41);
  const byAgent = rows.map(({ dimensions, contacts: n }: { dimensions: { agent: string }; contacts: number }) => [dimensions.agent, n]);
  assert.deepEqual(Object.fromEntries(byAgent), { ada: 20, bob: 21, rob: 1 });
  assert.equal((await ask(blue, '/v1/customers/search', { kind: 'phone', value: '12345' })).json().total, 41);
  const sides = { first: { filters: [{ dimension: 'team', in: ['red'] }] }, second: {} };
  assert.match((await ask(blue, '/v1/compare', sides)).json().detail, /they have 1 and 41/);
});

test('a supervisor without a team and an agent without an id see nothing', async () => {
  const lost = await world.add('supervisor', { name: 'lost', teams: [''] });
  const unnamed = await world.add('agent', { name: 'unnamed', agent: null });
  for (const account of [lost, unnamed]) assert.equal((await ask(account, '/v1/interactions')).json().total, 0);
});
