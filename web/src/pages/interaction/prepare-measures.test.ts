import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareMeasures } from './prepare-measures.ts';

const cases: readonly [string, number, string, string][] = [
  ['silenceMs', 7100, 'Silence', '7.1 s'],
  ['firstResponseMs', 93_600_000, 'First response', '26 h'],
  ['silenceShare', 0.118, 'Silence share', '12 %'],
  ['talkRatio', 0.045, 'Talk ratio', '4.5 %'],
  ['agentWordsPerMinute', 168.4, 'Agent words', '168 / min'],
  ['interruptions', 1, 'Interruptions', '1'],
  ['responseLatencyMs', -320, 'Response latency', '−0.3 s'],
];
for (const [name, value, label, text] of cases) {
  test(`${name} is shown as ${label}: ${text}`, () => {
    assert.deepEqual(prepareMeasures({ values: { [name]: value }, gaps: {} }), [{ name, label, value: text, gap: null }]);
  });
}

test('an unknown value says why and is never zero', () => {
  const [known, other, silent] = prepareMeasures({
    values: { handleTimeMs: null, holdMs: null },
    gaps: { handleTimeMs: 'no-wrap-up', wrapUpMs: 'some-new-reason' },
  });
  assert.deepEqual([known?.value, known?.gap], [null, 'no wrap-up time is known']);
  assert.deepEqual([other?.name, other?.gap], ['holdMs', 'no reason given']);
  assert.deepEqual([silent?.name, silent?.gap], ['wrapUpMs', 'some new reason']);
});
