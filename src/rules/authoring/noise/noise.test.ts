import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countWordErrors, wordErrorRate } from '../../../transcription/word-error-rate.ts';
import { compileRules } from '../../compile.ts';
import { readConversation } from '../../conversation-text.ts';
import { RuleEngine } from '../../evaluate.ts';
import { parseExpression } from '../../parse.ts';
import { type Rule, ruleOf } from '../../rule.ts';
import { NoiseChannel, vocabularyOf } from './noise-channel.ts';
import { NoiseTest } from './noise-test.ts';
import { phonemesOf, soundDistance } from './phonemes.ts';
import { SoundAlikes } from './sound-alikes.ts';

const sentences = [
  'thank you for calling this call may be recorded for quality and training',
  'can I have your account number and the name on the bill please',
  'I would like to cancel my order because it never arrived at my house',
  'let me look into that for you and see what we can do today',
  'there was a charge on my card last month that I do not know',
  'please hold the line while I speak with my supervisor about the refund',
  'we sent the letter to your old address and it came back to us',
  'the technician will be there between nine and noon on Thursday',
  'is there anything else that I can help you with before you go',
  'my internet has been down since the storm and nobody called me back',
];

/** 60 conversations of 12 turns from the sentences. */
const conversations = Array.from({ length: 60 }, (_, number) => ({
  ...readConversation(
    Array.from({ length: 12 }, (_turn, at) => `${at % 2 === 0 ? 'agent' : 'customer'}: ${sentences[(number * 7 + at * 3) % 10]}`),
  ),
  id: `c${number}` as never,
}));
const channel = new NoiseChannel(vocabularyOf(conversations));

function ruleFrom(text: string, changes: Partial<Rule> = {}): Rule {
  const { expression } = parseExpression(text);
  assert.ok(expression, text);
  return ruleOf(expression, { id: 'r', ...changes });
}

function noiseTest(rule: Rule, options: { rate: number; roleSwaps?: number }): NoiseTest {
  const engine = new RuleEngine(compileRules([rule]));
  return new NoiseTest({ engine, rule: rule.id, channel }, { seed: 1, roleSwaps: 0, ...options });
}

describe('the channel', () => {
  for (const rate of [0.05, 0.1, 0.15, 0.2, 0.3]) {
    test(`asked for ${rate * 100} % word errors makes them`, () => {
      const errors = conversations.flatMap((clean) => {
        const { conversation } = channel.pass(clean, { rate, seed: 7, roleSwaps: 0 });
        return clean.turns.map((turn, at) => countWordErrors(turn.text, conversation.turns[at]?.text ?? ''));
      });
      const measured = wordErrorRate(errors);
      assert.ok(Math.abs(measured - rate) < rate * 0.08 + 0.003, `${measured.toFixed(4)} on ${errors.length} turns`);
      const total = (kind: 'substitutions' | 'deletions' | 'insertions') => errors.reduce((sum, one) => sum + one[kind], 0);
      assert.ok(total('substitutions') > total('deletions') && total('deletions') > total('insertions'));
    });
  }

  test('errs alike with the same seed, and otherwise with another', () => {
    const [clean = assert.fail()] = conversations;
    const heard = (seed: number) => channel.pass(clean, { rate: 0.2, seed, roleSwaps: 0.1 });
    assert.deepEqual(heard(3), heard(3));
    assert.notDeepEqual(heard(3), heard(4));
  });

  test('says of every error where it is, before and after', () => {
    const [clean = assert.fail()] = conversations;
    const { conversation, edits } = channel.pass(clean, { rate: 0.3, seed: 5, roleSwaps: 0 });
    assert.ok(edits.length > 10);
    for (const { turn, said, heard, before, after } of edits) {
      assert.equal(clean.turns[turn]?.text.slice(...before), said);
      assert.equal(conversation.turns[turn]?.text.slice(...after), heard);
    }
  });

  test('gives turns to the other party as often as asked, and never to a party of its own', () => {
    const passed = conversations.map((clean) => channel.pass(clean, { rate: 0, seed: 1, roleSwaps: 0.1 }));
    const share = passed.reduce((sum, { swapped }) => sum + swapped.size, 0) / (60 * 12);
    assert.ok(Math.abs(share - 0.1) < 0.035, String(share));
    for (const [at, { conversation, swapped }] of passed.entries())
      for (const turn of swapped) assert.notEqual(conversation.turns[turn]?.role, conversations[at]?.turns[turn]?.role);
  });

  test('leaves redaction tokens alone, keeps times with their words, and mishears figures digit by digit', () => {
    const clean = readConversation(['agent: pay <money> by 2026 with card <card>']);
    const [turn = assert.fail()] = clean.turns;
    const words = turn.text.split(' ').map((text, at) => ({ text, startMs: at * 100, endMs: at * 100 + 90 }));
    const { conversation } = channel.pass({ ...clean, turns: [{ ...turn, words }] }, { rate: 1, seed: 2, roleSwaps: 0 });
    const heard = conversation.turns[0] ?? assert.fail();
    for (const kept of ['<money>', '<card>']) assert.ok(heard.text.includes(kept), heard.text);
    assert.equal(heard.words?.map(({ text }) => text).join(' '), heard.text);
    const figure = heard.words?.find(({ text }) => /^\d{4}$/.test(text));
    assert.equal(figure?.startMs, 300);
    assert.ok([...'2026'].every((digit, at) => figure?.text[at] !== digit));
  });
});

