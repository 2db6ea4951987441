import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blank, sampleCall, sampleChat, sampleEmail } from '../../../../src/http/testing/sample-interactions.ts';
import { findMatches } from './find-matches.ts';
import { isRoleUnsure, isWordUnsure, prepareTranscript, speakerOf, turnTime } from './prepare-transcript.ts';

const utc = { timeZone: 'UTC' };

test('a hold stands between the turns it separates, and computed silence does not clutter them', () => {
  const items = prepareTranscript(sampleCall);
  const kinds = items.map((item) => (item.kind === 'turn' ? item.place : item.kind === 'event' ? item.text : item.kind));
  assert.deepEqual(kinds, [0, 1, 2, 3, 4, 'Hold · 9.8 s', 5, 6, 7, 8]);
});

test('an event after the last turn is not lost', () => {
  const close = { kind: 'close', startMs: 300_000, endMs: 300_000, leg: null, role: null, origin: 'imported' } as const;
  assert.equal(prepareTranscript({ ...sampleChat, events: [close] }).at(-1)?.kind, 'event');
});

test('messages of one writer in a row are one group, and each day has a heading', () => {
  const items = prepareTranscript(sampleChat, utc);
  assert.deepEqual(
    items.map((item) => (item.kind === 'turn' ? item.isSameSpeaker : item.kind === 'day' ? item.text : '')),
    ['Friday, 20 November 2026', false, false, true, false, false, false],
  );
  assert.equal(prepareTranscript(sampleEmail, utc).filter(({ kind }) => kind === 'day').length, 2);
});

test('a call counts from its start and a chat shows the clock', () => {
  const [callTurn, chatTurn] = [sampleCall.turns[1], sampleChat.turns[3]];
  assert.ok(callTurn && chatTurn);
  assert.equal(turnTime(sampleCall, callTurn, utc), '0:05');
  assert.equal(turnTime(sampleChat, chatTurn, utc), '11:31');
  assert.equal(turnTime({ ...sampleChat, startedAt: null }, chatTurn, utc), '1:10');
  assert.equal(turnTime(sampleChat, { ...chatTurn, startMs: null }, utc), '');
});

test('a speaker has a role, and a name where the source gives one', () => {
  const [agentTurn, customerTurn] = sampleCall.turns;
  assert.ok(agentTurn && customerTurn);
  assert.deepEqual(speakerOf(sampleCall, agentTurn), { role: 'Agent', name: 'Robin' });
  assert.deepEqual(speakerOf(sampleCall, customerTurn), { role: 'Customer', name: null });
});

test('an unsure role or word is said to be unsure, and an unknown confidence is not', () => {
  const [sure, , , unsure] = sampleCall.turns;
  assert.ok(sure && unsure);
  assert.deepEqual([isRoleUnsure(sure), isRoleUnsure(unsure)], [false, true]);
  assert.deepEqual([isWordUnsure(0.41), isWordUnsure(0.95), isWordUnsure(undefined)], [true, false, false]);
});

test('a conversation without turns has an empty transcript', () => assert.deepEqual(prepareTranscript(blank), []));

test('the search inside finds every place, whatever the case', () => {
  assert.deepEqual(
    findMatches(sampleCall.turns, ' BILL ').map(({ turn }) => turn),
    [1, 5, 7],
  );
  assert.deepEqual(findMatches(sampleCall.turns, '  '), []);
  assert.deepEqual(findMatches([{ ...blank.turns[0], text: 'aaa' } as never], 'aa'), [{ turn: 0, start: 0, end: 2 }]);
});
