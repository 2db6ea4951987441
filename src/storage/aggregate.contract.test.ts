import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Interaction } from '../domain/interaction.ts';
import type { AggregateQuery, AggregateRow } from './aggregate.ts';
import { type MetricStores, metricAdapters, type OpenStore } from './testing/adapters.ts';
import { generateInteraction } from './testing/generate-interaction.ts';

/** Sixty contacts of twelve customers over a few days; some without the measure, two of them tests. */
const contacts: readonly Interaction[] = Array.from({ length: 60 }, (_, number) =>
  generateInteraction(number, {
    startedAt: new Date(Date.UTC(2026, 2, 1 + (number % 10), 23, 30)).toISOString(),
    timeZone: number % 2 === 0 ? 'UTC' : 'Europe/Berlin',
    customerKeys: number % 5 === 0 ? [] : [{ kind: 'account', key: `customer-${number % 12}` }],
    measures: { values: { duration: number % 7 === 0 ? null : 1000 * number, 'transfer.count': number % 3 }, gaps: {} },
    attributes: { test: number === 8 || number === 9, plan: number % 4 === 0 ? 'gold' : 'basic' },
    legs: [
      { kind: 'agent', agent: `agent-${number % 4}`, team: 'care', queue: `queue-${number % 3}`, measures: { values: {}, gaps: {} } },
      ...(number % 6 === 0 ? [{ kind: 'agent' as const, agent: 'second', measures: { values: {}, gaps: {} } }] : []),
    ],
    understanding: { signals: [{ name: 'resolved', verdict: number % 3 === 0 ? 'yes' : 'no', probability: 0.9, because: [] }] },
  }),
);

const meanDuration = { numerator: { kind: 'measure', name: 'duration' }, denominator: { kind: 'one' } } as const;
const isTest = { reason: 'test', condition: { kind: 'in', of: { kind: 'attribute', name: 'test' }, values: ['true'] } } as const;
const all: AggregateQuery = { groupBy: [], ratios: [meanDuration], condition: null, exclusions: [isTest] };

