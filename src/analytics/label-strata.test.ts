import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InteractionId } from '../domain/ids.ts';
import { Dictionary, firstWord, tokenizerVersion } from '../language/tokens/dictionary.ts';
import { decodeTokens, encodeTokenIds } from '../language/tokens/token-codec.ts';
import { readConversation } from '../rules/conversation-text.ts';
import { readRuleSet } from '../rules/rule-set.ts';
import { readingOf } from '../rules/stored/reading.ts';
import type { ReadingRow } from '../storage/readings.ts';
import { LabelStrata } from './label-strata.ts';

const said = [
  ['agent: hello', 'customer: I want a refund'],
  ['agent: hello', 'customer: they refunded me last week'],
  ['agent: hello', 'customer: my parcel is late'],
  ['agent: hello?'],
  ['agent: a refund is possible', 'customer: thank you'],
];
const conversations = said.map((turns, at) => ({
  ...readConversation(turns, { channel: 'chat', startedAt: '2026-11-01T10:00:00Z' }),
  id: `c${at}` as InteractionId,
}));

const rules = {
  'from numbers of words': 'id: refund\ndetect: |\n  customer: "refund"\n',
  'from text, where meaning is asked for': 'id: refund\ndetect: |\n  customer: ("refund" | like("give me my money back", 0.9))\n',
  'of an obligation': 'id: refund\nrequire: |\n  agent: "refund"\n',
};

/** As the store gives readings back: words as numbers of its dictionary. */
function storedRows(dictionary: Dictionary): ReadingRow[] {
  return conversations.map((conversation) => {
    const { vocabulary, tokens, ...reading } = readingOf(conversation);
    const numbers = vocabulary === '' ? [] : vocabulary.split(' ').map((word) => dictionary.intern(word));
    const ids = new Int32Array(tokens.length * 2);
    const count = decodeTokens(tokens, ids);
    return {
      ...reading,
      id: conversation.id,
      version: 1,
      startedAt: conversation.startedAt,
      tokeniser: tokenizerVersion,
      tokens: renumbered(ids.subarray(0, count), numbers),
    };
  });
}

function renumbered(ids: Int32Array, numbers: readonly number[]): Uint8Array {
  return encodeTokenIds(
    ids.map((id) => (id >= firstWord ? (numbers[id - firstWord] ?? 0) : id)),
    ids.length,
  );
}

for (const [how, text] of Object.entries(rules)) {
  test(`a conversation is in the same stratum ${how} as from the whole of it`, async () => {
    const set = readRuleSet({ rules: [{ file: 'a', text }] });
    const strata = new LabelStrata(set, 'refund');
    const dictionary = new Dictionary();
    const rows = storedRows(dictionary);
    const texts = new Map(conversations.map(({ id, turns }) => [id, turns.map((turn) => turn.text)]));
    const readings = {
      scan: async function* () {
        yield rows;
      },
      texts: async () => texts,
    };
    const stored = await Array.fromAsync(strata.ofStored({ readings, dictionary: async () => dictionary }, {}));
    assert.deepEqual(
      stored.map(({ stratum }) => stratum),
      conversations.map((conversation) => strata.stratumOf(conversation)),
    );
    assert.ok(new Set(stored.map(({ stratum }) => stratum)).size > 1);
  });
}
