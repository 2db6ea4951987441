import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ClusteredSums } from '../storage/aggregate.ts';
import { cellValue, compareValues } from './cell-value.ts';
import { behindCell, encodeCell } from './cells.ts';
import { documentMetrics } from './document-metrics.ts';
import { dimensionNamed, metricQuerySchema } from './metric-query.ts';
import { type MetricDefinition, metricNamed, metrics } from './model.ts';
import { isPartial } from './periods.ts';
import { countInterval } from './statistics/count-interval.ts';
import { seededUniform } from './statistics/random-draws.ts';
import { meanInterval, shareInterval } from './statistics/ratio-interval.ts';
import { differenceInterval, wilsonInterval } from './statistics/share-interval.ts';

function near(actual: readonly number[] | null, expected: readonly number[], tolerance = 5e-4): void {
  assert.ok(actual, 'there is an interval');
  for (const [index, value] of expected.entries())
    assert.ok(Math.abs((actual[index] ?? Number.NaN) - value) <= tolerance, `${actual} is not ${expected}`);
}

function metric(name: string): MetricDefinition {
  const found = metricNamed(name);
  assert.ok(found, name);
  return found;
}

/** Sums of independent contacts: a cluster each. */
function sumsOf(values: readonly number[]): ClusteredSums {
  const total = (pick: (value: number) => number) => values.reduce((sum, value) => sum + pick(value), 0);
  const n = values.length;
  return { contacts: n, clusters: n, x: total((v) => v), y: n, xx: total((v) => v * v), xy: total((v) => v), yy: n };
}

// Newcombe 1998, Statistics in Medicine 17: 857–872, table I (Wilson without continuity correction).
const wilsonRows: readonly [hits: number, n: number, low: number, high: number][] = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
];
for (const [hits, n, low, high] of wilsonRows) {
  test(`Wilson's interval of ${hits} in ${n} is the published one`, () => near(wilsonInterval(hits, n), [low, high]));
}

test('the difference of two shares is Newcombe’s published one', () => {
  // Newcombe 1998, Statistics in Medicine 17: 873–890, table II (a), method 10: 56/70 − 48/80.
  const share = (hits: number, n: number) => ({ value: hits / n, interval: wilsonInterval(hits, n) });
  near(differenceInterval(share(48, 80), share(56, 70)), [0.0524, 0.3339]);
});

// Exact Poisson limits: Ulm 1990.
for (const [count, low, high] of [
  [1, 0.0253, 5.5716],
  [10, 4.7954, 18.3904],
  [100, 81.3636, 121.6273],
] as const) {
  test(`the interval of a count of ${count} is within 3 % of the exact one`, () => {
    const interval = countInterval(count);
    assert.ok(Math.abs(interval[1] - high) <= 0.03 * high && Math.abs(interval[0] - low) <= Math.max(0.03 * low, 0.02), String(interval));
  });
}

test('a mean of independent contacts has the textbook interval', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9, 3, 6];
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  // Student's 97.5 % point at nine degrees of freedom.
  const spread = 2.262157 * Math.sqrt(variance / values.length);
  near(meanInterval(sumsOf(values)), [mean - spread, mean + spread], 1e-5);
  near(meanInterval(sumsOf(values), 'positive'), [mean * Math.exp(-spread / mean), mean * Math.exp(spread / mean)], 1e-5);
});

