import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignalName } from '../../domain/understanding.ts';
import { runAnalysers } from '../analyser.ts';
import { effortAnalyser } from '../effort/effort-analyser.ts';
import { politenessAnalyser } from '../politeness/politeness-analyser.ts';
import { createSentimentAnalyser } from '../sentiment/sentiment-analyser.ts';
import { conversationDocument } from '../testing/conversation-document.ts';
import { signalsAnalyser } from './signals-analyser.ts';

const analysers = [createSentimentAnalyser({ agents: false, encoder: null }), effortAnalyser, politenessAnalyser, signalsAnalyser];

async function signalOf(name: SignalName, lines: readonly string[], options = {}) {
  const { understanding } = await runAnalysers(conversationDocument(lines, options), analysers);
  const signal = understanding.signals?.find((one) => one.name === name);
  assert.ok(signal);
  return signal;
}

const opening = 'customer: hello, I have a question about my order';
const cases: readonly (readonly [SignalName, string, readonly string[]])[] = [
  ['resolved', 'yes', [opening, 'agent: I have updated the address.', 'customer: Perfect, that works now. Thank you!']],
  ['resolved', 'yes', [opening, 'agent: Your table has been booked.', "customer: Great, thanks. That's all."]],
  ['resolved', 'no', [opening, 'agent: Unfortunately we cannot find it.', "customer: That didn't help. Never mind."]],
  ['resolved', 'unclear', [opening, 'agent: Which order is it?', 'customer: the blue one']],
  ['escalation', 'yes', [opening, 'customer: let me speak to your manager']],
  ['escalation', 'yes', [opening, 'customer: I will file a complaint']],
  ['escalation', 'no', [opening, 'customer: my manager likes it']],
  ['transfer', 'yes', [opening, 'agent: I am transferring you to billing.']],
  ['transfer', 'no', [opening, 'customer: I want to transfer money']],
  ['promise', 'yes', [opening, "agent: I'll call you back within two hours."]],
  ['promise', 'yes', [opening, 'agent: You will receive an email with the refund.']],
  ['promise', 'no', [opening, 'agent: What is your name?']],
  ['churn-intent', 'yes', ['customer: I want to cancel my subscription']],
  ['churn-intent', 'yes', ["customer: I'm switching to another provider"]],
  ['churn-intent', 'yes', ['customer: never flying with you again']],
  ['churn-intent', 'no', ['customer: I want to cancel my order']],
  ['churn-intent', 'no', ['customer: please cancel the flight on Monday']],
  ['repeat-contact', 'yes', ['customer: I called yesterday about the same thing']],
  ['repeat-contact', 'yes', ['customer: this is the third time I am calling']],
  ['repeat-contact', 'no', [opening]],
  ['dissatisfaction', 'no', [opening, 'agent: Done.', 'customer: Thank you so much, wonderful!']],
];
for (const [name, verdict, lines] of cases) {
  test(`${name} is ${verdict}: ${lines.at(-1)}`, async () => {
    const signal = await signalOf(name, lines);
    assert.equal(signal.verdict, verdict, JSON.stringify(signal));
  });
}

test('an angry contact is likelier dissatisfied than a kind one, and says by what', async () => {
  const angry = await signalOf('dissatisfaction', [
    'customer: this is ridiculous',
    'agent: sorry',
    'customer: still not working, useless',
    'agent: hm',
    'customer: I give up',
  ]);
  const kind = await signalOf('dissatisfaction', [
    'customer: hello',
    'agent: hi',
    'customer: that works',
    'agent: good',
    'customer: thank you',
  ]);
  assert.ok(angry.probability > kind.probability + 0.2, `${angry.probability} ${kind.probability}`);
  assert.ok(angry.because.every(({ why }) => why.includes('usually')));
});

test('a transfer the source reports needs no words', async () => {
  const events = [{ kind: 'transfer', startMs: 30_000, endMs: 30_000, leg: null, role: null, origin: 'imported' }];
  const signal = await signalOf('transfer', [opening, 'agent: hello'], { events });
  assert.deepEqual([signal.verdict, signal.because[0]?.turn], ['yes', 1]);
});

test('quotes the words that decided', async () => {
  const text = 'No, let me speak to your manager, now.';
  const signal = await signalOf('escalation', [`customer: ${text}`]);
  const [evidence] = signal.because;
  assert.equal(text.slice(evidence?.start, evidence?.end), 'speak to your manager');
});
