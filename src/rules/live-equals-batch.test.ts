import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../domain/finding.ts';
import type { InteractionEvent, Turn, Word } from '../domain/interaction.ts';
import type { Role } from '../domain/vocabulary.ts';
import { checkExpression } from './check.ts';
import { compileRules } from './compile.ts';
import { type Conversation, emptyConversation } from './conversation.ts';
import { evaluateRules } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import type { Program } from './plan.ts';
import { ruleOf } from './rule.ts';
import { replay } from './stream-replay.ts';

const words = ['a', 'b', 'c', 'd', 'yes', 'um', '<card>', 'a', 'b', 'refunds', 'c. d', '<redacted>'];
const speakers: readonly Role[] = ['agent', 'customer', 'agent', 'customer', 'bot'];

const turnArbitrary = fc.record({
  speaker: fc.nat(4),
  words: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 7 }),
  gapMs: fc.integer({ min: -1500, max: 4000 }),
  wordMs: fc.integer({ min: 100, max: 900 }),
  sure: fc.integer({ min: 0, max: 9 }),
});
const eventArbitrary = fc.record({
  kind: fc.constantFrom('silence', 'hold', 'pause', 'interruption'),
  at: fc.nat(20_000),
  length: fc.nat(5000),
});

const conversationArbitrary = fc
  .record({
    channel: fc.constantFrom('voice' as const, 'voice' as const, 'chat' as const),
    clock: fc.integer({ min: 0, max: 9 }),
    turns: fc.array(turnArbitrary, { minLength: 0, maxLength: 9 }),
    events: fc.array(eventArbitrary, { maxLength: 2 }),
    answered: fc.option(fc.nat(4000), { freq: 3 }),
    confidence: fc.constantFrom(undefined, 0.5, 0.9),
    tail: fc.nat(9000),
  })
  .map(({ channel, clock, turns, events, answered, confidence, tail }): Conversation => {
    const hasClock = clock > 0;
    const isVoice = channel === 'voice';
    const built: Turn[] = [];
    let ms = 0;
    for (const [index, turn] of turns.entries()) {
      const role = speakers[turn.speaker] ?? 'agent';
      const startMs = Math.max(0, built.at(-1)?.startMs ?? 0, ms + turn.gapMs);
      const spoken: Word[] = turn.words.map((text, at) => ({
        text,
        startMs: startMs + at * turn.wordMs,
        endMs: startMs + (at + 1) * turn.wordMs,
        ...(confidence === undefined ? {} : { confidence: at % 2 === 0 ? confidence : 0.7 }),
      }));
      const endMs = isVoice ? startMs + turn.words.length * turn.wordMs : startMs;
      built.push({
        index,
        leg: 0,
        participant: `p${turn.speaker}`,
        role,
        roleConfidence: turn.sure === 0 ? 0.2 : 1,
        text: turn.words.join(' '),
        startMs: hasClock ? startMs : null,
        endMs: hasClock ? endMs : null,
        ...(isVoice && hasClock && turn.sure % 3 !== 1 ? { words: spoken } : {}),
      });
      ms = endMs;
    }
    const happening = hasClock
      ? events.map(
          ({ kind, at, length }): InteractionEvent => ({
            kind: kind as 'hold',
            startMs: at,
            endMs: at + length,
            leg: null,
            role: at % 2 === 0 ? 'agent' : 'customer',
            origin: 'imported',
          }),
        )
      : [];
    return {
      ...emptyConversation,
      channel,
      turns: built,
      events: happening,
      durationMs: hasClock ? Math.max(ms, ...built.map((turn) => turn.endMs ?? 0), ...happening.map((event) => event.endMs)) + tail : null,
      legs: answered === null || !isVoice ? [] : [{ kind: 'agent', answeredMs: answered, measures: { values: {}, gaps: {} } }],
      attributes: { plan: 'gold' },
    };
  });

const atom = fc.constantFrom(
  '"a"',
  '"b"',
  '"a b"',
  '"c"',
  '"b c"',
  '"a b c"',
  '"refund*"',
  '<card>',
  '"a _ c"',
  '"um"',
  '"yes"',
  '("a" | "a b")',
  'agent: "a"',
  'customer: "b"',
  'agent: ("a" | "b c")',
  'agent[2]: "a"',
  '"number is <card>"',
  '"c" | "d"',
);
const window = fc.constantFrom(
  'in first 3s',
  'in first 8s',
  'in last 3s',
  'in [2s, 6s]',
  'in first 50%',
  'in last 25%',
  'in first 2 turns',
  'in last 2 turns',
  'in first 4 words',
  'in last 4 words',
  'fully in first 4s',
  'at turn start',
  'at turn end',
  'with asr >= 0.6',
);