test('what cannot be below zero has no interval below zero, and none of a part goes above one', () => {
  const waits = sumsOf([0, 0, 0, 0, 0, 0, 0, 0, 1, 40]);
  assert.ok((meanInterval(waits)?.[0] ?? 0) < 0);
  const [low, high] = meanInterval(waits, 'positive') ?? [-1, -1];
  assert.ok(low > 0 && high > 10);
  const shares = sumsOf([0.1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  assert.ok((meanInterval(shares, 'positive')?.[1] ?? 0) > 1);
  assert.equal(meanInterval(shares, 'part')?.[1], 1);
  near(meanInterval(sumsOf([0, 0, 0]), 'positive'), [0, 0], 0);
  for (const [name, range] of [
    ['handle_time', 'positive'],
    ['sentiment', 'any'],
    ['silence_share', 'part'],
    ['measure:hold.total', 'positive'],
    ['measure:sentiment.customer.mean', 'any'],
    ['attribute:balance', 'any'],
  ] as const)
    assert.equal(metric(name).range, range, name);
});

test('of a thousand skewed samples the interval holds the true mean about as often as it says', () => {
  const uniform = seededUniform(11);
  let held = 0;
  for (let sample = 0; sample < 1000; sample += 1) {
    const [low, high] = meanInterval(sumsOf(Array.from({ length: 30 }, () => -Math.log(1 - uniform()))), 'positive') ?? [0, 0];
    if (low <= 1 && 1 <= high) held += 1;
  }
  assert.ok(held > 920 && held < 965, String(held));
});

test('customers who call ten times make a share less sure than as many customers who call once', () => {
  const independent = shareInterval(sumsOf(Array.from({ length: 100 }, (_, index) => (index < 30 ? 1 : 0))));
  // The same hundred contacts of ten customers, three of whom always say yes.
  const clustered = shareInterval({ contacts: 100, clusters: 10, x: 30, y: 100, xx: 300, xy: 300, yy: 1000 });
  near(independent, [0.2189, 0.3959], 2e-3);
  assert.ok(clustered && independent && clustered[0] < independent[0] - 0.05 && clustered[1] > independent[1] + 0.05, String(clustered));
});

test('too few contacts give no value, and their number', () => {
  const value = cellValue(metric('duration'), sumsOf([1, 2, 3]), { contacts: 5, minimum: 10 });
  assert.deepEqual(value, { state: 'not-enough-data', value: null, interval: null, n: 3, unknown: 2 });
});

test('a change is certain only when its interval leaves zero out', () => {
  const duration = metric('duration');
  const options = { contacts: 20, minimum: 10 };
  const low = cellValue(duration, sumsOf(Array.from({ length: 20 }, (_, index) => 10 + (index % 3))), options);
  const high = cellValue(duration, sumsOf(Array.from({ length: 20 }, (_, index) => 20 + (index % 3))), options);
  assert.equal(compareValues(low, high).certain, true);
  assert.equal(compareValues(low, low).certain, false);
  assert.equal(compareValues(low, high).difference, 10);
});

test('every metric has a formula and a name of its own', () => {
  for (const [name, definition] of metrics) {
    assert.equal(definition.name, name);
    assert.match(definition.formula, /\w/);
  }
  assert.equal(metricNamed('rule_rate:greeting')?.interval, 'share');
  assert.equal(metricNamed('nonsense'), undefined);
  assert.equal(metricNamed('rule_rate:'), undefined);
});

test('an unknown dimension is an error that names those there are', () => {
  assert.throws(() => dimensionNamed('colour'), /There is no dimension colour; there are day, week/);
});

test('a cell opens the conversations of its row: its filters, its period, its values, without the excluded', () => {
  const query = metricQuerySchema.parse({
    metrics: ['volume'],
    dimensions: ['queue'],
    filters: [{ dimension: 'channel', in: ['voice'] }],
    period: { from: '2026-01-01', to: '2026-02-01' },
  });
  const behind = behindCell(encodeCell({ query, keys: ['billing'] }));
  assert.equal(behind.fromDay, '2026-01-01');
  assert.equal(behind.condition.kind, 'all');
  const parts = behind.condition.kind === 'all' ? behind.condition.conditions.map(({ kind }) => kind) : [];
  assert.deepEqual(parts, ['all', 'in', 'none']);
  for (const hostile of ['', 'x', Buffer.from('[]').toString('base64url')])
    assert.throws(() => behindCell(hostile), /not the cell of a result/);
});

const now = new Date('2026-03-18T12:00:00Z');
const partialRows: readonly [bucket: string, grain: 'day' | 'week' | 'month' | 'quarter', from: string, to: string, partial: boolean][] = [
  ['2026-03-02', 'week', '2026-03-02', '2026-03-16', false],
  ['2026-03-09', 'week', '2026-03-02', '2026-03-15', true],
  ['2026-02-23', 'week', '2026-03-01', '2026-03-15', true],
  ['2026-03-16', 'week', '2026-03-01', '2026-04-01', true],
  ['2026-02-01', 'month', '2026-02-01', '2026-03-01', false],
  ['2025-10-01', 'quarter', '2025-10-01', '2026-01-01', false],
  ['2026-03-17', 'day', '2026-03-01', '2026-04-01', false],
];
for (const [bucket, grain, from, to, partial] of partialRows) {
  test(`${grain} ${bucket} of ${from} to ${to} is ${partial ? 'partial' : 'whole'}`, () =>
    assert.equal(isPartial(bucket, { grain, period: { from, to }, now }), partial));
}

test('docs/METRICS.md is what the model says of itself (npm run docs writes it)', () => {
  assert.equal(readFileSync(new URL('../../docs/METRICS.md', import.meta.url), 'utf8'), documentMetrics());
});
