import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Intervention } from '../../domain/intervention.ts';
import type { AggregateQuery, AggregateRow, MetricStore } from '../../storage/aggregate.ts';
import { memoryInterventions } from '../../storage/testing/memory-feed.ts';
import { differenceInDifferences, interruptedSeries, parallelTrend, placeboDates, type WeeklyValue } from './estimate-effect.ts';
import { findEffect } from './find-effect.ts';
import { createInterventionDesk } from './intervention-desk.ts';

/** Small steps up and down that follow no pattern and no date. */
const wobble = (week: number, phase: number) => {
  const mixed = Math.abs(Math.sin(12.9898 * (week + 40) + 78.233 * (phase + 1)) * 43_758.5453);
  return 0.02 * (mixed - Math.floor(mixed) - 0.5);
};
const series = (valueAt: (week: number) => number, from = -20, to = 10): WeeklyValue[] =>
  Array.from({ length: to - from }, (_, index) => ({ week: from + index, value: valueAt(from + index) }));

describe('estimates', () => {
  const shock = (week: number) => 0.05 * Math.sin(week);
  const treated = series((week) => 0.4 + shock(week) + wobble(week, 0) + (week >= 0 ? 0.1 : 0));
  const comparison = series((week) => 0.3 + shock(week) + wobble(week, 2));

  test('what both groups go through is no effect', () => {
    const estimate = differenceInDifferences(treated, comparison);
    assert.ok(estimate && Math.abs(estimate.value - 0.1) < 0.01);
    assert.ok(estimate.interval[0] > 0.08 && estimate.interval[1] < 0.12);
    const none = differenceInDifferences(
      series((week) => 0.4 + shock(week) + wobble(week, 1)),
      comparison,
    );
    assert.ok(none && none.interval[0] < 0 && none.interval[1] > 0);
  });

  test('a trend that was there before is no effect of the day', () => {
    const growing = interruptedSeries(series((week) => 0.4 + 0.01 * week + wobble(week, 0)));
    assert.ok(growing && growing.interval[0] < 0 && growing.interval[1] > 0);
    const jumping = interruptedSeries(series((week) => 0.4 + 0.01 * week + wobble(week, 0) + (week >= 0 ? 0.1 : 0)));
    assert.ok(jumping && jumping.interval[0] > 0.05 && Math.abs(jumping.value - 0.1) < 0.03);
  });

  test('groups that drift apart before are not alike', () => {
    assert.ok((parallelTrend(treated, comparison)?.p ?? 0) > 0.05);
    const apart = series((week) => 0.4 + shock(week) + 0.01 * week + wobble(week, 0));
    assert.ok((parallelTrend(apart, comparison)?.p ?? 1) < 0.01);
  });

  test('days on which nothing was done tell how often an effect is found by chance', () => {
    const estimate = interruptedSeries(treated);
    assert.ok(estimate);
    const placebos = placeboDates(treated, estimate);
    assert.ok(placebos && placebos.dates >= 8 && placebos.told <= 2);
  });

  test('weeks that echo the week before count as fewer', () => {
    let level = 0;
    const echoing = series((week) => {
      level = 0.8 * level + wobble(week, 3);
      return 0.4 + level;
    });
    const flat = series(() => 0.3);
    const wide = differenceInDifferences(echoing, flat);
    const shuffled = differenceInDifferences(
      echoing.map(({ week }, index) => ({ week, value: echoing[(index * 7) % echoing.length]?.value ?? 0 })),
      flat,
    );
    assert.ok(wide && shuffled);
    assert.ok(wide.interval[1] - wide.interval[0] > shuffled.interval[1] - shuffled.interval[0]);
  });

  test('too few weeks give no number', () => {
    assert.equal(
      differenceInDifferences(
        treated.filter(({ week }) => week >= -3),
        comparison,
      ),
      null,
    );
    assert.equal(interruptedSeries(treated.filter(({ week }) => week < 2)), null);
  });
});

const dayMs = 86_400_000;
const start = Date.parse('2026-05-04');

/** A hundred contacts a day in two teams; North greets more often from the day on. */
function storeOf(asked: AggregateQuery[] = []): MetricStore {
  return {
    async aggregate(query) {
      asked.push(query);
      const north = JSON.stringify(query.condition).includes('North');
      const rows: AggregateRow[] = [];
      for (let day = start - 140 * dayMs; day < start + 70 * dayMs; day += dayMs) {
        const iso = new Date(day).toISOString().slice(0, 10);
        if (iso < (query.from ?? '') || iso >= (query.to ?? '9999')) continue;
        const week = Math.floor((day - start) / (7 * dayMs));
        const rate = 0.5 + wobble(week, north ? 0 : 1) + (north && week >= 0 ? 0.2 : 0);
        rows.push({
          keys: [iso],
          contacts: 100,
          excluded: {},
          sums: [{ contacts: 100, clusters: 100, x: 100 * rate, y: 100, xx: 0, xy: 0, yy: 0 }],
        });
      }
      return rows;
    },
  };
}

const intervention: Intervention = {
  id: 'i1',
  name: 'New greeting',
  date: '2026-05-04',
  metric: 'resolution',
  scope: [{ dimension: 'team', in: ['North'] }],
  comparison: [{ dimension: 'team', in: ['South'] }],
  note: '',
  insight: null,
  registeredBy: 'local',
  registeredAt: '2026-05-01T00:00:00Z',
};

describe('effect of an intervention', () => {
  test('is told against the comparison and against the trend, with cells that open the conversations', async () => {
    const effect = await findEffect(storeOf(), intervention, new Date('2026-07-20T10:00:00Z'));
    assert.equal(effect.verdict, 'better');
    assert.ok(Math.abs((effect.differenceInDifferences?.value ?? 0) - 0.2) < 0.02);
    assert.equal(effect.parallelTrend?.holds, true);
    assert.equal(effect.interruptedSeries?.placebos !== null, true);
    assert.notEqual(effect.scope.cells.before, effect.scope.cells.after);
  });

  test('only whole weeks before today count', async () => {
    const asked: AggregateQuery[] = [];
    const effect = await findEffect(storeOf(asked), intervention, new Date('2026-05-17T23:00:00Z'));
    assert.equal(asked[0]?.to, '2026-05-11');
    assert.equal(effect.verdict, 'not-enough-data');
  });

  test('volumes are told as ratios, without a comparison with a warning', async () => {
    const effect = await findEffect(storeOf(), { ...intervention, metric: 'volume', comparison: null }, new Date('2026-07-20T10:00:00Z'));
    assert.deepEqual([effect.scale, effect.differenceInDifferences], ['ratio', null]);
    assert.ok(Math.abs((effect.interruptedSeries?.value ?? 1) - 0.4) < 0.1, 'from a half to seven tenths is two fifths more');
    assert.match(effect.notes.join(' '), /Without a comparison group/);
  });

  test('an unknown metric or dimension is refused when it is registered', async () => {
    const desk = createInterventionDesk({ interventions: memoryInterventions(), metrics: storeOf() });
    const { id: _id, registeredAt: _at, registeredBy: _by, ...given } = intervention;
    await assert.rejects(desk.add({ ...given, metric: 'happiness' }, 'local'), /no metric happiness/);
    await assert.rejects(desk.add({ ...given, scope: [{ dimension: 'mood', in: ['x'] }] }, 'local'), /no dimension mood/);
    const { id } = await desk.add(given, 'local');
    assert.equal((await desk.list())[0]?.id, id);
    assert.equal(await desk.remove(id), true);
    await assert.rejects(desk.effect(id), /no intervention/);
  });
});
