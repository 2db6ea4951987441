import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleCall, sampleChat, sampleEmail } from '../../../../src/http/testing/sample-interactions.ts';
import { strings } from '../../strings.ts';
import { prepareMeasures } from './prepare-measures.ts';

const view = (values: Record<string, number | null>, gaps: Record<string, string> = {}) => prepareMeasures({ values, gaps });

const wholes: readonly [string, number, string, string][] = [
  ['duration', 60_000, 'Duration', '1 min'],
  ['first_response', 93_600_000, 'First response', '26 h'],
  ['response_time.within_target', 0.045, 'Response time, within target', '4.5 %'],
  ['thread_depth', 2, 'Thread depth', '2'],
  ['one_touch', 1, 'One touch', 'yes'],
  ['transfer.count', 3, 'Transfers', '3'],
  ['a_new_measure', 1500, 'A new measure', '1.5 s'],
];
for (const [name, value, label, text] of wholes) {
  test(`${name} is shown as ${label}: ${text}`, () => {
    const [row] = view({ [name]: value }).whole;
    assert.deepEqual([row?.label, row?.value], [label, text]);
  });
}

test('total, share, count and longest are one row', () => {
  const { whole } = view({
    'silence.total': 9133,
    'silence.longest': 5133,
    'silence.count': 2,
    'silence.share': 0.159,
    'dead_air.total': 0,
    'hold.total': 9800,
    'hold.longest': 9800,
    'hold.count': 1,
    'words.bot': 0,
  });
  assert.deepEqual(
    whole.map(({ label, value, detail }) => [label, value, detail]),
    [
      ['Silence', '9.1 s', 'longest 5.1 s, 2×, 16 %'],
      ['Dead air', 'none', ''],
      ['Hold', '9.8 s', ''],
    ],
  );
});

test('agent and customer stand side by side, and a pair of zeros is left out', () => {
  const { sides, whole } = view({
    'response_latency.p50.agent': -444,
    'response_latency.p50.customer': 330,
    'talk_ratio.agent': 0.6,
    'backchannel.count.agent': 0,
    'backchannel.count.customer': 0,
  });
  assert.deepEqual(
    sides.map(({ label, agent, customer }) => [label, agent, customer]),
    [
      ['Response latency, median', '−0.4 s', '0.3 s'],
      ['Share of talk', '60 %', ''],
    ],
  );
  assert.deepEqual(whole, []);
});

test('what is not known says why and is never zero', () => {
  const { whole, unknown } = view(
    { handle_time: null, 'hold.total': null },
    { handle_time: 'no-wrap-up', 'resolve_time.p50': 'a-new-reason' },
  );
  assert.deepEqual(whole, []);
  assert.deepEqual(
    unknown.map(({ label, gap }) => [label, gap]),
    [
      ['Handle time', 'no wrap-up time is known'],
      ['Hold', 'no reason given'],
      ['Time to resolve, median', 'a new reason'],
    ],
  );
});

test('every measure of a call, a chat and an email has a name and a definition', () => {
  for (const { measures } of [sampleCall, sampleChat, sampleEmail]) {
    for (const name of Object.keys(measures.values)) assert.ok(strings.measures[name.split('.')[0] ?? '']?.definition, name);
    for (const gap of Object.values(measures.gaps)) assert.ok(strings.reasons[gap], gap);
  }
});
