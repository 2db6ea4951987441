import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConversation } from './conversation-text.ts';
import { explainRule, printExplanation } from './explain.ts';
import { parseExpression } from './parse.ts';
import { printExpression } from './print.ts';
import { ruleOf } from './rule.ts';

function explained(text: string, turns: readonly string[]): string {
  const { expression } = parseExpression(text);
  assert.ok(expression !== null);
  return explainRule(ruleOf(expression), readConversation(turns), { rules: [], lists: {} })
    .map((part) => printExplanation(part))
    .join('\n');
}

describe('explain', () => {
  it('quotes what was found, part by part', () => {
    const text = explained('customer: ("cancel" near/3 "account") and agent: "sorry"', [
      '[0:05] customer: cancel my account',
      '[0:09] agent: sorry',
    ]);
    assert.equal(
      text,
      [
        '✓ (customer: ("cancel" near/3 "account")) and (agent: "sorry")',
        '  found 2 times, first: customer in turn 1 0:05: “cancel my account”',
        '  ✓ customer: ("cancel" near/3 "account")',
        '    found once, first: customer in turn 1 0:05: “cancel my account”',
        '    ✓ customer: "cancel"',
        '      found once, first: customer in turn 1 0:05: “cancel”',
        '    ✓ customer: "account"',
        '      found once, first: customer in turn 1 0:05: “account”',
        '  ✓ agent: "sorry"',
        '    found once, first: agent in turn 2 0:09: “sorry”',
      ].join('\n'),
    );
  });

  it('says where an absence was looked for', () => {
    assert.match(
      explained('agent: "recorded line" in first 60s', ['[0:02] agent: hello there', '[1:30] agent: bye']),
      /not found: searched 2 of the agent’s words in 1 turn from 0:00 to 1:00/,
    );
  });

  it('lists what is joined by and in one row', () => {
    const text = explained('channel = voice and hold and "refund"', ['[0:05] customer: a refund']);
    assert.deepEqual(text.split('\n').slice(2), [
      '  ✓ channel = "voice"',
      '    holds',
      '  ✗ hold',
      '    no such event',
      '  ✓ "refund"',
      '    found once, first: customer in turn 1 0:05: “refund”',
    ]);
  });

  it('leaves out the alternatives that were not found', () => {
    const text = explained('customer: ("refund" | "money back" | "chargeback")', ['[0:05] customer: I want my money back']);
    assert.match(text, /✓ customer: "money back"/);
    assert.doesNotMatch(text, /[✗] /);
    assert.equal(explained('"refund" | "money back"', ['[0:05] customer: hello']).split('\n').length, 2);
  });

  it('says why it cannot be judged', () =>
    assert.match(explained('agent: "a"', ['customer: a']), /cannot be judged: nobody of that role spoke/));
});

describe('print', () => {
  const texts = [
    'agent: (("attempt*" then/4 "collect*") near/8 "debt") before first (<money> | @pay) in first 120s',
    '"a" -> customer: "b" -> silence >= 15s within 60s',
    'contacts(same customer, same attr.debt, direction = outbound, attempts, 7d) > 7',
    'localtime(customer) not in [8:00, 21:00] or prior(rule(x)) unless not "q"',
    '("a" not near/3 "b") fully in [10s, 1m] at turn end with asr >= 0.5',
    'turn where sentiment < -0.3 same sentence like("x y", 0.7)',
    'distinct(@a | fuzzy("b") | sounds("c")) >= 2 and interruption by agent and talk_ratio.agent > 0.5',
  ];
  for (const text of texts) {
    it(`gives back ${text}`, () => {
      const strip = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value, (key, inner: unknown) => (['from', 'to', 'textFrom'].includes(key) ? undefined : inner)));
      const first = parseExpression(text).expression;
      assert.ok(first !== null);
      assert.deepEqual(strip(parseExpression(printExpression(first)).expression), strip(first));
    });
  }
});
