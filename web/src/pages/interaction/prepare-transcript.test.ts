import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  blank as blankRecord,
  sampleCall as callRecord,
  sampleChat as chatRecord,
  sampleEmail as emailRecord,
} from '../../../../src/http/testing/sample-interactions.ts';
import { findMatches } from './find-matches.ts';
import { isRoleUnsure, isWordUnsure, prepareTranscript, turnTime } from './prepare-transcript.ts';
import { isLeftSide, speakerOf } from './speaker.ts';

const utc = { timeZone: 'UTC' };

/** As the API answers it: with what the rules found. */
const answered = <Record>(record: Record) => ({ ...record, findings: [] });
const blank = answered(blankRecord);
const sampleCall = answered(callRecord);
const sampleChat = answered(chatRecord);
const sampleEmail = answered(emailRecord);

test('a hold stands between the turns it separates, and computed silence does not clutter them', () => {
  const items = prepareTranscript(sampleCall);
  const kinds = items.map((item) => (item.kind === 'turn' ? item.place : item.kind === 'event' ? item.text : item.kind));
  assert.deepEqual(kinds, [0, 1, 2, 3, 4, 'Hold 9.8 s', 5, 6, 7, 8]);
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
  assert.deepEqual(speakerOf(sampleCall.participants, agentTurn), { role: 'Agent', name: 'Robin' });
  assert.deepEqual(speakerOf(sampleCall.participants, customerTurn), { role: 'Customer', name: null });
});

test('agents of one call are told apart, and so are people whose role is unknown', () => {
  const [first] = sampleCall.turns;
  assert.ok(first);
  const second = { id: 'a2', role: 'agent', roleConfidence: 1, ref: 'a118' } as const;
  assert.deepEqual(speakerOf([...sampleCall.participants, second], { participant: 'a2', role: 'agent' }), { role: 'Agent', name: 'a118' });
  const unknown = ['u1', 'u2'].map((id) => ({ id, role: 'unknown' as const, roleConfidence: 0 }));
  assert.equal(speakerOf(unknown, { participant: 'u2', role: 'unknown' }).role, 'Participant 2');
  const turns = ['u1', 'u2'].map((participant) => ({ ...first, participant, role: 'unknown' as const }));
  assert.deepEqual(
    turns.map((turn) => isLeftSide({ participants: unknown, turns }, turn)),
    [true, false],
  );
});

test('a transfer names the leg that goes on', () => {
  const none = { values: {}, gaps: {} };
  const legs = ['a1', 'a2'].map((agent) => ({ kind: 'agent' as const, agent, queue: 'technical', measures: none }));
  const turns = sampleCall.turns.slice(0, 2).map((turn, leg) => ({ ...turn, leg }));
  const transfer = { kind: 'transfer', startMs: 4800, endMs: 4800, leg: null, role: null, origin: 'imported' } as const;
  const items = prepareTranscript({ ...sampleCall, legs, turns, events: [transfer] });
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'event' ? item.text : [])),
    ['Transfer · Agent a2 · technical'],
  );
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
