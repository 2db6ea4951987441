import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawWerSample, parseWerSample, type SampleCandidate, scoreWerSample } from './wer-sample.ts';

const candidates: SampleCandidate[] = Array.from({ length: 100 }, (_, index) => ({
  interaction: `call-${index}`,
  turn: 1,
  startMs: 0,
  endMs: index === 0 ? 500 : 4_000,
  heard: 'thank you for calling us today',
  stratum: index % 10 === 0 ? 'customer' : 'agent',
}));

test('strata are drawn evenly as far as they reach, too short stretches never, the same seed the same sample', () => {
  const sample = drawWerSample(candidates, { count: 30, seed: 5 });
  const count = (stratum: string) => sample.items.filter((item) => item.stratum === stratum).length;
  assert.deepEqual([sample.items.length, count('customer'), count('agent')], [30, 9, 21]);
  assert.deepEqual(drawWerSample(candidates, { count: 30, seed: 5 }), sample);
  assert.notDeepEqual(drawWerSample(candidates, { count: 30, seed: 6 }).items, sample.items);
});

test('a corrected file gives a rate with an interval around it; what was not corrected does not count', () => {
  const sample = drawWerSample(candidates, { count: 30, seed: 5 });
  const items = sample.items.map((item, index) => ({
    ...item,
    said: index < 20 ? (index % 2 === 0 ? item.heard : 'thank you for calling them today') : null,
  }));
  const report = scoreWerSample(parseWerSample(JSON.stringify({ ...sample, items })));
  assert.ok(report);
  assert.ok(Math.abs(report.rate - 1 / 12) < 1e-9);
  assert.ok(report.interval[0] < report.rate && report.rate < report.interval[1]);
  assert.deepEqual([report.words, report.corrected, report.left], [120, 20, 10]);
});

test('an untouched sample has no rate, and another file is refused', () => {
  assert.equal(scoreWerSample(drawWerSample(candidates, { count: 3, seed: 1 })), null);
  assert.throws(() => parseWerSample('{"kind":"something"}'), { name: 'ZodError' });
});
