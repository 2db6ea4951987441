import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runAnalysers } from '../analyser.ts';
import { conversationDocument } from '../testing/conversation-document.ts';
import { politenessAnalyser } from './politeness-analyser.ts';

async function scoresOf(lines: readonly string[]) {
  const { understanding } = await runAnalysers(conversationDocument(lines), [politenessAnalyser]);
  return Object.fromEntries(understanding.politeness?.map(({ role, score }) => [role, score]) ?? []);
}

test('could-you and thanks are polite, insults and orders are not, plain facts are neither', async () => {
  const polite = await scoresOf(['customer: Hello, could you please help me? Thank you so much.']);
  const rude = await scoresOf(['customer: You people are useless. Just fix it, idiot.']);
  const plain = await scoresOf(['customer: the blue one']);
  assert.ok((polite.customer ?? 0) > 0.4, String(polite.customer));
  assert.ok((rude.customer ?? 0) < -0.4, String(rude.customer));
  assert.equal(plain.customer, null);
});

test('each side is judged by its own words; a side that did not speak is absent', async () => {
  const scores = await scoresOf(['agent: Thank you for waiting.', 'customer: shut up']);
  assert.ok((scores.agent ?? 0) > 0 && (scores.customer ?? 0) < 0);
  assert.deepEqual(Object.keys(await scoresOf(['agent: Thank you.'])), ['agent']);
});
