import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleCall } from '../../../../src/http/testing/sample-interactions.ts';
import { prepareLegTimeline } from './leg-timeline.ts';

test('legs share the scale of the interaction and stay on it', () => {
  const bars = prepareLegTimeline(sampleCall);
  assert.deepEqual(
    bars.map(({ label, detail }) => [label, detail]),
    [
      ['IVR', ''],
      ['Queue', 'billing'],
      ['Agent agent-07', 'north · billing'],
    ],
  );
  for (const { bar } of bars) assert.ok(bar && bar.left >= 0 && bar.width >= 1 && bar.left + bar.width <= 100.001);
});

test('a leg without times has no bar', () => {
  const [leg] = prepareLegTimeline({ durationMs: null, legs: [{ kind: 'agent', measures: { values: {}, gaps: {} } }] });
  assert.deepEqual([leg?.bar, leg?.time], [null, '']);
});