describe('words that sound alike', () => {
  const vocabulary = [
    'debt',
    'bet',
    'dead',
    'card',
    'cart',
    'guard',
    'recorded',
    'reported',
    'manager',
    'phone',
    'fine',
    'refund',
    'rerun',
    'night',
    'knight',
    'zebra',
  ];
  const alikes = new SoundAlikes(vocabulary);
  for (const [word, nearest] of [
    ['debt', ['dead', 'bet']],
    ['card', ['cart', 'guard']],
    ['recorded', ['reported']],
    ['night', ['knight']],
    ['phone', ['fine']],
  ] as const) {
    test(`${word}: ${nearest.join(', ')}`, () => {
      const found = alikes.of(word);
      for (const expected of nearest) assert.ok(found.includes(expected), found.join(', '));
      assert.ok(!found.includes(word) && !found.includes('zebra'));
    });
  }

  test('a word of its own kind has none', () => assert.deepEqual(alikes.of('zebra'), []));

  test('distance is nothing for the same sounds and grows with difference', () => {
    const distance = (a: string, b: string) => soundDistance(phonemesOf(a), phonemesOf(b));
    assert.equal(distance('night', 'knight'), 0);
    assert.ok(distance('card', 'cart') < distance('card', 'call') && distance('card', 'call') < distance('card', 'zebra'));
  });
});

describe('the noise test of a rule', () => {
  test('counts what is kept and lost, and names the words that broke it', () => {
    const one = noiseTest(ruleFrom('"this call may be recorded"'), { rate: 0.1 });
    for (const conversation of conversations) one.add(conversation);
    const { conversations: all, findings, kept, lost, keptShare, broke } = one.result();
    assert.equal(all, 60);
    assert.equal(kept + lost, findings);
    assert.ok(lost > 0 && kept > 0);
    assert.ok(keptShare !== null && keptShare.interval[0] < keptShare.value && keptShare.value < keptShare.interval[1]);
    assert.ok(
      broke.length > 0 && broke.every(({ said }) => ['this', 'call', 'may', 'be', 'recorded', ''].includes(said)),
      JSON.stringify(broke),
    );
  });

  test('a longer phrase loses more: about 1 − (1 − rate)^words of its mentions', () => {
    const lostShare = (expression: string) => {
      const one = noiseTest(ruleFrom(expression), { rate: 0.2 });
      for (const sentence of sentences)
        for (let at = 0; at < 60; at++) one.add({ ...readConversation([`agent: ${sentence}`]), id: `${sentence}${at}` as never });
      const { lost, findings } = one.result();
      return lost / findings;
    };
    const [short, long] = [lostShare('"supervisor"'), lostShare('"hold the line while i speak with my supervisor"')];
    assert.ok(Math.abs(short - 0.2) < 0.15 && long > 0.7, `${short} ${long}`);
  });

  test('a requirement: words lost make false misses, which appear', () => {
    const one = noiseTest(ruleFrom('"this call may be recorded"', { manner: 'require' }), { rate: 0.2 });
    for (let at = 0; at < 60; at++) one.add({ ...readConversation([`agent: ${sentences[0]}`]), id: `m${at}` as never });
    const { findings, appeared, broke } = one.result();
    assert.equal(findings, 0);
    assert.ok(appeared > 10 && broke.length > 0);
  });

  test('a wrong party is told from a wrong word', () => {
    const one = noiseTest(ruleFrom('agent: "recorded"'), { rate: 0, roleSwaps: 0.3 });
    for (let at = 0; at < 60; at++) one.add({ ...readConversation([`agent: ${sentences[0]}`, 'customer: hello']), id: `s${at}` as never });
    const { lost, byRoleSwaps, broke } = one.result();
    assert.ok(lost > 5);
    assert.equal(byRoleSwaps, lost);
    assert.deepEqual(broke, []);
  });

  test('without errors nothing changes', () => {
    const one = noiseTest(ruleFrom('"cancel my order" | "refund"'), { rate: 0 });
    for (const conversation of conversations) one.add(conversation);
    const { lost, appeared, kept } = one.result();
    assert.deepEqual([lost, appeared], [0, 0]);
    assert.ok(kept > 0);
  });
});
