import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AggregateQuery, AggregateRow, MetricStore } from '../../storage/aggregate.ts';
import type { DailyFactStore, FactSum } from '../../storage/daily-facts.ts';
import { metricQuerySchema } from '../metric-query.ts';
import { runQuery } from '../run-query.ts';
import { reconcile, reconcileQuerySchema } from './reconcile.ts';
import { reconcileAnswer } from './reconcile-answer.ts';

const fact = (queue: string, value: number): FactSum => ({
  name: 'offered',
  queue,
  value,
  days: 31,
  firstDay: '2026-03-01',
  lastDay: '2026-03-31',
});
const row = (keys: readonly string[], contacts: number): AggregateRow => ({ keys, contacts, excluded: {}, sums: [] });

function storesOf(sums: readonly FactSum[], asked: AggregateQuery[] = []): { metrics: MetricStore; dailyFacts: DailyFactStore } {
  return {
    dailyFacts: { put: async () => undefined, sums: async ({ name }) => sums.filter((each) => each.name === name) },
    metrics: {
      async aggregate(query) {
        asked.push(query);
        if (query.groupBy.length === 1) return [row(['billing'], 100), row(['care'], 50)];
        return [row(['d1', 'billing'], 60), row(['d2', 'billing'], 40), row(['d1', 'care'], 50)];
      },
    },
  };
}

test('drivers are scaled queue by queue, so that they add up to the centre’s own volume', async () => {
  const answer = await reconcile(storesOf([fact('billing', 1000), fact('care', 100)]), reconcileQuerySchema.parse({}));
  assert.deepEqual([answer.known, answer.analysed, answer.coverage], [1100, 150, 150 / 1100]);
  assert.deepEqual(
    answer.groups.map(({ group, estimated }) => [group, estimated]),
    [
      ['d1', 700],
      ['d2', 400],
    ],
  );
  const [first] = answer.groups;
  assert.ok(first && first.interval[0] > 600 && first.interval[0] < 700 && first.interval[1] > 700);
});

test('only days that the centre’s file covers are held against it', async () => {
  const asked: AggregateQuery[] = [];
  await reconcile(
    storesOf([fact('billing', 1000)], asked),
    reconcileQuerySchema.parse({ period: { from: '2026-01-01', to: '2026-06-01' } }),
  );
  assert.deepEqual(
    asked.map(({ from, to }) => [from, to]),
    [
      ['2026-03-01', '2026-04-01'],
      ['2026-03-01', '2026-04-01'],
    ],
  );
});

test('a queue that the centre did not count, one that was not heard, and too small a count are told', async () => {
  const answer = await reconcile(storesOf([fact('billing', 80), fact('night', 30)]), reconcileQuerySchema.parse({}));
  const notes = answer.notes.join('\n');
  assert.match(notes, /did not count are taken as they are: care/);
  assert.match(notes, /nothing came in cannot be estimated: night/);
  assert.match(notes, /More contacts than the centre counted: billing/);
  assert.equal(answer.groups.find(({ group }) => group === 'd2')?.estimated, 40);
});

test('a file of the whole centre is held against all contacts', async () => {
  const answer = await reconcile(storesOf([fact('', 1500)]), reconcileQuerySchema.parse({}));
  assert.deepEqual([answer.queues.length, answer.coverage, answer.groups[0]?.estimated], [1, 0.1, 1100]);
});

test('an answer says what the centre counted only where the centre could have counted it', async () => {
  const stores = storesOf([fact('billing', 1000)]);
  const ask = async (query: object) =>
    reconcileAnswer(stores.dailyFacts, await runQuery({ aggregate: async () => [row([], 150)] }, metricQuerySchema.parse(query)));
  const period = { from: '2026-03-01', to: '2026-04-01' };
  assert.deepEqual(await ask({ metrics: ['volume'], period }), { fact: 'offered', known: 1000, analysed: 150, coverage: 0.15 });
  assert.equal(await ask({ metrics: ['volume'] }), undefined);
  assert.equal(await ask({ metrics: ['sentiment'], period }), undefined);
  assert.equal(await ask({ metrics: ['volume'], period, filters: [{ dimension: 'agent', in: ['a1'] }] }), undefined);
});
