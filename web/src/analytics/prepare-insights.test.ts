import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Insight } from '../api.ts';
import { prepareInsight } from './prepare-insights.ts';

const rising: Insight = {
  kind: 'rising',
  subject: 'smart meter · reading',
  driver: 'd1',
  phrases: ['smart meter'],
  segment: { team: 'north' },
  since: '2026-10-19',
  effect: 2.34,
  interval: [1.5, 3.1],
  q: 0.0004,
  conversations: 61,
  conversationIds: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
};

test('a rising driver says how many times its share, how sure, since when and where', () => {
  const view = prepareInsight(rising, '2026-11-14');
  assert.deepEqual(
    [view.kindLabel, view.subject, view.effect, view.interval, view.since, view.error, view.segments],
    [
      'Rising',
      'Smart meter · reading',
      '2.3 × its share before',
      '95 %: 1.5 × to 3.1 ×',
      'since 19 Oct 2026',
      'false with < 0.1 %',
      ['Team: north'],
    ],
  );
  assert.equal(view.examples.length, 4);
});

test('compliance changes by points, with a sign', () => {
  const view = prepareInsight(
    { ...rising, kind: 'compliance', subject: 'greeting', effect: -0.123, interval: [-0.2, -0.05], q: 0.02 },
    '2026-11-14',
  );
  assert.deepEqual([view.effect, view.interval, view.error], ['−12.3 points', '95 %: −20.0 to −5.0 points', 'false with 2.0 %']);
});

test('an insight leads to the conversations it is about', () => {
  const period = { from: '2026-10-19', to: '2026-11-14' };
  const filters = [
    { dimension: 'driver', in: ['d1'] },
    { dimension: 'team', in: ['north'] },
  ];
  assert.deepEqual(prepareInsight(rising, period.to).behind, { kind: 'query', query: { metrics: ['volume'], filters, period } });
  const { driver: _driver, segment: _segment, ...phrase } = rising;
  assert.deepEqual(prepareInsight({ ...phrase, kind: 'emerging' }, period.to).behind, {
    kind: 'words',
    words: '"smart meter"',
    from: period.from,
  });
  assert.deepEqual(prepareInsight({ ...phrase, kind: 'anomaly' }, period.to).behind, { kind: 'none' });
});
