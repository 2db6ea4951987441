import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Leg } from '../domain/interaction.ts';
import { compileRules } from './compile.ts';
import { readConversation } from './conversation-text.ts';
import { evaluateRules } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import { ruleOf } from './rule.ts';
import { replay } from './stream-replay.ts';

const measures = { values: {}, gaps: {} };
const agent: Leg = { kind: 'agent', startMs: 0, answeredMs: 0, endMs: 60_000, measures };
const wrapUp: Leg = { kind: 'wrap-up', startMs: 60_000, endMs: 180_000, measures };
const { endMs: _, ...agentWithoutEnd } = agent;

/** [what it shows, legs, verdict of "bye" in the last 30 seconds, and in the last half] */
const table: readonly (readonly [string, readonly Leg[], string, string])[] = [
  ['the talk ends before after-call work', [agent, wrapUp], 'met', 'met'],
  ['without its end, where that work begins', [agentWithoutEnd, wrapUp], 'met', 'met'],
  [
    'after-call work between two talks does not end the conversation',
    [agent, wrapUp, { ...agent, startMs: 170_000, endMs: 180_000 }],
    'missed',
    'missed',
  ],
  ['a record without after-call work ends where it ends', [agent], 'missed', 'missed'],
];

describe('the end of a conversation', () => {
  const rules = ['"bye" in last 30s', '"bye" in last 50%'].map((text, index) => {
    const { expression } = parseExpression(text);
    assert.ok(expression !== null);
    return ruleOf(expression, { id: `r${index}` });
  });
  const program = compileRules(rules);
  for (const [shows, legs, ...verdicts] of table) {
    it(shows, () => {
      const said = readConversation(['[0:02] agent: hello', '[0:50] customer: bye'], { duration: '3m' });
      const conversation = { ...said, legs };
      for (const findings of [evaluateRules(program, conversation), replay(program, conversation)])
        assert.deepEqual(
          findings.map(({ verdict }) => verdict),
          verdicts,
        );
    });
  }
});
