import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleCall, sampleChat, sampleEmail } from '../../../../src/http/testing/sample-interactions.ts';
import { measureCatalogue } from '../../../../src/language/measures/catalogue.ts';
import { gapReasons } from '../../../../src/language/measures/measure-scope.ts';
import type { MeasureCatalogue } from '../../api.ts';
import { measuresStrings } from '../../strings/measures.ts';
import { prepareMeasures } from './prepare-measures.ts';

const catalogue: MeasureCatalogue = {
  items: measureCatalogue.map(({ name, unit, channels, roles = [], formula, exclusions = null, threshold }) => ({
    name,
    unit,
    channels,
    roles,
    formula,
    exclusions,
    thresholds: threshold ? [threshold] : [],
  })),
  gaps: gapReasons,
};

const view = (values: Record<string, number | null>, gaps: Record<string, string> = {}) => prepareMeasures({ values, gaps }, catalogue);

const wholes: readonly [string, number, string, string][] = [
  ['duration', 60_000, 'Duration', '1 min'],
  ['first_response', 93_600_000, 'First response', '26 h'],
  ['response_time.within_target', 0.045, 'Response time, within target', '4.5 %'],
  ['thread_depth', 2, 'Thread depth', '2'],
  ['one_touch', 1, 'One touch', 'yes'],
  ['transfer.count', 3, 'Transfers', '3'],
  ['speech_rate_of_tomorrow', 1500, 'Speech rate of tomorrow', '1,500'],
  ['response_time.p90', 46_000, 'Response time, p90', '46 s'],
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
  const { sides, sideRows, whole } = view({
    'response_latency.p50.agent': -444,
    'response_latency.p50.customer': 330,
    'talk_ratio.agent': 0.6,
    'backchannel.count.agent': 0,
    'backchannel.count.customer': 0,
    'words.bot': 0,
  });
  assert.deepEqual(sides, ['agent', 'customer']);
  assert.deepEqual(
    sideRows.map(({ label, values }) => [label, ...values.map(({ text }) => text)]),
    [
      ['Response latency, median', '−0.4 s', '0.3 s'],
      ['Share of talk', '60 %', ''],
    ],
  );
  assert.deepEqual(whole, []);
});

test('a bot has a column of its own where it said something', () => {
  const { sides, sideRows, whole } = view({
    'words.agent': 134,
    'words.customer': 84,
    'words.bot': 40,
    first_response: 30_000,
    'first_response.bot': 1400,
  });
  assert.deepEqual(sides, ['agent', 'customer', 'bot']);
  assert.deepEqual(sideRows[0]?.values.at(-1), { side: 'bot', text: '40' });
  assert.deepEqual([whole[0]?.value, whole[0]?.detail], ['30 s', 'bot 1.4 s']);
});

test('what is not known says why, in the words of the catalogue, and is never zero', () => {
  const { whole, unknown, unknownCount } = view(
    { handle_time: null, 'hold.total': null, 'hold.longest': null, 'silence.total': 9000, 'silence.count': null },
    {
      handle_time: 'no-wrap-up',
      'hold.longest': 'no-clock',
      'hold.total': 'no-clock',
      'resolve_time.p50': 'a-new-reason',
      'silence.count': 'no-clock',
    },
  );
  assert.deepEqual(
    whole.map(({ label }) => label),
    ['Silence'],
  );
  assert.equal(unknownCount, 5);
  assert.deepEqual(
    unknown.map(({ reason, labels }) => [reason, labels]),
    [
      [gapReasons['no-wrap-up'], ['Handle time']],
      [gapReasons['no-clock'], ['Hold', 'Silence, count']],
      ['a new reason', ['Time to resolve']],
    ],
  );
});

test('every measure of a call, a chat and an email has a name and leads to its definition', () => {
  for (const { measures } of [sampleCall, sampleChat, sampleEmail]) {
    for (const name of Object.keys(measures.values)) assert.ok(measuresStrings.measures[name.split('.')[0] ?? ''], name);
    const { whole, sideRows } = prepareMeasures(measures, catalogue);
    for (const { key, definition } of [...whole, ...sideRows]) assert.ok(definition && definition.text !== '', key);
  }
});
