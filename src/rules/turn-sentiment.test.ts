import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules } from './compile.ts';
import { readConversation } from './conversation-text.ts';
import { evaluateRules } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import { ruleOf } from './rule.ts';

const lines = ['customer: this is ridiculous', 'agent: I am sorry', 'customer: thank you'];
const scores = [
  { turn: 0, score: -0.9, label: 'negative', because: [] },
  { turn: 2, score: 0.8, label: 'positive', because: [] },
] as const;

/** A stored conversation: customers' turns scored, agents' not. */
function judge(text: string, measures: Readonly<Record<string, number | null>> = {}) {
  const parsed = parseExpression(text);
  assert.ok(parsed.expression);
  const conversation = {
    ...readConversation(lines),
    measures: { values: measures, gaps: {} },
    understanding: { sentiment: { turns: scores, courses: [] } },
  };
  const [finding] = evaluateRules(compileRules([ruleOf(parsed.expression)]), conversation);
  return finding?.verdict;
}

const cases: readonly (readonly [string, string])[] = [
  ['turn where sentiment < -0.3', 'met'],
  ['customer: turn where sentiment < -0.3', 'met'],
  ['turn where sentiment < -0.95', 'missed'],
  ['customer: turn where sentiment > 0.5 in last 1 turns', 'met'],
];
for (const [expression, verdict] of cases) {
  test(`${expression} is ${verdict} on what the sentiment analyser stored`, () => assert.equal(judge(expression), verdict));
}

test('a side that was never judged is not assessable, not innocent', () => {
  assert.notEqual(judge('agent: turn where sentiment < -0.3'), 'missed');
});

test('the course is compared like any measure', () => {
  assert.equal(judge('sentiment.customer.end < -0.3', { 'sentiment.customer.end': -0.5 }), 'met');
  assert.equal(judge('sentiment.customer.end < -0.3', { 'sentiment.customer.end': 0.5 }), 'missed');
  assert.notEqual(judge('sentiment.customer.end < -0.3', { 'sentiment.customer.end': null }), 'missed');
});
