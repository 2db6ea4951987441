import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type Description, describeRule } from './describe.ts';
import { parseExpression } from './parse.ts';
import { type Rule, ruleOf } from './rule.ts';
import { readRuleFile } from './rule-file.ts';

const flat = ({ words, parts }: Description): string => [words, ...parts.map((part) => `- ${flat(part)}`)].join('\n');

function said(text: string, changes: Partial<Rule> = {}): string {
  const { expression } = parseExpression(text);
  assert.ok(expression, text);
  return describeRule(ruleOf(expression, changes)).map(flat).join('\n').replace('A finding is a conversation where ', '');
}

const examples: readonly (readonly [string, string])[] = [
  ['customer: "refund"', 'the customer says “refund”.'],
  ['"~cancel my account"', 'anyone says “cancel my account” in any form.'],
  ['customer: ("speak" near/6 ("manager" | "supervisor"))', 'the customer says “speak” within 6 words of (“manager” or “supervisor”).'],
  ['customer: ("stop" | ("no" at turn start))', 'the customer says “stop” or “no” at the start of a turn.'],
  ['agent: "hello" in first 30s', 'the agent says “hello”, in the first 30 seconds.'],
  ['agent: "bye" in last 3 turns', 'the agent says “bye”, in the last 3 turns.'],
  [
    'customer: "manager" -> agent: "transfer" within 60s',
    'these follow each other, all within 1 minute:\n- the customer says “manager”\n- the agent says “transfer”',
  ],
  [
    'customer: "manager" not before (agent: "transfer") within 60s',
    'the customer says “manager”, and not followed within 1 minute by this: the agent says “transfer”.',
  ],
  ['agent: "notice" before first (<money>)', 'the agent says “notice”, before the first time that anyone says an amount of money.'],
  ['"a" and not "b"', 'all of these hold:\n- anyone says “a”\n- it is not so that anyone says “b”'],
  ['count("no") >= 3', 'anyone says “no”, at least 3 times.'],
  ['channel = voice', 'the channel is voice.'],
  ['attr.line in ["gold", "old plan"]', 'the attribute line is one of gold, “old plan”.'],
  ['silence >= 15s', 'there is silence of at least 15 seconds.'],
  [
    'contacts(same customer, attempts, 7d) > 7',
    'the number of the customer’s other contacts (same customer, unanswered ones too, in the last 7 days) is more than 7.',
  ],
];

describe('a rule in plain words', () => {
  for (const [text, words] of examples) it(text, () => assert.equal(said(text), words));

  it('says what an obligation’s finding is, and whom it concerns', () => {
    const { expression: applies } = parseExpression('channel = voice');
    assert.equal(
      said('agent: "hello"', { manner: 'require', applies }),
      'It is judged only where the channel is voice.\nIt must be so, and a finding is a conversation where it is not: the agent says “hello”.',
    );
  });

  it('finds words for every rule of the sample workspace', () => {
    const folder = new URL('../../workspace/rules/', import.meta.url);
    for (const name of readdirSync(folder)) {
      for (const { rule } of readRuleFile(readFileSync(new URL(name, folder), 'utf8'), name).rules)
        assert.doesNotMatch(describeRule(rule).map(flat).join('\n'), /undefined|NaN|\[object/, rule.id);
    }
  });
});
