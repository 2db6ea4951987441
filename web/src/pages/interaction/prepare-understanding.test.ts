import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleChat } from '../../../../src/http/testing/sample-interactions.ts';
import type { Interaction } from '../../api.ts';
import { prepareUnderstanding } from './prepare-understanding.ts';

const chat = (understanding: Interaction['understanding']) => ({ ...sampleChat, findings: [], understanding }) as unknown as Interaction;
const text = sampleChat.turns[2]?.text ?? '';
const evidence = (weight: number) => ({ turn: 2, start: 0, end: 5, weight, why: 'a cue' });

test('nothing understood shows nothing', () => {
  const { summary, reasons, signals, conduct } = prepareUnderstanding(chat({}));
  assert.deepEqual([summary, reasons, signals, conduct], [[], [], [], []]);
});

test('a verdict comes with the words that speak for it, not those against', () => {
  const signal = (verdict: 'yes' | 'no' | 'unclear') =>
    ({ name: 'resolved', verdict, probability: 0.5, because: [evidence(2), evidence(-1)] }) as const;
  const quotes = (verdict: 'yes' | 'no' | 'unclear') =>
    prepareUnderstanding(chat({ signals: [signal(verdict)] })).signals[0]?.quotes.length;
  assert.deepEqual([quotes('yes'), quotes('no'), quotes('unclear')], [1, 1, 2]);
});

test('words are quoted from their turn and can be found there', () => {
  const [effort] = prepareUnderstanding(chat({ effort: { points: 2, level: 'medium', because: [evidence(2)] } })).conduct;
  assert.equal(effort?.value, 'medium, 2 points');
  assert.deepEqual(effort?.quotes[0]?.match, { turn: 2, start: 0, end: 5 });
  assert.equal(effort?.quotes[0]?.text, text.slice(0, 5));
});

test('only news that somebody may act on stands out', () => {
  const tones = (['resolved', 'escalation', 'promise'] as const).map((name) => {
    return prepareUnderstanding(chat({ signals: [{ name, verdict: 'yes', probability: 0.9, because: [] }] })).signals[0]?.tone;
  });
  assert.deepEqual(tones, ['good', 'bad', 'plain']);
});
