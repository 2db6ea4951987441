import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleChat } from '../../../../src/http/testing/sample-interactions.ts';
import type { Interaction } from '../../api.ts';
import { prepareSentimentLine } from './sentiment-line.ts';

const customers = sampleChat.turns.filter(({ role }) => role === 'customer').map(({ index }) => index);
const lineOf = (scores: readonly number[]) => {
  const turns = scores.map(
    (score, at) => ({ turn: customers[at] ?? -1, score, label: score < 0 ? 'negative' : 'positive', because: [] }) as const,
  );
  const courses = [{ role: 'customer', state: 'insufficient', turns: scores.length }] as const;
  return prepareSentimentLine({ ...sampleChat, understanding: { sentiment: { turns, courses } } } as unknown as Interaction);
};

test('no line for one scored turn', () => {
  assert.equal(lineOf([0.5]), null);
});

test('the top is positive, the bottom negative, and points stand at their turns', () => {
  const line = lineOf([1, -1]);
  assert.deepEqual(
    line?.points.map(({ y }) => y),
    [0, 100],
  );
  assert.deepEqual(
    line?.points.map(({ place }) => place),
    customers.slice(0, 2),
  );
  assert.match(line?.points[1]?.label ?? '', /negative, −1\.00/);
});

test('too few turns for a course are said, not drawn as zero', () => {
  assert.equal(lineOf([1, -1])?.text, 'Too few turns for a course');
});
