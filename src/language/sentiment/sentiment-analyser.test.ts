import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SentimentCourse } from '../../domain/understanding.ts';
import { conversationDocument } from '../testing/conversation-document.ts';
import { measureCourse } from './measure-course.ts';
import { createSentimentAnalyser } from './sentiment-analyser.ts';

const analyse = async (lines: readonly string[], agents = false) =>
  createSentimentAnalyser({ agents, encoder: null }).analyse(conversationDocument(lines));

const labels: readonly (readonly [string, string])[] = [
  ['I have been on hold for two hours and this is ridiculous.', 'negative'],
  ['You guys are useless, I want my money back!', 'negative'],
  ['Thank you so much, that was really quick!', 'positive'],
  ['Perfect, that works now, thanks.', 'positive'],
  ['What time do you open on Saturday?', 'neutral'],
  ['My order number is 48213.', 'neutral'],
];
for (const [text, label] of labels) {
  test(`“${text}” is ${label}`, async () => {
    const { parts } = await analyse([`customer: ${text}`]);
    assert.equal(parts?.sentiment?.turns[0]?.label, label);
  });
}

test('answers why with words of the turn', async () => {
  const text = 'Your agent was rude and hung up on me.';
  const { parts } = await analyse([`customer: ${text}`]);
  const words = parts?.sentiment?.turns[0]?.because.map(({ start, end }) => text.slice(start, end)) ?? [];
  assert.ok(
    words.some((word) => word.includes('rude')),
    words.join('; '),
  );
});

test('judges agents only where the workspace says so, and the version tells', async () => {
  const lines = ['agent: This is wonderful!', 'customer: I hate this.'];
  const customersOnly = await analyse(lines);
  assert.deepEqual(
    customersOnly.parts?.sentiment?.turns.map(({ turn }) => turn),
    [1],
  );
  const both = await analyse(lines, true);
  assert.deepEqual(
    both.parts?.sentiment?.turns.map(({ turn }) => turn),
    [0, 1],
  );
  const version = (agents: boolean) => createSentimentAnalyser({ agents, encoder: null }).version;
  assert.notEqual(version(true), version(false));
});

test('a turn of redaction tokens and numbers has no score', async () => {
  const { parts } = await analyse(['customer: <card>', 'customer: 12 34', 'customer: ...']);
  assert.deepEqual(parts?.sentiment?.turns, []);
});

test('too few turns are insufficient, with the reason beside each measure', async () => {
  const { parts, measures } = await analyse(['customer: I hate this', 'customer: really']);
  assert.deepEqual(parts?.sentiment?.courses, [{ role: 'customer', state: 'insufficient', turns: 2 }]);
  assert.equal(measures?.values?.['sentiment.customer.end'], null);
  assert.equal(measures?.gaps?.['sentiment.customer.end'], 'too-short');
});

const course = (scores: readonly number[]): SentimentCourse =>
  measureCourse(
    'customer',
    scores.map((score, turn) => ({ turn, score, words: 10, label: score < -0.3 ? 'negative' : score > 0.3 ? 'positive' : 'neutral' })),
  );

test('start, end, slope, lowest and recovery of a contact that was saved', () => {
  assert.deepEqual(course([-0.2, -0.8, -0.9, -0.6, 0, 0.4, 0.6]), {
    role: 'customer',
    state: 'measured',
    turns: 7,
    mean: -0.214,
    start: -0.5,
    end: 0.5,
    slope: 0.28,
    lowest: -0.767,
    lowestTurn: 2,
    negativeShare: 0.429,
    recovered: true,
  });
});

test('one outburst does not bend the slope', () => {
  const measured = course([0.1, 0.1, 0.1, -1, 0.1, 0.1, 0.1]);
  assert.equal(measured.state === 'measured' && measured.slope, 0);
});

for (const text of ['nothing else', 'Sorry', 'no, that is all', 'ok', 'No nothing']) {
  test(`“${text}” keeps the conversation going and has no sentiment`, async () => {
    const { parts } = await analyse([`customer: ${text}`]);
    assert.deepEqual(parts?.sentiment?.turns, [{ turn: 0, score: 0, label: 'neutral', because: [] }]);
  });
}
