import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflectionSchema } from '../../domain/workspace.ts';
import type { AggregateRow, ClusteredSums, MetricStore } from '../../storage/aggregate.ts';
import { deflectionValue } from './deflection-value.ts';
import { deflectionQuerySchema, findDeflection } from './find-deflection.ts';

const assumptions = deflectionSchema.parse({});
const sure = (value: number) => ({ value, interval: [value, value] as const });
const fixed = (value: number) => ({ low: value, high: value });

test('without doubt the value is the product that anybody can check', () => {
  const value = deflectionValue(
    { contacts: 1000, minutes: sure(6), simple: sure(0.5) },
    { adoption: fixed(0.4), success: fixed(0.75), repeatAfterFailure: fixed(0.2), costPerMinute: fixed(1), selfServiceCost: fixed(0.2) },
  );
  // 200 try, 150 succeed, 50 fail and 10 of them come again: 140 avoided, 840 minutes, 840 − 40 of money.
  assert.deepEqual([value.contacts.p50, value.minutes.p50, value.money.p50].map(Math.round), [140, 840, 800]);
  assert.equal(value.money.p10, value.money.p90);
});

test('what is not known widens the range, and the same question has the same answer', () => {
  const facts = { contacts: 1000, minutes: { value: 6, interval: [5, 7] as const }, simple: { value: 0.5, interval: [0.4, 0.6] as const } };
  const value = deflectionValue(facts, assumptions);
  assert.ok(value.money.p10 < 0.6 * value.money.p50 && value.money.p90 > 1.4 * value.money.p50);
  assert.deepEqual(deflectionValue(facts, assumptions), value);
});

test('a self-service that mostly fails costs money', () => {
  const value = deflectionValue(
    { contacts: 1000, minutes: sure(6), simple: sure(0.5) },
    { ...assumptions, success: fixed(0.02), repeatAfterFailure: fixed(0.2) },
  );
  assert.ok(value.money.p90 < 0);
});

function sums(mean: number, n: number): ClusteredSums {
  return { contacts: n, clusters: n, x: mean * n, y: n, xx: mean * mean * n * 1.1, xy: mean * n, yy: n };
}

function row(
  driver: string,
  channel: string,
  { n, handleMs, durationMs, simple }: { n: number; handleMs: number; durationMs: number; simple: number },
): AggregateRow {
  return {
    keys: [driver, channel],
    contacts: n,
    excluded: {},
    sums: [sums(handleMs, handleMs ? n : 0), sums(durationMs, n), { ...sums(simple, n), xx: simple * n }],
  };
}

const store: MetricStore = {
  aggregate: async () => [
    row('d1', 'voice', { n: 400, handleMs: 360_000, durationMs: 300_000, simple: 0.8 }),
    row('d1', 'email', { n: 100, handleMs: 0, durationMs: 90_000_000, simple: 0.8 }),
    row('d2', 'voice', { n: 300, handleMs: 0, durationMs: 600_000, simple: 0.1 }),
    row('d3', 'voice', { n: 5, handleMs: 0, durationMs: 600_000, simple: 1 }),
    row('', 'voice', { n: 900, handleMs: 0, durationMs: 600_000, simple: 1 }),
  ],
};

test('drivers come by what is surely saved; days of an e-mail thread are not agent minutes; few contacts are left out', async () => {
  const { rows } = await findDeflection(store, deflectionQuerySchema.parse({}), {
    assumptions,
    names: new Map([['d1', 'reset password']]),
  });
  assert.deepEqual(
    rows.map(({ name, total, minutesEach }) => [name, total, minutesEach.from]),
    [
      ['reset password', 500, 'assumed'],
      ['d2', 300, 'duration'],
    ],
  );
  assert.ok((rows[0]?.minutesEach.value ?? 99) < 7);
});

test('what a site knows of a driver stands above what is measured', async () => {
  const own = deflectionSchema.parse({ drivers: { d2: { avoidable: { low: 0.9, high: 0.95 }, selfServiceExists: true } } });
  const { rows } = await findDeflection(store, deflectionQuerySchema.parse({}), { assumptions: own, names: new Map() });
  const second = rows.find(({ driver }) => driver === 'd2');
  assert.deepEqual([second?.avoidable.from, second?.advice, second?.avoidable.interval], ['assumed', 'repair-self-service', [0.9, 0.95]]);
});
