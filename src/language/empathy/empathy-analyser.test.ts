import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runAnalysers } from '../analyser.ts';
import { createSentimentAnalyser } from '../sentiment/sentiment-analyser.ts';
import { conversationDocument } from '../testing/conversation-document.ts';
import { empathyAnalyser } from './empathy-analyser.ts';

const analysers = [createSentimentAnalyser({ agents: false, encoder: null }), empathyAnalyser];
const upset = 'customer: This is ridiculous, I have been waiting for two hours and nobody helps me!';

const cases: readonly (readonly [string, readonly string[], readonly [number, number, number | null]])[] = [
  ['an answer with understanding', [upset, 'agent: I understand how frustrating this must be.'], [1, 1, 1]],
  ['an answer without', [upset, 'agent: What is your order number?'], [1, 0, 0]],
  ['an unanswered complaint is no opening', [upset], [0, 0, null]],
  ['nothing to answer', ['customer: What time do you open?', 'agent: I understand. At nine.'], [0, 0, null]],
  ['the customer spoke on first', [upset, 'customer: hello?', 'agent: I am so sorry about that.'], [0, 0, null]],
];
for (const [name, lines, [openings, met, share]] of cases) {
  test(name, async () => {
    const { understanding, measures } = await runAnalysers(conversationDocument(lines), analysers);
    assert.deepEqual(
      [understanding.empathy?.openings, understanding.empathy?.met, measures.values['empathy.share']],
      [openings, met, share],
    );
  });
}
