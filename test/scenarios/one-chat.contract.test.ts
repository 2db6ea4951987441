import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Interaction } from '../../src/domain/interaction.ts';
import type { SearchPage } from '../../src/storage/content.ts';
import { countsOf, createSite, type IngestAnswer, type Site } from './earshot.ts';

/** A chat that begins with a bot, is handed to an agent, and holds a card number. */
const chat = {
  id: 'chat-1',
  channel: 'chat',
  startedAt: '2026-10-05T14:00:00Z',
  participants: [
    { id: 'b', role: 'bot' },
    { id: 'a', role: 'agent', ref: 'a17', team: 'North' },
    { id: 'c', role: 'customer' },
  ],
  turns: [
    { speaker: 'b', text: 'Hello, how can I help?', at: '2026-10-05T14:00:00Z' },
    { speaker: 'c', text: 'I was charged twice for my October bill', at: '2026-10-05T14:00:20Z', intents: ['billing'] },
    { speaker: 'b', text: 'Let me hand you over to a colleague.', at: '2026-10-05T14:00:22Z' },
    { speaker: 'a', text: 'Hi, sorry about that. Which card was charged?', at: '2026-10-05T14:02:00Z', act: 'ask_card' },
    { speaker: 'c', text: 'It is 4111 1111 1111 1111, and you can call me on 202-555-0143', at: '2026-10-05T14:03:00Z' },
    { speaker: 'a', text: 'Thank you, the second charge is refunded.', at: '2026-10-05T14:05:00Z' },
  ],
  meta: { queue: 'billing' },
  labels: { intent: 'double_charge' },
};

let site: Site;
before(async () => {
  site = await createSite('country: US\n');
});
after(() => site.remove());

test('a chat goes from a file to a search hit, redacted, measured and once only', async () => {
  const path = await site.write('chats.jsonl', `${JSON.stringify(chat)}\n`);
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path)), {
    captured: 1,
    updated: 0,
    duplicate: 0,
    parked: 0,
    failed: 0,
  });
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path)), {
    captured: 0,
    updated: 0,
    duplicate: 1,
    parked: 0,
    failed: 0,
  });

  const page = await site.json<SearchPage>('search', '"charged twice"');
  assert.equal(page.total, 1);
  const hit = page.items[0];
  assert.equal(hit?.queue, 'billing');
  const marked = hit?.snippets[0]?.marks.map(({ start, end }) => hit.snippets[0]?.text.slice(start, end).toLowerCase());
  assert.ok(marked?.join(' ').includes('charged'));

  const shown = await site.json<Interaction>('show', hit?.id ?? '');
  assert.deepEqual(
    shown.turns.map((turn) => turn.role),
    ['bot', 'customer', 'bot', 'agent', 'customer', 'agent'],
  );
  const told = shown.turns[4]?.text ?? '';
  assert.ok(told.includes('<card>') && told.includes('<phone>'), told);
  assert.ok(!JSON.stringify(shown).includes('4111'), 'no original digits in the record');
  assert.equal(shown.state, 'assessable');
  assert.equal(shown.durationMs, 300_000);
  assert.ok(Object.values(shown.measures.values).some((value) => value !== null));
});

test('a card number is found under nothing that is searched', async () => {
  const page = await site.json<SearchPage>('search', '4111');
  assert.equal(page.total, 0);
});

test('the same contact with changed content is a new version', async () => {
  const longer = { ...chat, turns: [...chat.turns, { speaker: 'c', text: 'Perfect, thanks', at: '2026-10-05T14:06:00Z' }] };
  const path = await site.write('later.jsonl', `${JSON.stringify(longer)}\n`);
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path)), {
    captured: 0,
    updated: 1,
    duplicate: 0,
    parked: 0,
    failed: 0,
  });
  const page = await site.json<SearchPage>('list');
  assert.equal(page.total, 1);
  const shown = await site.json<Interaction>('show', page.items[0]?.id ?? '');
  assert.equal(shown.version, 2);
  assert.equal(shown.turns.length, 7);
});

test('gold labels in the input change nothing', async () => {
  const scrambled = {
    ...chat,
    id: 'chat-2',
    labels: { intent: 'praise' },
    turns: chat.turns.map((turn) => ({ ...turn, act: 'x', intents: ['y'], slots: [], entities: [] })),
  };
  const plain = { ...chat, id: 'chat-2', labels: undefined, turns: chat.turns.map(({ speaker, text, at }) => ({ speaker, text, at })) };
  const first = await site.write('plain.jsonl', `${JSON.stringify(plain)}\n`);
  const second = await site.write('scrambled.jsonl', `${JSON.stringify(scrambled)}\n`);
  await site.json<IngestAnswer>('ingest', first);
  const again = await site.json<IngestAnswer>('ingest', second);
  assert.equal(again.duplicate, 1, 'the same contact to the last byte');
});
