import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { AuditRow } from '../domain/audit.ts';
import { accessWorld } from './testing/access-world.ts';
import { sampleCall, sampleChat, sampleInteractions } from './testing/sample-interactions.ts';

const world = await accessWorld(sampleInteractions);
const { app, records } = world;
after(() => app.close());
const reader = await world.add('analyst', { name: 'Marta Oyelaran', rights: ['export', 'unredacted'] });
const actor = `account:${reader.id}`;

const rowsOf = async (filter: object = {}): Promise<readonly AuditRow[]> => records.audit.list({ actor, limit: 100, ...filter });
async function ask(url: string, payload?: object) {
  const headers = await world.signedIn(reader);
  return app.inject({ url, headers, ...(payload && { method: 'POST', payload }) });
}

test('opening a conversation is on record, and reloading it within ten minutes is the same view', async () => {
  const url = `/v1/interactions/${sampleCall.id}`;
  await ask(url);
  await ask(url);
  world.nowMs += 11 * 60_000;
  await ask(url);
  const rows = await rowsOf({ subject: sampleCall.id });
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['open', 'open'],
  );
});

test('an export puts every conversation on record before it leaves', async () => {
  const reply = await ask('/v1/interactions/export');
  const taken = reply.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id);
  const rows = await rowsOf({ action: 'export' });
  assert.deepEqual(rows.map(({ subject }) => subject).toSorted(), taken.toSorted());
});

test('what redaction took out is read with the right alone, for a reason of the list, and every time on record', async () => {
  const url = `/v1/interactions/${sampleChat.id}/unredacted`;
  const plain = await world.add('analyst', { name: 'plain' });
  const refused = await app.inject({ method: 'POST', url, headers: await world.signedIn(plain), payload: { reason: 'dispute' } });
  assert.equal(refused.statusCode, 403);
  assert.equal((await ask(url, { reason: 'Marta asked me to' })).statusCode, 422);
  assert.equal((await ask(url, { reason: 'dispute' })).statusCode, 200);
  assert.equal((await ask(url, { reason: 'complaint' })).statusCode, 200);
  const rows = await records.audit.list({ action: 'unredacted', limit: 10 });
  assert.deepEqual(
    rows.map(({ actor: who, detail }) => [who, detail]),
    [
      [actor, 'complaint'],
      [actor, 'dispute'],
    ],
  );
});

test('the log holds no names and no words of any conversation', async () => {
  const text = JSON.stringify(await records.audit.list({ limit: 1000 }));
  assert.ok(text.length > 1000);
  for (const personal of ['Marta', 'Oyelaran', '555', 'refund', 'bill']) assert.ok(!text.includes(personal), personal);
});

test('without its record nothing is shown', async () => {
  const broken = await accessWorld(sampleInteractions);
  broken.records.audit.append = () => Promise.reject(new Error('disk full'));
  const headers = await broken.signedIn(await broken.add('analyst'));
  const reply = await broken.app.inject({ url: `/v1/interactions/${sampleCall.id}`, headers });
  assert.equal(reply.statusCode, 500);
  assert.ok(!reply.body.includes('bill'));
  await broken.app.close();
});

test('a compliance officer reads the log with names as they are now', async () => {
  const headers = await world.signedIn(await world.add('compliance'));
  const { items } = (await app.inject({ url: `/v1/audit?subject=${sampleCall.id}`, headers })).json();
  assert.equal(items[0].actorName, 'Marta Oyelaran');
  const verdict = (await app.inject({ url: '/v1/audit/verify', headers })).json();
  assert.equal(verdict.intact, true);
});
