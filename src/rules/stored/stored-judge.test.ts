import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Dictionary, firstWord } from '../../language/tokens/dictionary.ts';
import { decodeTokens, encodeTokenIds } from '../../language/tokens/token-codec.ts';
import { compileRules } from '../compile.ts';
import type { Conversation } from '../conversation.ts';
import { type Given, readConversation } from '../conversation-text.ts';
import { findingsOf, RuleEngine } from '../evaluate.ts';
import { parseExpression } from '../parse.ts';
import { ruleOf } from '../rule.ts';
import { verdictOf } from '../truth.ts';
import { necessaryWords } from './necessary-words.ts';
import { ownProfile } from './profile.ts';
import { readingOf } from './reading.ts';
import { StoredJudge, type StoredReading } from './stored-judge.ts';

/** As the store keeps it: ids of one dictionary for all. */
function stored(conversation: Conversation, dictionary: Dictionary): StoredReading {
  const reading = readingOf(conversation);
  const ids = reading.vocabulary.split(' ').map((word) => dictionary.intern(word));
  const tokens = new Int32Array(reading.tokens.length);
  const count = decodeTokens(reading.tokens, tokens);
  for (let at = 0; at < count; at++)
    tokens[at] = (tokens[at] ?? 0) < firstWord ? (tokens[at] ?? 0) : (ids[(tokens[at] ?? 0) - firstWord] ?? 0);
  return { ...reading, id: String(conversation.id), tokens: encodeTokenIds(tokens, count), isCurrent: true };
}

const chats: readonly (readonly [lines: readonly string[], given?: Given])[] = [
  [['agent: Hello there.', "customer: I don't want this, cancel my account!", 'agent: ok? ...', 'customer: refund me. Please']],
  [['customer: ...', 'customer: hello?', 'agent: <phone> um yes']],
  [['agent: hello'], { clock: 'none' }],
  [[]],
  [['customer: we should cancel'], { withheld: 'language' }],
  [['agent: the code is <redacted>', 'customer: thanks'], { attributes: { plan: 'gold', seats: 3, vip: true } }],
  [['bot: hi', 'agent?: maybe cancel', 'customer: naïve ＣＡＮＣＥＬ'], { direction: 'inbound' }],
  [['[0:00-0:20] pause', 'customer: cancelling now'], { measures: { 'talk_ratio.agent': 0.8 } }],
];

const calls: readonly (readonly [lines: readonly string[], given?: Given])[] = [
  [['[0:02] agent: hello', '[0:04] customer: cancel it please', '[0:30-0:55] silence', '[0:56] agent: refund done'], { duration: '1m' }],
  [['[0:02] customer: refund'], { answered: 'unknown' }],
];

const conversations = [
  ...chats.map(([lines, given]) => readConversation(lines, { channel: 'chat', ...given })),
  ...calls.map(([lines, given]) => readConversation(lines, given)),
];

const expressions = [
  '"cancel my account"',
  'customer: "~cancel"',
  'not (customer: "refund" in first 60s)',
  'agent: "hello" -> customer: "refund"',
  '"refund" in last 2 turns',
  'gap >= 30s',
  'silence >= 15s',
  'turn where words > 4',
  'attr.plan = "gold" and attr.seats >= 3 and attr.vip = true',
  'talk_ratio.agent > 0.7',
  'words > 6',
  'channel = chat and not agent: "refund"',
  'customer: "refund" unless agent: "hello"',
  'not ("thanks" in first 60s)',
  'agent[2]: "hello"',
  '"do not want"',
  '"canc*" near/5 "account"',
  'count("hello" | "refund") >= 2',
  '(customer: "refund") same turn (customer: "please")',
  '(agent: "hello") same turn (customer: "refund")',
  'customer: like("cancel my account", 0.5)',
];

describe('stored readings', () => {
  for (const text of expressions) {
    test(`${text}: the same findings from ids as from text`, () => {
      const dictionary = new Dictionary();
      const { expression } = parseExpression(text);
      assert.ok(expression);
      const program = compileRules([ruleOf(expression)]);
      const judge = new StoredJudge(program, { dictionary });
      const engine = new RuleEngine(program);
      const readings = conversations.map((conversation) => stored(conversation, dictionary));
      const necessary = necessaryWords(program.rules[0] ?? assert.fail(), program, dictionary);
      for (const [index, conversation] of conversations.entries()) {
        const reading = readings[index] ?? assert.fail();
        const expected = findingsOf(engine, conversation);
        const read = judge.judge(reading);
        if (read !== null) assert.equal(verdictOf(judge.truthOf(0)), expected[0]?.verdict, `verdict of ${index}`);
        const found = read === null ? null : judge.findings(read);
        const texts = conversation.turns.map((turn) => turn.text);
        assert.deepEqual(found ?? judge.judgeText(reading, texts).findings, expected, `findings of ${index}`);
        const words = texts.join(' ').toLowerCase().normalize('NFKC');
        const canHold = necessary?.some((group) => group.every((place) => place.some((word) => words.includes(word)))) ?? true;
        if (reading.profile === ownProfile) continue;
        assert.ok(canHold || expected[0]?.verdict !== 'met' || text.startsWith('not') || text.includes(' not '), `candidate ${index}`);
        if (necessary === null || canHold) continue;
        judge.judgeSilent(reading);
        assert.equal(verdictOf(judge.truthOf(0)), expected[0]?.verdict, `silent verdict of ${index}`);
      }
    });
  }

  test('rules without certain words ask every conversation', () => {
    const dictionary = new Dictionary();
    for (const text of ['gap >= 30s', 'attr.plan = "gold"', '<number>', '"do not"', 'agent[2]: "hello"']) {
      const { expression } = parseExpression(text);
      assert.ok(expression);
      const program = compileRules([ruleOf(expression)]);
      dictionary.intern('2024');
      assert.equal(necessaryWords(program.rules[0] ?? assert.fail(), program, dictionary), null, text);
    }
  });
});
