import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, Interaction, Rule } from '../api.ts';
import { prepareFindings } from './prepare-findings.ts';

const span = { turn: 4, start: 0, end: 7, role: 'customer', leg: null, startMs: 12_000, endMs: 13_000, match: 0, text: 'manager' } as const;

function finding(rule: string, verdict: Finding['verdict'], more: Partial<Finding> = {}): Finding {
  return {
    rule,
    name: rule,
    ruleHash: '',
    verdict,
    reason: null,
    fired: false,
    leg: null,
    spans: [],
    searched: null,
    decidedAtMs: null,
    versions: {},
    ...more,
  };
}

const searched = { role: 'agent', fromMs: 0, toMs: 60_000, turns: 3, words: 40, lowestConfidence: null } as const;
const interaction = {
  turns: [{ index: 3 }, { index: 4 }],
  findings: [
    finding('asked', 'met', { fired: true, spans: [span] }),
    finding('notice', 'missed', { fired: true, searched }),
    finding('greeting', 'met'),
    finding('recap', 'not-assessable', { reason: 'too-short' }),
    finding('chat-only', 'not-assessable', { reason: 'does-not-apply' }),
    finding('threat', 'missed'),
  ],
} as unknown as Interaction;
const rules = [
  { id: 'asked', severity: 'minor' },
  { id: 'notice', severity: 'critical' },
] as unknown as readonly Rule[];

test('findings stand gravest first, kept obligations and what cannot be judged apart, the rest is counted', () => {
  const view = prepareFindings(interaction, rules);
  assert.deepEqual(
    [view.fired, view.kept, view.unassessable].map((list) => list.map(({ rule, verdict }) => `${rule}: ${verdict}`)),
    [['notice: missed', 'asked: found'], ['greeting: '], ['recap: the contact ended before the window']],
  );
  assert.deepEqual([view.others, view.judged], [2, 6]);
});

test('a quote knows its place in the list of turns, an absence where it was looked for', () => {
  const [notice, asked] = prepareFindings(interaction, rules).fired;
  assert.deepEqual(asked?.quotes, [{ key: '4 0 0', text: 'manager', time: '0:12', match: { turn: 1, start: 0, end: 7 } }]);
  assert.equal(notice?.searched, 'Looked for in 3 turns of agent, from 0:00 to 1:00');
});
