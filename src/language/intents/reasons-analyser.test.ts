import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runAnalysers } from '../analyser.ts';
import { openStaticEncoder } from '../encoder/minilm/static-encoder.ts';
import { conversationDocument } from '../testing/conversation-document.ts';
import { createReasonsAnalyser } from './reasons-analyser.ts';
import { statementsAnalyser } from './statements-analyser.ts';

const reasons = [
  { name: 'cancel', examples: ['I want to cancel my contract', 'please close my account', 'how do I end my subscription', 'stop my plan'] },
  {
    name: 'outage',
    examples: ['my internet is down', 'there is no connection at all', 'the whole street is offline', 'nothing is online'],
  },
  {
    name: 'refund',
    examples: ['where is my refund', 'when do I get my money back', 'the refund has not arrived', 'still waiting for my credit'],
  },
];
const analysers = [statementsAnalyser, createReasonsAnalyser({ reasons, encoder: openStaticEncoder() })];

async function reasonsOf(text: string) {
  const { understanding } = await runAnalysers(conversationDocument(['agent: How can I help you?', `customer: ${text}`]), analysers);
  return understanding.reasons ?? [];
}

const contacts: readonly (readonly [text: string, reason: string | undefined])[] = [
  ['I would like to terminate my contract please', 'cancel'],
  ['we have no internet here since this morning', 'outage'],
  ['you promised my money back two weeks ago and I am still waiting', 'refund'],
  ['what is the weather like on the moon today', undefined],
];

for (const [text, reason] of contacts)
  test(`"${text}" → ${reason ?? 'no reason'}`, async () => assert.equal((await reasonsOf(text))[0]?.name, reason));

test('a reason tells the words and the example that decided', async () => {
  const text = 'my internet connection is down';
  const [reason] = await reasonsOf(text);
  assert.ok(
    reason?.because.some(({ start, end, turn }) => turn === 1 && ['internet', 'connection', 'down'].includes(text.slice(start, end))),
  );
  assert.ok(reasons.find(({ name }) => name === reason?.name)?.examples.includes(reason?.example ?? ''));
});

test('other examples are another version', () => {
  const [first] = reasons;
  assert.ok(first);
  const other = createReasonsAnalyser({ reasons: [first, { ...first, name: 'other' }], encoder: null });
  assert.notEqual(other.version, createReasonsAnalyser({ reasons, encoder: null }).version);
});

test('a workspace without reasons adds none', async () => {
  const { understanding } = await runAnalysers(conversationDocument(['customer: I need help with my bill']), [
    statementsAnalyser,
    createReasonsAnalyser({ reasons: [], encoder: null }),
  ]);
  assert.equal(understanding.reasons, undefined);
});
