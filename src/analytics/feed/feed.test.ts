import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import type { Insight } from '../../domain/insight.ts';
import { memoryDeliveries, memoryFeed } from '../../storage/testing/memory-feed.ts';
import { deliverFeed, type FeedMessage, retryDelaysMs } from './deliver-feed.ts';
import { createFeed } from './feed.ts';

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `c${from + index}`);

function rise(changes: Partial<Insight> = {}): Insight {
  const conversationIds = changes.conversationIds ?? ids(0, 30);
  return {
    kind: 'rising',
    subject: 'late parcels',
    driver: 'd1',
    since: '2026-03-02',
    effect: 2,
    interval: [1.6, 2.5],
    q: 0.001,
    conversations: conversationIds.length,
    conversationIds,
    ...changes,
  };
}

function openFeed() {
  const [store, queue] = [memoryFeed(), memoryDeliveries()];
  const quotesOf = async () => [{ interaction: 'c0', text: 'Where is my parcel, <name>?' }];
  const feed = createFeed({
    store,
    queue,
    quotesOf,
    targetsFor: (kind) => (kind === 'rising' ? ['webhook care'] : []),
    now: () => new Date('2026-04-06T09:00:00Z'),
  });
  return { store, queue, feed };
}

describe('feed', () => {
  test('the same run again changes nothing, a later one brings the item up to date', async () => {
    const { feed, queue } = openFeed();
    assert.deepEqual(await feed.record([rise()], '2026-04-06'), { told: 1, updated: 0, returned: 0 });
    assert.deepEqual(await feed.record([rise()], '2026-04-06'), { told: 0, updated: 0, returned: 0 });
    assert.deepEqual(await feed.record([rise({ effect: 3, conversationIds: ids(0, 40) })], '2026-04-13'), {
      told: 0,
      updated: 1,
      returned: 0,
    });
    const [{ item } = assert.fail('no item'), ...others] = await feed.list();
    assert.equal(others.length, 0);
    assert.deepEqual(
      [item.effect, item.conversations, item.firstTold, item.lastTold, item.status],
      [3, 40, '2026-04-06', '2026-04-13', 'new'],
    );
    assert.equal((await queue.counts()).waiting, 1);
  });

  test('a run of an earlier day does not turn an item back', async () => {
    const { feed } = openFeed();
    await feed.record([rise({ effect: 3 })], '2026-04-13');
    await feed.record([rise({ effect: 1.5 })], '2026-04-06');
    assert.equal((await feed.list())[0]?.item.effect, 3);
  });

  test('what was renamed is the same item; another driver, kind or place is another', async () => {
    const { feed } = openFeed();
    await feed.record([rise()], '2026-04-06');
    await feed.record([rise({ subject: 'parcel is late' })], '2026-04-07');
    assert.equal((await feed.list()).length, 1);
    await feed.record([rise({ driver: 'd2' }), rise({ kind: 'falling' }), rise({ segment: { queue: 'care' } })], '2026-04-07');
    assert.equal((await feed.list()).length, 4);
  });

  const returns: readonly [name: string, later: readonly string[], back: boolean][] = [
    ['the same conversations', ids(0, 30), false],
    ['nine more', ids(0, 39), false],
    ['twelve more on thirty', ids(0, 42), false],
    ['fifteen more on thirty', ids(0, 45), true],
    ['other conversations, though not more of them', ids(30, 60), true],
  ];
  for (const [name, later, back] of returns) {
    test(`a dismissed item ${back ? 'returns' : 'stays away'} with ${name}`, async () => {
      const { feed, queue } = openFeed();
      await feed.record([rise()], '2026-04-06');
      const id = (await feed.list())[0]?.item.id ?? '';
      await feed.dismiss(id, { by: 'account:1', reason: 'the strike is over' });
      const recorded = await feed.record([rise({ conversationIds: later })], '2026-04-13');
      assert.equal(recorded.returned, back ? 1 : 0);
      const item = await feed.get(id);
      assert.equal(item?.status, back ? 'new' : 'dismissed');
      assert.equal(item?.history.at(-1)?.what, back ? 'returned' : 'dismissed');
      assert.equal((await queue.counts()).waiting, back ? 2 : 1);
    });
  }

  test('what was not told for eight weeks is a new item', async () => {
    const { feed } = openFeed();
    await feed.record([rise()], '2026-01-05');
    await feed.record([rise()], '2026-04-06');
    assert.equal((await feed.list()).length, 2);
  });

  test('a dismissal needs a reason; an unknown item is told as such', async () => {
    const { feed } = openFeed();
    await feed.record([rise()], '2026-04-06');
    const id = (await feed.list())[0]?.item.id ?? '';
    await assert.rejects(feed.dismiss(id, { by: 'local', reason: ' ' }), /needs a reason/);
    await assert.rejects(feed.act('nothing', { by: 'local' }), /no item nothing/);
  });

  test('owner, due date and ticket are given and taken away one by one', async () => {
    const { feed } = openFeed();
    await feed.record([rise()], '2026-04-06');
    const id = (await feed.list())[0]?.item.id ?? '';
    await feed.assign(id, { by: 'local', owner: 'Kim', dueDate: '2026-05-01' });
    const item = await feed.assign(id, { by: 'local', dueDate: null, ticket: 'https://tracker.example/7' });
    assert.deepEqual([item.owner, item.dueDate, item.ticket], ['Kim', null, 'https://tracker.example/7']);
  });
});