/** Span expressions as text, nested to a small depth, with the operators at every level. */
const { spans } = fc.letrec<{ spans: string; stream: string; truth: string }>((tie) => ({
  stream: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('stream'), fc.nat(3), tie('stream')).map(([a, n, b]) => `(${a}) near/${n} (${b})`),
    fc.tuple(tie('stream'), fc.nat(3), tie('stream')).map(([a, n, b]) => `(${a}) then/${n} (${b})`),
    fc.tuple(tie('stream'), fc.nat(2), tie('stream')).map(([a, n, b]) => `(${a}) not near/${n} (${b})`),
    fc.tuple(tie('stream'), tie('stream')).map(([a, b]) => `(${a}) not in (${b})`),
    fc.tuple(tie('stream'), fc.constantFrom('turn', 'sentence'), tie('stream')).map(([a, unit, b]) => `(${a}) same ${unit} (${b})`),
    fc.tuple(tie('stream'), window).map(([a, w]) => `(${a}) ${w}`),
    fc.tuple(tie('stream'), tie('stream')).map(([a, b]) => `(${a}) | (${b})`),
  ),
  spans: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('stream'),
    fc.constantFrom('like("b c", 0.6)', 'customer: like("refunds b", 0.5)'),
    fc.constantFrom('silence >= 2s', 'hold', 'interruption by agent', 'turn where words > 3', 'turn >= 2s', 'agent: turn where words > 2'),
    fc.tuple(tie('spans'), tie('spans')).map(([a, b]) => `(${a}) -> (${b})`),
    fc.tuple(tie('spans'), tie('spans')).map(([a, b]) => `((${a}) -> (${b}) within 4s)`),
    fc
      .tuple(tie('spans'), fc.constantFrom('after', 'before', 'not after', 'not before', 'before first'), tie('spans'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc
      .tuple(tie('spans'), fc.constantFrom('after', 'before', 'not after', 'not before'), tie('spans'))
      .map(([a, op, b]) => `(${a}) ${op} (${b}) within 2s`),
    fc.tuple(tie('spans'), window).map(([a, w]) => `(${a}) ${w}`),
  ),
  truth: tie('spans'),
}));

const truth: fc.Arbitrary<string> = fc.letrec<{ truth: string }>((tie) => ({
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    spans,
    fc.tuple(spans, fc.constantFrom('>=', '<', '=', '>', '<=', '!='), fc.nat(3)).map(([a, op, n]) => `count(${a}) ${op} ${n}`),
    fc.tuple(fc.constantFrom('>=', '<', '='), fc.nat(3)).map(([op, n]) => `distinct("a" | "b" | agent: "c") ${op} ${n}`),
    fc.constantFrom('channel = voice', 'attr.plan = "gold"', 'attr.other = "x"', 'duration > 6s', 'turns > 3'),
    tie('truth').map((a) => `not (${a})`),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or', 'unless'), tie('truth')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
  ),
})).truth;

function programOf(texts: readonly string[]): Program | null {
  const rules = texts.flatMap((text, index) => {
    const { expression } = parseExpression(text);
    if (expression === null) return [];
    const manner = index % 2 === 0 ? ('detect' as const) : ('require' as const);
    const errors = checkExpression(expression, { manner, lists: {}, tags: [] }, { rules: new Set(), lists: {} }).filter(
      (problem) => problem.severity === 'error',
    );
    return errors.length > 0 ? [] : [ruleOf(expression, { id: `r${index}`, manner })];
  });
  return rules.length === 0 ? null : compileRules(rules);
}

/** Everything of a finding but the searched window, which only a stored conversation has. */
function essence(finding: Finding): object {
  const { rule, verdict, reason, fired, spans: found } = finding;
  return { rule, verdict, reason, fired, spans: found };
}

const runs = Number(process.env.EARSHOT_PROPERTY_RUNS ?? 1500);
const seed = process.env.EARSHOT_PROPERTY_SEED === undefined ? undefined : Number(process.env.EARSHOT_PROPERTY_SEED);
const parameters = { numRuns: runs, ...(seed === undefined ? {} : { seed }) };

describe('live equals batch', () => {
  it('ends with the same findings, spans included', () => {
    fc.assert(
      fc.property(conversationArbitrary, fc.array(truth, { minLength: 1, maxLength: 3 }), (conversation, texts) => {
        const program = programOf(texts);
        if (program === null) return;
        const batch = evaluateRules(program, conversation).map(essence);
        const live = replay(program, conversation).map(essence);
        assert.equal(JSON.stringify(live, null, 1), JSON.stringify(batch, null, 1));
      }),
      parameters,
    );
  });

  it('fires once, at a moment later turns cannot change, and what it fires is the final verdict', () => {
    fc.assert(
      fc.property(conversationArbitrary, fc.array(truth, { minLength: 1, maxLength: 3 }), fc.nat(60), (conversation, texts, cut) => {
        const program = programOf(texts);
        if (program === null) return;
        const whole: string[][] = [];
        const findings = replay(program, conversation, {
          onStep: (fired) => whole.push(fired.map((finding) => `${finding.rule}@${finding.decidedAtMs}`)),
        });
        const prefix: string[][] = [];
        replay(
          program,
          { ...conversation, turns: conversation.turns },
          { tokens: cut, onStep: (fired) => prefix.push(fired.map((finding) => `${finding.rule}@${finding.decidedAtMs}`)) },
        );
        assert.deepEqual(prefix, whole.slice(0, prefix.length));
        const once = whole.flat();
        assert.equal(new Set(once.map((name) => name.split('@')[0])).size, once.length);
        assert.deepEqual(
          once.map((name) => name.split('@')[0] ?? '').sort(),
          findings
            .filter((finding) => finding.fired)
            .map((finding) => finding.rule)
            .sort(),
        );
      }),
      parameters,
    );
  });
});
