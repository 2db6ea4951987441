import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SearchHit } from '../../api.ts';
import { prepareRow } from './prepare-row.ts';

const moment = { timeZone: 'UTC', thisYear: 2026 };
const hit: SearchHit = {
  id: 'a',
  externalId: 'x',
  source: 'phone',
  channel: 'voice',
  startedAt: '2026-11-20T09:00:00Z',
  durationMs: 61_000,
  agents: ['agent-07'],
  queue: 'billing',
  turns: 1,
  state: 'assessable',
  stateReason: null,
  sentiment: null,
  reason: null,
  language: 'en',
  snippets: [{ turn: 1, role: 'customer', text: 'my bill doubled', marks: [{ turn: 1, start: 3, end: 7 }] }],
};

test('a row says when, where, how long and what was said', () => {
  const row = prepareRow(hit, moment);
  assert.deepEqual([row.when, row.duration, row.about, row.note], ['20 Nov, 09:00', '1:01', ['billing', 'agent-07', '1 turn'], null]);
  assert.deepEqual(
    row.snippets[0]?.segments.map(({ text, marked }) => [text, marked]),
    [
      ['my ', false],
      ['bill', true],
      [' doubled', false],
    ],
  );
});

test('a mark far into a long turn is brought into sight', () => {
  const text = `${'word '.repeat(80)}refund please`;
  const start = text.indexOf('refund');
  const row = prepareRow({ ...hit, snippets: [{ turn: 0, role: 'customer', text, marks: [{ turn: 0, start, end: start + 6 }] }] }, moment);
  assert.equal(row.snippets[0]?.segments.find(({ marked }) => marked)?.text, 'refund');
});

const notes: readonly [string, string | null, RegExp][] = [
  ['received', 'language', /language that is not transcribed/],
  ['occurred', 'strange-reason', /Strange reason/],
  ['received', null, /No reason given/],
];
for (const [state, stateReason, expected] of notes) {
  test(`${state} for ${stateReason} is explained`, () =>
    assert.match(prepareRow({ ...hit, state, stateReason }, moment).note ?? '', expected));
}

test('what is unknown is said or left out, never invented', () => {
  const row = prepareRow({ ...hit, startedAt: null, durationMs: null, queue: null, agents: [], snippets: [] }, moment);
  assert.deepEqual([row.when, row.dateTime, row.duration, row.about, row.snippets], ['Time unknown', undefined, '', ['1 turn'], []]);
});
