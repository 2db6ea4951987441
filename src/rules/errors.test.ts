import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { checkExpression } from './check.ts';
import { compileRules } from './compile.ts';
import { readConversation } from './conversation-text.ts';
import { evaluateRules } from './evaluate.ts';
import { generateParser } from './grammar/build.ts';
import { parseExpression } from './parse.ts';
import { ruleOf } from './rule.ts';
import { readRuleFile } from './rule-file.ts';
import { readRuleSet } from './rule-set.ts';

const names = {
  rules: new Set(['escalation']),
  lists: { pay: ['~pay'], broken: ['*x'] },
  attributes: new Set(['plan', 'line']),
  measures: new Set(['talk_ratio.agent']),
};

/** [expression, part of the message, column, suggestion] */
const errors: readonly (readonly [string, RegExp, number, RegExp?])[] = [
  ['"a" AND "b"', /small letters/, 5, /^and$/],
  ['"a" "b"', /side by side/, 5],
  ["'a'", /double quotes/, 1],
  ['"a', /not closed/, 1],
  ['("a"', /\( is not closed/, 5],
  ['"a")', /closes nothing/, 4],
  ['"a" near "b"', /number of words/, 5, /near\/5/],
  ['"a" near/500 "b"', /0 to 100/, 5],
  ['agnet: "a"', /no role "agnet"/, 1, /agent/],
  ['"a" in first 60 trns', /not a unit/, 17, /turns/],
  ['"a" before "b"', /in parentheses/, 12],
  ['cuont("a") > 2', /no "cuont/, 1, /count/],
  ['@pya', /no list "pya"/, 1, /pay/],
  ['@broken', /wildcard/, 1],
  ['rule(escalaton)', /no rule "escalaton"/, 1, /escalation/],
  ['attr.pln = "gold"', /no attribute "pln"/, 1, /attr\.plan/],
  ['talk_ratio.agnt > 1', /no measure or field/, 1, /talk_ratio\.agent/],
  ['"*fund"', /cannot start with a wildcard/, 2],
  ['"re*nd"', /only at the end/, 2],
  ['"order 123456789"', /long numbers/, 8, /<number>/],
  ['"!!"', /no letters or digits/, 2],
  ['""', /no words/, 2],
  ['"_ account"', /between two words/, 1],
  ['count(not "a") > 1', /condition stands where words/, 7, /outside/],
  ['count("a")', /condition is wanted/, 1],
  ['talk_ratio.agent and "a"', /must be compared/, 1],
  ['("a" and "b") near/5 "c"', /condition stands where words/, 2],
  ['("a" -> "b") near/5 "c"', /one speaker’s words/, 2],
  ['agent: "a" near/5 customer: "b"', /never share one stream/, 1],
  ['agent: (customer: "a")', /inside another role/, 9],
  ['"a" in [60s, 10s]', /window is empty/, 1],
  ['"a" in first 0s', /window is empty/, 1],
  ['channel = voice and channel = chat', /can never hold/, 1],
  ['"a" before first ("b") within 5s', /takes no within/, 1],
  ['', /empty/, 1],
];

describe('errors point at the place and say what to write', () => {
  for (const [text, message, column, suggestion] of errors) {
    it(text, () => {
      const { expression, problems } = parseExpression(text);
      const all =
        expression === null ? problems : [...problems, ...checkExpression(expression, { manner: 'detect', lists: {}, tags: [] }, names)];
      const [first] = all.filter((problem) => problem.severity === 'error');
      assert.match(first?.message ?? 'no problem', message);
      assert.equal((first?.from ?? -1) + 1, column);
      if (suggestion !== undefined) assert.match(first?.suggestion ?? '', suggestion);
    });
  }

  it('warns of before where before first is meant', () => {
    const { expression } = parseExpression('"a" before ("b")');
    assert.ok(expression !== null);
    assert.match(checkExpression(expression, { manner: 'require', lists: {}, tags: [] }, names)[0]?.suggestion ?? '', /before first/);
  });
});

describe('rule files', () => {
  const file = [
    '- id: one',
    '  severity: majr',
    '  detect: |',
    '    "a" and',
    '      agnet: "b"',
    '- id: two',
    '  detcet: |',
    '    "a"',
    '',
  ].join('\n');

  it('map problems inside a block back to line and column of the file', () => {
    const { problems } = readRuleFile(file, 'rules/x.yaml');
    assert.deepEqual(
      problems.map(({ line, column, suggestion }) => [line, column, suggestion]),
      [
        [2, 3, 'major'],
        [5, 7, 'agent'],
        [7, 3, 'detect'],
        [6, 3, undefined],
      ],
    );
  });

  it('refuse a cycle of rules and the same id twice', () => {
    const text =
      '- { id: a, detect: "rule(b)" }\n- { id: b, detect: "rule(a)" }\n- { id: c, detect: \'"x"\' }\n- { id: c, detect: \'"y"\' }\n';
    const { problems, rules } = readRuleSet({ rules: [{ file: 'r.yaml', text }] });
    assert.equal(problems.length, 3);
    assert.deepEqual(
      rules.map(({ rule }) => rule.id),
      ['c'],
    );
  });

  it('give a rule the same hash wherever it stands, and another when a list it uses changes', () => {
    const hash = (pay: string, head = ''): string | undefined => {
      const { rules } = readRuleSet({
        rules: [{ file: 'r.yaml', text: `${head}- id: a\n  detect: "@pay"\n` }],
        lists: [{ file: 'l.yaml', text: `pay: ["${pay}"]` }],
      });
      return compileRules(
        rules.map(({ rule }) => rule),
        { lists: { pay: [pay] } },
      ).rules[0]?.hash;
    };
    assert.equal(hash('pay'), hash('pay', '# moved\n\n'));
    assert.notEqual(hash('pay'), hash('settle'));
  });
});

describe('hostile rules are refused or bounded', () => {
  const refused = (text: string): boolean => parseExpression(text).expression === null;
  it('deep nesting', () => assert.ok(refused(`${'('.repeat(100_000)}"a"${')'.repeat(100_000)}`)));
  it('endless operators', () => assert.ok(refused(Array(20_000).fill('"a"').join(' or '))));
  it('endless not', () => assert.ok(refused(`${'not '.repeat(15_000)}"a"`)));
  it('a huge text', () => assert.ok(refused(`"${'a '.repeat(50_000)}"`)));
  it('a YAML bomb', () => assert.ok(readRuleFile(`a: &a [x, x]\nb: &b [*a, *a]\n- id: c`, 'x').problems.length > 0));

  it('a quadratic window over a long monologue is bounded: it would take hours', () => {
    const { expression } = parseExpression('(("a" near/100 "a") near/100 ("a" near/100 "a")) in last 99% and count("a" same turn "a") > 3');
    assert.ok(expression !== null);
    const conversation = readConversation([`[0:00] agent: ${'a '.repeat(5_000)}`]);
    const started = performance.now();
    const [finding] = evaluateRules(compileRules([ruleOf(expression)]), conversation);
    assert.equal(finding?.verdict, 'met');
    assert.ok(performance.now() - started < 60_000);
  });

  it('user text never becomes a regular expression', () => {
    const { expression } = parseExpression('"(a+)+$" | "a.c"');
    assert.ok(expression !== null);
    const [finding] = evaluateRules(compileRules([ruleOf(expression)]), readConversation(['agent: abc aaaaaaaaaaaaaaaaaaaaaaaaaaaa!']));
    assert.equal(finding?.verdict, 'missed');
  });
});

describe('grammar', () => {
  it('the committed parser is the one the grammar gives', () => {
    assert.equal(readFileSync(new URL('./grammar/parser.generated.ts', import.meta.url), 'utf8'), generateParser());
  });
});