for (const adapter of metricAdapters) {
  describe(`figures on ${adapter.name}`, () => {
    let open: OpenStore<MetricStores>;
    before(async () => {
      open = await adapter.open();
      await open.store.content.put(contacts);
    });
    after(() => open.dispose());
    const ask = (query: Partial<AggregateQuery>) => open.store.metrics.aggregate({ ...all, ...query });

    test('sums are those of the contacts that have the quantity, and the excluded are counted apart', async () => {
      const [row] = await ask({});
      const counted = contacts.filter(({ attributes }) => attributes.test !== true);
      const known = counted.flatMap(({ measures }) => measures.values.duration ?? []);
      assert.equal(row?.contacts, counted.length);
      assert.deepEqual(row?.excluded, { test: 2 });
      assert.equal(row?.sums[0]?.contacts, known.length);
      assert.equal(
        row?.sums[0]?.x,
        known.reduce((sum, value) => sum + value, 0),
      );
      assert.equal(row?.sums[0]?.y, known.length);
    });

    test('the spread is measured between customers, and a contact without a key is one of its own', async () => {
      const [row] = await ask({});
      const clusters = new Map<string, { x: number; y: number }>();
      for (const { attributes, measures, customerKeys, id } of contacts) {
        const value = measures.values.duration;
        if (attributes.test === true || value === null || value === undefined) continue;
        const cluster = customerKeys[0]?.key ?? id;
        const sums = clusters.get(cluster) ?? { x: 0, y: 0 };
        clusters.set(cluster, { x: sums.x + value, y: sums.y + 1 });
      }
      const sums = [...clusters.values()];
      assert.equal(row?.sums[0]?.clusters, sums.length);
      assert.equal(
        row?.sums[0]?.xx,
        sums.reduce((sum, { x }) => sum + x * x, 0),
      );
      assert.equal(
        row?.sums[0]?.xy,
        sums.reduce((sum, { x, y }) => sum + x * y, 0),
      );
      assert.equal(
        row?.sums[0]?.yy,
        sums.reduce((sum, { y }) => sum + y * y, 0),
      );
    });

    test('days are the calendar days of the contact, so half past eleven in London is tomorrow in Berlin', async () => {
      const rows = await ask({ groupBy: [{ kind: 'time', grain: 'day' }], exclusions: [], from: '2026-03-03', to: '2026-03-06' });
      const expected = (day: string) =>
        contacts.filter(({ startedAt, timeZone }) => {
          const hours = timeZone === 'UTC' ? 0 : 1;
          return new Date(Date.parse(startedAt ?? '') + hours * 3_600_000).toISOString().startsWith(day);
        }).length;
      assert.deepEqual(
        rows.map(({ keys, contacts: count }) => [keys[0], count]),
        ['2026-03-03', '2026-03-05'].map((day) => [day, expected(day)]),
      );
    });

    test('groups of one-valued fields add up; a contact of two agents stands under both', async () => {
      const total = (rows: readonly AggregateRow[]) => rows.reduce((sum, row) => sum + row.contacts, 0);
      assert.equal(total(await ask({ groupBy: [{ kind: 'field', name: 'queue' }], exclusions: [] })), 60);
      assert.equal(total(await ask({ groupBy: [{ kind: 'field', name: 'agent' }], exclusions: [] })), 70);
    });

    test('drivers are a dimension once they are shown: groups add up, and their cells list their contacts', async () => {
      const { facts, metrics, content } = open.store;
      const assignments = contacts
        .slice(0, 20)
        .map(({ id }, place) => ({ interaction: id, driver: place < 15 ? 'd-1' : '', similarity: 1 }));
      await facts.assign('model-1', assignments);
      await facts.showModel('model-1');
      const byDriver = { kind: 'field', name: 'driver' } as const;
      const rows = await metrics.aggregate({ ...all, groupBy: [byDriver], exclusions: [] });
      assert.deepEqual(
        rows.map(({ keys, contacts: count }) => [keys[0], count]),
        [
          ['', 45],
          ['d-1', 15],
        ],
      );
      for (const { keys, contacts: count } of rows) {
        const page = await content.search({ condition: { kind: 'in', of: byDriver, values: keys }, limit: 200 });
        assert.equal(page.items.length, count, `driver ${keys[0]}`);
      }
    });

    test('traits give every contact once, in order, with its keys by kind, its driver and what is known of it', async () => {
      const pages = await Array.fromAsync(open.store.traits.traits({ condition: null, from: '2026-03-02', to: '2026-03-20' }));
      const traits = pages.flat();
      const page = await open.store.content.search({ fromDay: '2026-03-02', toDay: '2026-03-20', limit: 200 });
      assert.deepEqual(new Set(traits.map(({ id }) => id)), new Set(page.items.map(({ id }) => id)));
      assert.equal(new Set(traits.map(({ id }) => id)).size, traits.length);
      assert.ok(traits.every(({ startedAt }, index) => startedAt >= (traits[index - 1]?.startedAt ?? 0)));
      const one = contacts[13];
      const found = traits.find(({ id }) => id === one?.id);
      assert.deepEqual(found?.customerKeys, [{ kind: 'account', key: 'customer-1' }]);
      assert.equal(found?.startedAt, Date.parse(one?.startedAt ?? ''));
      assert.deepEqual(
        [
          found?.fields.driver,
          found?.fields.queue,
          found?.fields.agent,
          found?.signals.resolved,
          found?.attributes.plan,
          found?.measures.duration,
        ],
        ['d-1', 'queue-1', 'agent-1', false, 'basic', 13_000],
      );
      assert.equal(traits.find(({ id }) => id === contacts[14]?.id)?.measures.duration, undefined);
    });

    const conditions: readonly [what: string, condition: AggregateQuery['condition'], holds: (contact: Interaction) => boolean][] = [
      [
        'an attribute',
        { kind: 'in', of: { kind: 'attribute', name: 'plan' }, values: ['gold'] },
        ({ attributes }) => attributes.plan === 'gold',
      ],
      [
        'any of several agents',
        { kind: 'in', of: { kind: 'field', name: 'agent' }, values: ['second'] },
        ({ legs }) => legs.some(({ agent }) => agent === 'second'),
      ],
      [
        'a measure between two numbers; unknown is not between',
        { kind: 'between', of: { kind: 'measure', name: 'duration' }, from: 5000, to: 20_000 },
        ({ measures }) => (measures.values.duration ?? -1) >= 5000 && (measures.values.duration ?? -1) < 20_000,
      ],
      [
        'a signal',
        { kind: 'between', of: { kind: 'signal', name: 'resolved' }, from: 1 },
        ({ understanding }) => understanding.signals?.[0]?.verdict === 'yes',
      ],
      [
        'none of two',
        {
          kind: 'none',
          conditions: [
            { kind: 'in', of: { kind: 'field', name: 'queue' }, values: ['queue-0'] },
            { kind: 'in', of: { kind: 'attribute', name: 'plan' }, values: ['gold'] },
          ],
        },
        ({ legs, attributes }) => legs[0]?.queue !== 'queue-0' && attributes.plan !== 'gold',
      ],
    ];
    for (const [what, condition, holds] of conditions) {
      test(`a condition on ${what} counts the same contacts as it lists`, async () => {
        const expected = contacts.filter(holds);
        const [row] = await ask({ condition, exclusions: [] });
        assert.equal(row?.contacts, expected.length);
        assert.ok(condition);
        const page = await open.store.content.search({ condition, limit: 200 });
        assert.deepEqual(new Set(page.items.map(({ id }) => id)), new Set(expected.map(({ id }) => id)));
      });
    }
  });
}
