import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Insight } from '../domain/insight.ts';
import { createApp } from './app.ts';
import { streamFeed } from './stream-feed.ts';
import { type MemoryWorld, memoryWorld } from './testing/memory-stores.ts';

const insight: Insight = {
  kind: 'rising',
  subject: 'late parcels',
  driver: 'd1',
  since: '2026-03-02',
  effect: 2,
  interval: [1.6, 2.5],
  q: 0.001,
  conversations: 2,
  conversationIds: ['c0', 'c1'],
};

describe('feed over HTTP', () => {
  let world: MemoryWorld;
  let app: FastifyInstance;
  let id: string;
  const send = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
    app.inject({ method, url, headers: { host: 'localhost' }, ...(payload && { payload }) });

  before(async () => {
    world = memoryWorld();
    app = await createApp(world);
    await world.feed.record([insight], '2026-04-06');
    id = (await world.feed.list())[0]?.item.id ?? '';
  });
  after(() => app.close());

  test('an item is listed, decided about and given to somebody, and its history says by whom', async () => {
    assert.equal((await send('GET', '/v1/feed?status=new')).json().items.length, 1);
    assert.equal((await send('POST', `/v1/feed/${id}/status`, { status: 'dismissed' })).statusCode, 400);
    assert.equal((await send('POST', `/v1/feed/${id}/status`, { status: 'dismissed', reason: 'known' })).json().status, 'dismissed');
    assert.equal((await send('POST', `/v1/feed/${id}/assign`, { ticket: 'javascript:alert(1)' })).statusCode, 422);
    const item = (await send('POST', `/v1/feed/${id}/assign`, { owner: 'Kim', dueDate: '2026-05-01' })).json();
    assert.deepEqual(
      [item.owner, item.dueDate, item.history.map(({ what }: { what: string }) => what)],
      ['Kim', '2026-05-01', ['told', 'dismissed', 'assigned']],
    );
    assert.deepEqual([item.key, item.evidenceDismissed], [undefined, undefined]);
    assert.equal((await send('GET', '/v1/feed/nothing')).statusCode, 404);
  });

  test('an action is registered, asked for its effect and forgotten', async () => {
    const made = await send('POST', '/v1/interventions', { name: 'Page mended', date: '2026-05-04', metric: 'volume' });
    assert.equal(made.statusCode, 200, made.body);
    const effect = await send('GET', `/v1/interventions/${made.json().id}/effect`);
    assert.equal(effect.json().verdict, 'not-enough-data', effect.body);
    assert.equal((await send('POST', '/v1/interventions', { name: 'x', date: '2026-05-04', metric: 'joy' })).statusCode, 400);
    assert.deepEqual((await send('DELETE', `/v1/interventions/${made.json().id}`)).json(), { removed: true });
  });

  test('events begin after what the client has seen, and hold no conversation', async () => {
    const seen = (await world.feed.list())[0]?.sequence ?? 0;
    await world.feed.record([{ ...insight, driver: 'd2', subject: 'lost cards' }], '2026-04-06');
    const events = streamFeed(world.feed, { lastEventId: String(seen), pollMs: 1 });
    assert.match((await events.next()).value ?? '', /^retry/u);
    const event = (await events.next()).value ?? '';
    assert.match(event, new RegExp(`^id: ${seen + 1}\nevent: feed\ndata: \\{.*"subject":"lost cards"`, 'u'));
    assert.ok(!event.includes('c0'));
    await events.return(undefined);
  });
});
