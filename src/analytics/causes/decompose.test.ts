import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AggregateQuery, AggregateRow, MetricStore } from '../../storage/aggregate.ts';
import { decompose, type GroupChange } from './decompose.ts';
import { effectEstimates, type SpreadSums } from './effect-intervals.ts';
import { changeQuerySchema, explainChange } from './explain-change.ts';

const change = (group: string, before: readonly [number, number], after: readonly [number, number]): GroupChange => ({
  group,
  before: { x: before[0], y: before[1] },
  after: { x: after[0], y: after[1] },
});

/** Simpson's own: each part gets better, the whole gets worse, because the worse part grew. */
const cases: readonly [what: string, groups: readonly GroupChange[], mix: number, rate: number][] = [
  ['only the rate moves', [change('a', [10, 100], [20, 100]), change('b', [10, 100], [10, 100])], 0, 0.05],
  ['only the mix moves', [change('a', [10, 100], [30, 300]), change('b', [50, 100], [50, 100])], -0.1, 0],
  [
    'every group improves and the whole gets worse',
    [change('a', [20, 200], [9, 100]), change('b', [50, 100], [98, 200])],
    0.1333333,
    -0.01,
  ],
  ['a group appears: all mix', [change('a', [10, 100], [10, 100]), change('new', [0, 0], [50, 100])], 0.2, 0],
];
for (const [what, groups, mix, rate] of cases) {
  test(`mix and rate: ${what}`, () => {
    const split = decompose(groups);
    assert.ok(split);
    assert.ok(Math.abs(split.mix - mix) < 1e-6 && Math.abs(split.rate - rate) < 1e-6, `${split.mix} ${split.rate}`);
    assert.ok(Math.abs(split.residual) < 1e-12);
  });
}

test('a period without anything to divide by has no decomposition', () => {
  assert.equal(decompose([change('a', [0, 0], [3, 10])]), null);
});

/** n contacts of their own customers, k of them hits. */
const spread = (x: number, y: number): SpreadSums => ({ x, y, xx: x, xy: x, yy: y });

test('the interval of a group that is the whole is that of the difference of two shares', () => {
  const group = { before: spread(30, 100), after: spread(50, 120) };
  const { rate, mix } = effectEstimates(group, group);
  const [p0, p1] = [0.3, 50 / 120];
  const width = 1.96 * Math.sqrt((p0 * (1 - p0)) / 100 + (p1 * (1 - p1)) / 120);
  assert.ok(Math.abs(rate.interval[1] - rate.value - width) < 1e-4, `${rate.interval}`);
  assert.ok(Math.abs(mix.value) < 1e-12);
});

/** A store that answers by period: rows of group, contacts, hits. */
function storeOf(byPeriod: Readonly<Record<string, readonly (readonly [string, number, number])[]>>): MetricStore {
  return {
    aggregate: async ({ from = '', ratios }: AggregateQuery): Promise<AggregateRow[]> =>
      (byPeriod[from] ?? []).map(([key, contacts, hits]) => ({
        keys: [key],
        contacts,
        excluded: { short: 1 },
        sums: ratios.map(({ numerator }) => ({
          contacts,
          clusters: contacts,
          ...spread(numerator.kind === 'one' ? contacts : hits, contacts),
        })),
      })),
  };
}

const store = storeOf({
  '2026-01-01': [
    ['billing', 100, 10],
    ['delivery', 100, 50],
  ],
  '2026-02-01': [
    ['billing', 100, 10],
    ['delivery', 300, 150],
    ['', 100, 20],
  ],
});
const periods = { before: { from: '2026-01-01', to: '2026-02-01' }, after: { from: '2026-02-01', to: '2026-03-01' } };

test('a share’s change is explained by its groups, the largest first, each with its contacts and cells', async () => {
  const query = changeQuerySchema.parse({ metric: 'resolution', ...periods });
  const explained = await explainChange(store, query, new Map([['delivery', 'Where is my parcel']]));
  assert.ok(Math.abs(explained.change.value - 0.06) < 1e-12);
  const sum = explained.rows.reduce((total, row) => total + row.effect.value, 0);
  assert.ok(Math.abs(sum - explained.change.value) < 1e-9);
  assert.equal(explained.rows.find(({ group }) => group === 'delivery')?.name, 'Where is my parcel');
  assert.deepEqual(
    explained.rows.map(({ effect }) => Math.abs(effect.value)),
    explained.rows.map(({ effect }) => Math.abs(effect.value)).sort((a, b) => b - a),
  );
  assert.ok(explained.rows.every(({ cells, effect }) => cells.before !== cells.after && effect.interval[0] <= effect.value));
  assert.deepEqual(explained.excluded, { short: 5 });
});

test('a count’s change is each group’s own, and unequal periods are told', async () => {
  const explained = await explainChange(store, changeQuerySchema.parse({ metric: 'volume', ...periods }));
  assert.equal(explained.change.value, 300);
  assert.deepEqual(
    explained.rows.map(({ group, effect }) => [group, effect.value]),
    [
      ['delivery', 200],
      ['', 100],
      ['billing', 0],
    ],
  );
  assert.match(explained.notes.join(' '), /31 and 28 days/);
  const width = (explained.rows[0]?.effect.interval[1] ?? 0) - 200;
  assert.ok(Math.abs(width - 1.96 * Math.sqrt(400)) < 0.01, String(width));
});
