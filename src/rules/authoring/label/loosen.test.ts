import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checkExpression } from '../../check.ts';
import { compileRules } from '../../compile.ts';
import { readConversation } from '../../conversation-text.ts';
import { findingsOf, RuleEngine } from '../../evaluate.ts';
import { parseExpression } from '../../parse.ts';
import { type Rule, ruleOf } from '../../rule.ts';
import { readRuleSet } from '../../rule-set.ts';
import { loosenRule } from './loosen.ts';

function ruleFrom(text: string, changes: Partial<Rule> = {}): Rule {
  const { expression } = parseExpression(text);
  assert.ok(expression, text);
  return ruleOf(expression, changes);
}

function fires(rule: Rule, turns: readonly string[], lists = {}): boolean {
  const engine = new RuleEngine(compileRules([rule], { lists }));
  return findingsOf(engine, readConversation(turns)).some((finding) => finding.fired);
}

const lists = { pay: ['payment plan', '~settle'] };

describe('what a rule misses narrowly, its loosened form finds', () => {
  const table: readonly (readonly [what: string, expression: string, turn: string])[] = [
    ['other forms of the words', '"cancel my account"', 'customer: I am cancelling that account'],
    ['words between', '"speak to a manager"', 'customer: can I speak with the shift manager'],
    ['another speaker', 'customer: "lawyer"', 'agent: your lawyer may call us'],
    ['a slip of the pen', '"mirandize"', 'agent: please mirandyze him'],
    ['too late', '"recorded line" in first 10s', '[0:22] agent: this is a recorded line'],
    ['too far apart', '"attempt" near/2 "collect"', 'agent: an attempt by us today to collect'],
    ['one too few', 'count("no") >= 3', 'customer: no and no'],
    ['excluded by place', '"cancel" not near/3 "order"', 'customer: cancel the order'],
    ['excused', '"refund" unless "thank you"', 'customer: a refund thank you'],
    ['a list entry in other words', 'agent: @pay', 'agent: a plan for your payments'],
  ];
  for (const [what, expression, turn] of table) {
    test(what, () => {
      const rule = ruleFrom(expression);
      assert.equal(fires(rule, [turn], lists), false);
      assert.equal(fires(loosenRule(rule, 'near', lists), [turn], lists), true);
    });
  }
});

test('a requirement that is met only just is near a miss', () => {
  const rule = ruleFrom('"recorded line" in first 60s', { manner: 'require' });
  const loose = loosenRule(rule, 'near', {});
  const met = (clock: string) => [`[0:01] agent: hello`, `[${clock}] agent: this is a recorded line`];
  assert.deepEqual([fires(rule, met('0:50')), fires(loose, met('0:50')), fires(loose, met('0:10'))], [false, true, false]);
});

test('every rule of the sample workspace has a loosened form that compiles and still fires where the rule does', () => {
  const textOf = (file: string) => ({ file, text: readFileSync(file, 'utf8') });
  const set = readRuleSet({ rules: globSync('workspace/rules/*.yaml').map(textOf), lists: globSync('workspace/lists/*.yaml').map(textOf) });
  assert.ok(set.rules.length >= 30);
  const rules = set.rules.map(({ rule }) => rule);
  const names = { rules: new Set(rules.map((rule) => rule.id)), lists: set.lists };
  const loosened = rules.map((rule) => loosenRule(rule, `${rule.id}-loosened`, set.lists));
  for (const loose of loosened) {
    if (loose.body.kind !== 'expression') continue;
    const errors = checkExpression(loose.body.expression, loose, names).filter((problem) => problem.severity === 'error');
    assert.deepEqual(errors, [], loose.id);
  }
  const engine = new RuleEngine(compileRules([...rules, ...loosened], { lists: set.lists }));
  for (const { rule, tests } of set.rules) {
    for (const { turns, given, name } of tests) {
      const fired = findingsOf(engine, readConversation(turns, given), 'fired').map((finding) => finding.rule);
      if (fired.includes(rule.id)) assert.ok(fired.includes(`${rule.id}-loosened`), `${rule.id}: ${name}`);
    }
  }
});
