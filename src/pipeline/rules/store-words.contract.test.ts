import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tokenizerVersion } from '../../language/tokens/dictionary.ts';
import { decodeTokens } from '../../language/tokens/token-codec.ts';
import { readConversation } from '../../rules/conversation-text.ts';
import { readingOf } from '../../rules/stored/reading.ts';
import { type OpenStore, type RuleStores, ruleAdapters } from '../../storage/testing/adapters.ts';
import { StoreWords } from './store-words.ts';

let open: OpenStore<RuleStores>;
before(async () => {
  const [adapter] = ruleAdapters;
  assert.ok(adapter);
  open = await adapter.open();
});
after(() => open.dispose());

const reading = (text: string) => readingOf(readConversation([`customer: ${text}`], { channel: 'chat' }));

function idsOf(tokens: Uint8Array | undefined): number[] {
  const ids = new Int32Array(tokens?.length ?? 0);
  return [...ids.subarray(0, decodeTokens(tokens ?? new Uint8Array(), ids))];
}

test('a word has one number, whoever writes it first, and keeps it in the next process', async () => {
  const words = new StoreWords(open.store.readings);
  const batches = [['the parcel', "I don't know"], ['the refund', 'a parcel'], ['<card> 2024 naïve']];
  const numbered = (await Promise.all(batches.map((batch) => words.renumber(batch.map(reading))))).flat().map(idsOf);
  const dictionary = await words.dictionary();
  const read = numbered.map((ids) =>
    ids
      .map((id) => dictionary.word(id))
      .join(' ')
      .trim(),
  );
  assert.deepEqual(read, ['the parcel', 'i do not know', 'the refund', 'a parcel', '<card> 2024 naïve']);
  const store = await open.reopen();
  open = { ...open, store };
  const later = new StoreWords(store.readings);
  assert.deepEqual((await later.dictionary()).words(), dictionary.words());
  assert.deepEqual(idsOf((await later.renumber([reading('the parcel')]))[0]), numbered[0]);
});

test('words whose writing failed are written with the next', async () => {
  let failing = true;
  const { readings } = open.store;
  const unsteady = {
    words: () => readings.words(tokenizerVersion),
    addWords: (...added: Parameters<typeof readings.addWords>) =>
      failing ? Promise.reject(new Error('the disk is full')) : readings.addWords(...added),
  };
  const words = new StoreWords(unsteady);
  await assert.rejects(words.renumber([reading('unheard')]), /disk is full/);
  failing = false;
  await words.renumber([reading('unseen')]);
  const kept = await readings.words(tokenizerVersion);
  assert.deepEqual(kept, (await words.dictionary()).words());
  assert.ok(kept.includes('unheard') && kept.includes('unseen'));
});
