import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkText } from './check-text.ts';
import { completeRule } from './complete-rule.ts';
import { findConstruct } from './find-construct.ts';

const names = { rules: [{ id: 'escalation', name: 'Escalation' }], lists: { pay: ['~pay', 'money'] }, attributes: ['plan'], files: [] };

/** `|` stands where the caret is. */
const completions: readonly (readonly [string, string | null])[] = [
  ['cust|', 'customer:'],
  ['customer: @p|', '@pay'],
  ['"pay" near/5 <mo|', '<money>'],
  ['not rule(esc|', 'escalation'],
  ['attr.pl|', 'attr.plan'],
  ['chan|', 'channel'],
  ['"a" nea|', 'near/5'],
  ['over|', 'overtalk'],
  ['"cust|', null],
  ['"a" # cust|', null],
  ['"a" and "b" cou|', 'count(what) >= 3'],
];

describe('completion', () => {
  for (const [marked, expected] of completions) {
    it(marked, () => {
      const at = marked.indexOf('|');
      const text = marked.replace('|', '');
      const found = completeRule(text, at, names);
      const typed = text.slice(found?.from ?? at, at);
      const first = found?.offers.find(({ label }) => label.startsWith(typed) && typed !== '')?.label ?? null;
      assert.equal(first, expected);
    });
  }
});

const hovers: readonly (readonly [string, string | null])[] = [
  ['customer: "can|cel"', 'word or phrase'],
  ['customer: "~can|cel"', 'forms of a word'],
  ['cust|omer: "a"', 'speaker'],
  ['"a" ne|ar/5 "b"', 'near, in any order'],
  ['"a" not n|ear/5 "b"', 'not near; not inside'],
  ['"a" in fi|rst 60s', 'window by time'],
  ['"a" before fi|rst ("b")', 'before every one'],
  ['<mon|ey>', 'entity, also in a phrase'],
  ['@p|ay', 'list'],
  ['cou|nt("a") >= 2', 'count'],
  ['rule(esc|alation)', 'another rule'],
  ['sil|ence >= 5s', 'events'],
  ['"a" -|> "b"', 'one after the other'],
  ['cha|nnel = voice', 'facts'],
  ['"a"| and "b"', null],
  ['"a" an|d "b"', 'logic'],
];

describe('documentation under the pointer', () => {
  for (const [marked, expected] of hovers) {
    it(marked, () => {
      const at = marked.indexOf('|');
      assert.equal(findConstruct(marked.replace('|', ''), at)?.construct.name ?? null, expected);
    });
  }
});

describe('the checker in the page', () => {
  const context = { names, manner: 'detect', lists: { own: ['x'] } } as const;
  const problems: readonly (readonly [string, string, string | undefined])[] = [
    ['custmer: "a"', 'there is no role "custmer"; the roles are agent, customer, bot, ivr, supervisor, third-party, unknown', 'customer'],
    ['@pey', 'there is no list "pey"', 'pay'],
    ['rule(escalaton)', 'there is no rule "escalaton"', 'escalation'],
    ['"a" and', 'the expression ends too early: expected an operand: "words", <slot>, @list, a role, an event or (', undefined],
  ];
  for (const [text, message, suggestion] of problems) {
    it(text, () => {
      const [problem] = checkText(text, context);
      assert.deepEqual([problem?.message, problem?.suggestion], [message, suggestion]);
    });
  }
  it('knows the lists of the rule itself', () => assert.deepEqual(checkText('@own', context), []));
});
