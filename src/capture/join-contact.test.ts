import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CapturedInteraction, capturedInteractionSchema } from '../domain/captured-interaction.ts';
import { joinContact } from './join-contact.ts';

function mail(from: string, at: string, text: string): CapturedInteraction {
  return capturedInteractionSchema.parse({
    externalId: '<root@example.com>',
    channel: 'email',
    startedAt: at,
    endedAt: at,
    subject: text,
    participants: [{ id: from, role: from === 'help@fernhill.example' ? 'agent' : 'customer' }],
    turns: [{ participant: from, at, text }],
  });
}

const question = mail('dana@example.com', '2026-10-05T09:00:00Z', 'It is broken');
const answer = mail('help@fernhill.example', '2026-10-05T11:00:00Z', 'Try again');
const thanks = mail('dana@example.com', '2026-10-06T08:00:00Z', 'It works');

test('parts of a thread give the same contact in whatever order they arrive', () => {
  const inOrder = joinContact(joinContact(question, answer), thanks);
  assert.deepEqual(
    inOrder.turns.map((turn) => turn.text),
    ['It is broken', 'Try again', 'It works'],
  );
  for (const [a, b, c] of [
    [answer, question, thanks],
    [thanks, answer, question],
    [answer, thanks, question],
  ] as const) {
    const other = joinContact(joinContact(a, b), c);
    assert.deepEqual(other.turns, inOrder.turns);
    assert.equal(other.startedAt, question.startedAt);
    assert.equal(other.endedAt, thanks.endedAt);
    assert.equal(other.subject, 'It is broken');
    assert.equal(other.participants.length, 2);
  }
});

test('the same part again changes nothing', () => {
  const joined = joinContact(question, answer);
  assert.equal(joinContact(joined, answer), joined);
});