describe('delivery of the feed', () => {
  test('a message holds figures and quotes, and nothing that says whose conversations they are', async () => {
    const { feed, store, queue } = openFeed();
    await feed.record([rise()], '2026-04-06');
    const taken: FeedMessage[] = [];
    const targets = new Map([['webhook care', async (message: FeedMessage) => void taken.push(message)]]);
    assert.equal(await deliverFeed({ store, queue, targets }), 1);
    assert.equal(await deliverFeed({ store, queue, targets }), 0);
    assert.deepEqual([taken[0]?.type, taken[0]?.data.quotes], ['insight.told', ['Where is my parcel, <name>?']]);
    assert.ok(!/c0|c29|history|owner/u.test(JSON.stringify(taken[0])));
  });

  test('what is not taken is tried again later and later, with the same id, and then given up', async () => {
    const { feed, store, queue } = openFeed();
    await feed.record([rise()], '2026-04-06');
    const seen: string[] = [];
    let clock = 0;
    const targets = new Map([
      [
        'webhook care',
        async (message: FeedMessage) => {
          seen.push(message.id);
          throw new AppError('engine-failed', 'The webhook answered 500.', { retryable: true });
        },
      ],
    ]);
    for (const delay of [0, ...retryDelaysMs]) {
      clock += delay - 1;
      await deliverFeed({ store, queue, targets, now: () => clock });
      const before = seen.length;
      clock += 1;
      await deliverFeed({ store, queue, targets, now: () => clock });
      assert.equal(seen.length, delay === 0 ? 1 : before + 1, `after ${delay} ms`);
    }
    assert.equal(new Set(seen).size, 1);
    assert.deepEqual(await queue.counts(), { waiting: 0, sent: 0, failed: 1 });
  });

  test('what can never be taken is given up at once, and a target that is gone too', async () => {
    const { feed, store, queue } = openFeed();
    await feed.record([rise(), rise({ driver: 'd2' })], '2026-04-06');
    const refuse = async () => Promise.reject(new AppError('forbidden', 'no'));
    await deliverFeed({ store, queue, targets: new Map([['webhook care', refuse]]) });
    assert.equal((await queue.counts()).failed, 2);
    await feed.record([rise({ driver: 'd3' })], '2026-04-06');
    await deliverFeed({ store, queue, targets: new Map() });
    assert.equal((await queue.counts()).failed, 3);
  });
});
