import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FeedItem } from '../domain/feed-item.ts';
import type { DeliveryQueue, FeedStore } from './feed.ts';
import type { Interventions } from './interventions.ts';
import { recordsAdapters } from './testing/adapters.ts';
import { memoryDeliveries, memoryFeed, memoryInterventions } from './testing/memory-feed.ts';

interface ActionStores {
  readonly feed: FeedStore;
  readonly deliveries: DeliveryQueue;
  readonly interventions: Interventions;
}

const item: FeedItem = {
  id: 'a',
  key: 'k',
  kind: 'rising',
  subject: 'late parcels',
  since: '2026-03-02',
  effect: 2,
  interval: [1.6, 2.5],
  q: 0.001,
  conversations: 1,
  conversationIds: ['c0'],
  quotes: [{ interaction: 'c0', text: 'Where is it?' }],
  firstTold: '2026-04-06',
  lastTold: '2026-04-06',
  status: 'new',
  reason: null,
  owner: null,
  dueDate: null,
  ticket: null,
  evidenceDismissed: [],
  history: [],
};

const adapters = [
  {
    name: 'memory',
    open: async () => {
      const store: ActionStores = { feed: memoryFeed(), deliveries: memoryDeliveries(), interventions: memoryInterventions() };
      return { store, reopen: async () => store, dispose: async () => undefined };
    },
  },
  ...recordsAdapters,
];

for (const adapter of adapters) {
  describe(`feed, deliveries and interventions in ${adapter.name}`, () => {
    let opened: { store: ActionStores; reopen(): Promise<ActionStores>; dispose(): Promise<void> };
    let store: ActionStores;
    before(async () => {
      opened = await adapter.open();
      store = opened.store;
    });
    after(() => opened.dispose());

    test('items come last changed first, and a reader gets what came after', async () => {
      const first = await store.feed.put(item);
      await store.feed.put({ ...item, id: 'b', status: 'acted' });
      const third = await store.feed.put({ ...item, status: 'dismissed', reason: 'known' });
      store = await opened.reopen();
      assert.ok(third > first);
      assert.deepEqual(
        (await store.feed.list()).map(({ item: { id } }) => id),
        ['a', 'b'],
      );
      assert.deepEqual(
        (await store.feed.list({ status: 'acted' })).map(({ item: { id } }) => id),
        ['b'],
      );
      assert.deepEqual(
        (await store.feed.list({ afterSequence: third - 1 })).map(({ sequence }) => sequence),
        [third],
      );
      assert.deepEqual((await store.feed.get('a'))?.reason, 'known');
      assert.equal(await store.feed.get('c'), null);
    });

    test('a message waits once for each target until it is sent, put off or given up', async () => {
      const message = { message: 'm1', item: 'a', event: 'insight.told', target: 'webhook x' } as const;
      await store.deliveries.add(message);
      await store.deliveries.add(message);
      await store.deliveries.add({ ...message, target: 'mail y' });
      store = await opened.reopen();
      const [first = assert.fail(), second = assert.fail()] = await store.deliveries.due(0, 10);
      assert.deepEqual([first.target, first.attempts], ['webhook x', 0]);
      await store.deliveries.sent(first.id);
      await store.deliveries.failed(second.id, 'answered 500', 5000);
      assert.deepEqual(await store.deliveries.due(4999, 10), []);
      assert.equal((await store.deliveries.due(5000, 10))[0]?.attempts, 1);
      await store.deliveries.failed(second.id, 'answered 410', null);
      assert.deepEqual(await store.deliveries.counts(), { waiting: 0, sent: 1, failed: 1 });
    });

    test('interventions are kept, newest day first, and forgotten', async () => {
      const one = {
        id: 'i',
        name: 'x',
        date: '2026-05-04',
        metric: 'volume',
        scope: [],
        comparison: null,
        note: '',
        insight: null,
        registeredBy: 'local',
        registeredAt: '',
      };
      await store.interventions.put(one);
      await store.interventions.put({ ...one, id: 'j', date: '2026-06-01' });
      assert.deepEqual(
        (await store.interventions.list()).map(({ id }) => id),
        ['j', 'i'],
      );
      assert.equal(await store.interventions.remove('i'), true);
      assert.equal(await store.interventions.remove('i'), false);
      assert.equal(await store.interventions.get('i'), null);
    });
  });
}
