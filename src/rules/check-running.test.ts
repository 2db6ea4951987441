import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkRunning } from './check-running.ts';
import { parseExpression } from './parse.ts';
import { type Rule, ruleOf } from './rule.ts';

function warnings(text: string, overrides: Partial<Rule> = {}): string[] {
  const { expression } = parseExpression(text);
  assert.ok(expression !== null, text);
  return checkRunning(ruleOf(expression, overrides)).map(({ problem }) => problem.message);
}

/** [expression, manner, whether it can alert during the conversation] */
const live: readonly (readonly [string, Rule['manner'], boolean])[] = [
  ['"a"', 'detect', true],
  ['"a"', 'require', false],
  ['"a" in first 60s', 'require', true],
  ['agent: "a" in first 3 turns', 'require', true],
  ['"a" in last 30s', 'detect', false],
  ['"a" in first 25%', 'detect', false],
  ['not "a"', 'detect', false],
  ['not ("a" in first 60s)', 'detect', true],
  ['"a" unless "b"', 'detect', false],
  ['"a" unless ("b" in first 60s)', 'detect', true],
  ['"a" and duration > 5m', 'detect', false],
  ['"a" or duration > 5m', 'detect', true],
  ['"a" and attr.plan = "gold"', 'detect', true],
  ['count("a") >= 3', 'detect', true],
  ['count("a") < 3', 'detect', false],
  ['"a" not before ("b")', 'detect', false],
  ['"a" not before ("b") within 30s', 'detect', true],
];

describe('rules that can never alert live', () => {
  for (const [text, manner, canAlert] of live)
    it(`${manner} ${text}: ${canAlert ? 'can alert' : 'is warned of'}`, () => {
      assert.deepEqual(
        warnings(text, { manner, tags: ['live'] }).map((message) => /never alert/.test(message)),
        canAlert ? [] : [true],
      );
    });

  it('are not spoken of without the tag', () => assert.deepEqual(warnings('not "a"'), []));
});

describe('rules of unbounded cost', () => {
  it('like(…) alone is warned of', () => assert.match(warnings('like("a manager please") or "b"')[0] ?? '', /every sentence/));
  it('words beside it bound it', () => assert.deepEqual(warnings('like("a manager please") and customer: "manager"'), []));
  it('so does applies', () => {
    const { expression } = parseExpression('channel = chat');
    assert.deepEqual(warnings('like("a manager please")', { applies: expression }), []);
  });
});
