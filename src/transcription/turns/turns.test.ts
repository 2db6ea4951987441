import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inaudible } from '../transcriber.ts';
import { agentLeaning, rolesOfChannels, rolesOfVoices } from './assign-roles.ts';
import { interleaveTurns } from './interleave-turns.ts';
import { nameTurns, textOf } from './name-turns.ts';
import { type HeardWord, snapWords } from './snap-words.ts';
import { splitSpeakers } from './split-speakers.ts';

/** Words as "text@start-end …" in ms. */
function words(list: string): HeardWord[] {
  return list.split(' ').map((item) => {
    const [, text = '', start, end] = /^(.*)@(\d+)-(\d+)$/.exec(item) ?? [];
    return { text, startMs: Number(start), endMs: Number(end), confidence: 0.9 };
  });
}
const show = (list: readonly HeardWord[]) => list.map((word) => `${word.text}@${word.startMs}-${word.endMs}`).join(' ');
const stretches = [
  { startMs: 1_000, endMs: 2_000 },
  { startMs: 3_000, endMs: 4_000 },
];

const snapped: [string, string, string[]][] = [
  ['outer words take the edges of their stretch', 'a@1100-1500 b@1500-1900 c@3050-3900', ['a@1000-1500 b@1500-2000', 'c@3000-4000']],
  ['a word in the pause goes to the nearer stretch', 'a@1000-1500 b@2600-2900 c@3200-3900', ['a@1000-2000', 'b@3000-3020 c@3200-4000']],
  ['a stretch left empty gets the neighbour’s word', 'a@3050-3100 b@3200-3300', ['a@1000-2000', 'b@3000-4000']],
  ['one word over all stretches spans them', 'a@1900-2100', ['a@1000-4000']],
  ['a word over both goes where most of it lies', 'a@1000-1800 b@1900-3900', ['a@1000-2000', 'b@3000-4000']],
];

for (const [name, heard, expected] of snapped) {
  test(name, () =>
    assert.deepEqual(
      snapWords(words(heard), stretches, 0).map((phrase) => show(phrase.words)),
      expected,
    ),
  );
}

test('speech that could not be understood marks every stretch, and reads as one mark', () => {
  const phrases = snapWords([{ text: inaudible, startMs: 1_000, endMs: 4_000, confidence: 0 }], stretches, 0);
  assert.deepEqual(
    phrases.map(({ startMs, endMs }) => [startMs, endMs]),
    [
      [1_000, 2_000],
      [3_000, 4_000],
    ],
  );
  const [turn] = interleaveTurns(phrases);
  assert.equal(turn && textOf(turn), inaudible);
});

const phrase = (speaker: number, startMs: number, endMs: number) => ({ speaker, startMs, endMs, words: words(`w@${startMs}-${endMs}`) });

test('a turn ends when the other takes over or after a long pause', () => {
  const turns = interleaveTurns([
    phrase(0, 0, 1_000),
    phrase(0, 1_500, 2_000),
    phrase(1, 2_100, 3_000),
    phrase(0, 3_100, 4_000),
    phrase(0, 7_000, 8_000),
  ]);
  assert.deepEqual(
    turns.map((turn) => [turn.speaker, turn.startMs, turn.endMs]),
    [
      [0, 0, 2_000],
      [1, 2_100, 3_000],
      [0, 3_100, 4_000],
      [0, 7_000, 8_000],
    ],
  );
});

test('overlapping speech keeps both turns whole', () => {
  const turns = interleaveTurns([phrase(0, 0, 5_000), phrase(1, 4_000, 6_000)]);
  assert.deepEqual(
    turns.map((turn) => [turn.startMs, turn.endMs]),
    [
      [0, 5_000],
      [4_000, 6_000],
    ],
  );
});

const agentText = 'Thank you for calling. How can I help you? May I have your name?';
const customerText = "I'm calling about my order. I have a problem.";

test('a stated channel map is certain, and nothing said changes it', () => {
  assert.deepEqual(rolesOfChannels([agentText, customerText], ['customer', 'agent']), [
    { role: 'customer', confidence: 1 },
    { role: 'agent', confidence: 1 },
  ]);
});

test('without a map left is the agent; words only move the confidence', () => {
  const confidence = (left: string, right: string) => {
    const roles = rolesOfChannels([left, right], undefined);
    assert.deepEqual(
      roles.map((one) => one.role),
      ['agent', 'customer'],
    );
    return roles[0]?.confidence ?? 0;
  };
  assert.equal(confidence('', ''), 0.5);
  assert.ok(confidence(agentText, customerText) > 0.7);
  assert.ok(confidence(customerText, agentText) < 0.3);
});

test('of two voices in one channel the one who talks like an agent is the agent, never with much confidence', () => {
  const roles = rolesOfVoices([customerText, agentText]);
  assert.deepEqual(
    roles.map((one) => one.role),
    ['customer', 'agent'],
  );
  assert.ok(roles.every((one) => one.confidence <= 0.6));
  assert.ok(agentLeaning(agentText) > 0 && agentLeaning(customerText) < 0);
});

test('turns carry participant, channel, role and words', () => {
  const [turn] = nameTurns(interleaveTurns([phrase(1, 100, 900)]), {
    roles: rolesOfChannels(['', ''], undefined),
    channelOf: (speaker) => speaker,
  });
  assert.deepEqual([turn?.participant, turn?.channel, turn?.role, turn?.text, turn?.startMs], ['customer', 1, 'customer', 'w', 100]);
});

test('two voices in one channel are told apart, and who speaks first is the first speaker', () => {
  const rate = 16_000;
  /** A buzz of 120 Hz under one of two resonances, which is all that sets these voices apart. */
  const voice = (resonance: number, at: number) =>
    Math.sin(2 * Math.PI * 120 * at) * 0.2 + Math.sin(2 * Math.PI * resonance * at) * (0.5 + 0.5 * Math.sin(2 * Math.PI * 4 * at));
  const resonances = [700, 2_100, 700, 2_100, 2_100];
  const samples = Int16Array.from(
    { length: rate * 5 },
    (_, index) => 8_000 * voice(resonances[Math.floor(index / rate)] ?? 0, index / rate),
  );
  const split = splitSpeakers(
    resonances.map((_, second) => phrase(0, second * 1_000, second * 1_000 + 900)),
    samples,
  );
  assert.deepEqual(
    split.map((one) => one.speaker),
    [0, 1, 0, 1, 1],
  );
});
