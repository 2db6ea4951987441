import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openInstantEncoder } from '../language/encoder/minilm/open-encoder.ts';
import { compileRules } from './compile.ts';
import { readConversation } from './conversation-text.ts';
import { createEncoderLikeness, likenessBy, likenessOf } from './encoder-likeness.ts';
import { evaluateRules } from './evaluate.ts';
import { explainRule } from './explain.ts';
import { type Likeness, lexicalLikeness } from './likeness.ts';
import { parseExpression } from './parse.ts';
import { ruleOf } from './rule.ts';
import { readRuleSet, runRuleTests } from './rule-set.ts';
import { replay } from './stream-replay.ts';

const likeness = likenessBy(openInstantEncoder('static'));

/** Phrase, sentence, and between which likenesses it lies. Rows that begin with "wrong" are what the table cannot do. */
const sayings: readonly (readonly [name: string, phrase: string, sentence: string, from: number, to: number])[] = [
  ['the same words', 'let me speak to your manager', 'let me speak to your manager', 0.99, 1],
  ['the same in few other words', 'let me speak to your manager', 'I want to speak with your manager now', 0.85, 1],
  ['the same in other words', 'I forgot my password', 'I cannot remember my login password', 0.85, 1],
  ['related', 'let me speak to your manager', 'Can I talk to a supervisor please?', 0.6, 0.8],
  ['related', 'I was charged twice', 'there is a double charge on my card', 0.6, 0.8],
  ['related', 'this call may be recorded', 'Calls are recorded for quality and training purposes', 0.6, 0.8],
  ['related', 'is there anything else I can help you with', 'Anything else I can do for you today?', 0.5, 0.8],
  ['of the same trade only', 'let me speak to your manager', 'What is your account number?', 0, 0.4],
  ['something else', 'where is my package', 'thank you very much', 0, 0.3],
  ['no word', 'where is my package', '…', 0, 0],
  ['nothing', 'where is my package', '', 0, 0],
  ['wrong: an idiom is missed', 'let me speak to your manager', 'put me through to somebody in charge', 0, 0.3],
  ['wrong: the opposite is found', 'I want to cancel my subscription', 'I want to renew my subscription', 0.8, 0.95],
];

describe('likeness by the encoder', () => {
  for (const [name, phrase, sentence, from, to] of sayings)
    test(`${name}: "${phrase}" and "${sentence}"`, () => {
      const score = likeness.score(phrase, sentence);
      assert.ok(score >= from && score <= to, String(score));
    });

  test('grows with the cosine, from 0 to 1', () => {
    for (const [cosine, expected] of [
      [-0.3, 0],
      [0, 0],
      [0.49, 0.5],
      [0.68, 0.8],
      [1.00001, 1],
    ] as const)
      assert.ok(Math.abs(likenessOf(cosine) - expected) < 1e-9, `${cosine}`);
    for (let cosine = 0; cosine < 0.99; cosine += 0.01) assert.ok(likenessOf(cosine + 0.01) > likenessOf(cosine), `${cosine}`);
  });

  test('encodes a phrase once, and a sentence once while it is among the last thousand', () => {
    const encoded: string[] = [];
    const encodeOne = (text: string) => {
      encoded.push(text);
      return Float32Array.of(1, 0);
    };
    const counted = createEncoderLikeness({ version: 'counted', encodeOne });
    for (let sentence = 0; sentence < 1001; sentence++) counted.score('phrase', `sentence ${sentence}`);
    counted.score('phrase', 'sentence 1000');
    assert.equal(encoded.length, 1002);
    counted.score('phrase', 'sentence 0');
    assert.deepEqual(encoded.slice(1002), ['sentence 0']);
  });

  test('the profile none judges by words alone', () => {
    assert.equal(likenessBy(openInstantEncoder('none')), lexicalLikeness);
    assert.notEqual(likenessBy(openInstantEncoder('full')), lexicalLikeness);
  });
});

const conversation = readConversation([
  '[0:01] agent: Thanks for calling. How can I help?',
  '[0:05] customer: Hello. I was billed two times, I was charged double. This is not okay!',
  '[0:15] agent: I see a double charge on your card. One moment.',
  '[0:20] customer: I want to speak with your manager now',
]);

function compiled(text: string, by: Likeness = likeness) {
  return compileRules([ruleOf(parseExpression(text).expression ?? assert.fail(text))], { likeness: by });
}

const expressions: readonly (readonly [expression: string, verdict: 'met' | 'missed'])[] = [
  ['like("let me speak to your manager", 0.8)', 'met'],
  ['agent: like("let me speak to your manager", 0.5)', 'missed'],
  ['customer: like("I was charged twice", 0.6)', 'met'],
  ['customer: like("I was charged twice", 0.6) -> customer: like("let me speak to your manager", 0.8) within 30s', 'met'],
  ['count(like("you charged me twice", 0.5)) >= 2', 'met'],
  ['not like("cancel my subscription", 0.8) in first 20s', 'met'],
  ['like("thank you for calling", 0.6) same turn "help"', 'met'],
];

describe('like() with the encoder', () => {
  for (const [text, verdict] of expressions)
    test(`${text} is ${verdict}; live finds what batch finds`, () => {
      const program = compiled(text);
      const [batch] = evaluateRules(program, conversation);
      const [live] = replay(program, conversation);
      assert.equal(batch?.verdict, verdict);
      assert.deepEqual([live?.verdict, live?.spans, live?.versions], [batch?.verdict, batch?.spans, batch?.versions]);
    });

  test('a finding says what judged its meaning, and only a rule with like() does', () => {
    const versionOf = (text: string, by?: Likeness) => evaluateRules(compiled(text, by), conversation)[0]?.versions.like;
    assert.match(versionOf('like("hello", 0.8)') ?? '', /^encoder-1:static-1@[0-9a-f]{8}$/);
    assert.equal(versionOf('like("hello", 0.8)', lexicalLikeness), lexicalLikeness.version);
    assert.equal(versionOf('"hello"'), undefined);
  });

  test('a rule with like() is another rule under another likeness; a rule without is not', () => {
    const hashOf = (text: string, by: Likeness) => compiled(text, by).rules[0]?.hash;
    assert.notEqual(hashOf('like("hello", 0.8)', likeness), hashOf('like("hello", 0.8)', lexicalLikeness));
    assert.equal(hashOf('"hello"', likeness), hashOf('"hello"', lexicalLikeness));
  });

  test('rule tests and explanations judge by the likeness of their rule set', () => {
    const text = `
- id: manager
  detect: |
    customer: like("let me speak to your manager", 0.8)
  tests:
    - { name: asked, turns: ["customer: I want to speak with your manager now"], expect: met }
`;
    for (const by of [likeness, lexicalLikeness]) {
      const set = readRuleSet({ rules: [{ file: 'a.yaml', text }] }, by);
      const [located] = set.rules;
      assert.deepEqual(
        set.problems.filter(({ severity }) => severity === 'error'),
        [],
      );
      const [explanation] = explainRule(located?.rule ?? assert.fail(), conversation, { ...set, rules: [] });
      const [result] = runRuleTests(set);
      assert.equal(explanation?.outcome, by === likeness ? 'met' : 'missed');
      assert.equal(result?.actual, explanation?.outcome);
    }
  });
});
