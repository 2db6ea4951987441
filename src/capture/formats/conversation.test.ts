import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readInteractions, readItems, readOne, reasonsOf } from '../testing/read-items.ts';

const chat = {
  id: 'chat-1',
  channel: 'chat',
  startedAt: '2025-01-06T09:00:00Z',
  participants: [
    { id: 'a', role: 'agent', ref: 'ag-29', team: 'Blue' },
    { id: 'c', role: 'customer' },
  ],
  turns: [
    { speaker: 'c', text: 'my parcel is late', at: '2025-01-06T09:00:00Z' },
    { speaker: 'a', text: 'let me look', at: '2025-01-06T09:00:20Z' },
  ],
  meta: { queue: 'parcels', region: 'north', priority: 2, nested: { deep: 1 } },
};

test('an exported record comes back: no direction, computed events left out, its text known to be redacted', async () => {
  const exported = {
    externalId: 'e1',
    channel: 'chat',
    direction: null,
    language: { code: 'en', confidence: 0.9, origin: 'text' },
    turns: [{ participant: 'customer-1', text: 'mine is <card>', startMs: 0, endMs: 0 }],
    events: [
      { kind: 'hold', startMs: 1, endMs: 2, leg: null, role: null, origin: 'imported' },
      { kind: 'silence', startMs: 1, endMs: 2, leg: null, role: null, origin: 'computed' },
    ],
    versions: { redaction: 'structured-pii-1' },
  };
  const read = await readOne(JSON.stringify(exported), { name: 'out.jsonl' });
  assert.deepEqual([read.direction, read.language, read.redacted], [undefined, 'en', true]);
  assert.deepEqual(
    read.events.map(({ kind }) => kind),
    ['hold'],
  );
  const foreign = await readOne(JSON.stringify({ ...exported, direction: 'Incoming', versions: undefined }), { name: 'a.jsonl' });
  assert.deepEqual([foreign.direction, foreign.redacted], ['inbound', undefined]);
});

test('meta becomes attributes and the queue, and the agent a leg', async () => {
  const read = await readOne(JSON.stringify(chat), { name: 'a.jsonl' });
  assert.equal(read.externalId, 'chat-1');
  assert.deepEqual(read.attributes, { region: 'north', priority: 2 });
  assert.deepEqual(read.legs, [{ kind: 'agent', agent: 'ag-29', team: 'Blue', queue: 'parcels' }]);
  assert.deepEqual(read.turns[0], { participant: 'c', text: 'my parcel is late', at: '2025-01-06T09:00:00Z' });
});

test('gold labels change nothing', async () => {
  const labelled = (labels: unknown, act: string, spans: unknown) => ({
    ...chat,
    labels,
    turns: chat.turns.map((turn, index) => ({ ...turn, act, intents: [act], slots: spans, entities: spans, turnIndex: index * 2 })),
  });
  const plain = await readOne(JSON.stringify(chat), { name: 'a.jsonl' });
  const gold = await readOne(JSON.stringify(labelled({ intent: 'late' }, 'greet', [{ start: 0, end: 2 }])), { name: 'a.jsonl' });
  const scrambled = await readOne(JSON.stringify(labelled('wrong', 'bye', [9])), { name: 'a.jsonl' });
  assert.deepEqual(gold, plain);
  assert.deepEqual(scrambled, plain);
});

test('lines, an array, a pretty document and gzip read alike', async () => {
  const two = [chat, { ...chat, id: 'chat-2' }];
  const lines = two.map((each) => JSON.stringify(each)).join('\n');
  const variants: [content: string | Uint8Array, name: string][] = [
    [lines, 'a.jsonl'],
    [`\uFEFF${lines}\n\n`, 'a.txt'],
    [lines.replaceAll('\n', '\r\n'), 'wrong-name.csv'],
    [JSON.stringify(two), 'a.json'],
    [JSON.stringify(two, null, 2), 'a.json'],
    [gzipSync(lines), 'a.jsonl.gz'],
    [gzipSync(lines), 'a.jsonl'],
    [Buffer.from(`\uFEFF${lines}`, 'utf16le'), 'a.jsonl'],
  ];
  const expected = await readInteractions(lines, { name: 'a.jsonl' });
  assert.equal(expected.length, 2);
  for (const [content, name] of variants) assert.deepEqual(await readInteractions(content, { name }), expected, name);
});

test('two agents are two legs, and turns stand on the leg of whoever serves', async () => {
  const transferred = {
    ...chat,
    participants: [...chat.participants, { id: 'b', role: 'agent', ref: 'ag-30' }],
    turns: [
      { speaker: 'a', text: 'one moment' },
      { speaker: 'c', text: 'sure' },
      { speaker: 'b', text: 'I take over' },
      { speaker: 'c', text: 'thanks' },
    ],
  };
  const read = await readOne(JSON.stringify(transferred), { name: 'a.jsonl' });
  assert.deepEqual(
    read.legs.map(({ agent }) => agent),
    ['ag-29', 'ag-30'],
  );
  assert.deepEqual(
    read.turns.map(({ leg }) => leg),
    [0, 0, 1, 1],
  );
});

test('a broken line is parked with its place, and the others are read', async () => {
  const content = [
    JSON.stringify(chat),
    '{"id": "x", "turns": [',
    JSON.stringify({ ...chat, id: 'chat-3' }),
    '[1,2]',
    '{"id":"y","channel":"fax","turns":[]}',
  ].join('\n');
  const items = await readItems(content, { name: 'a.jsonl' });
  assert.deepEqual(
    items.map(({ kind, position }) => [kind, position]),
    [
      ['interaction', 'line 1'],
      ['unreadable', 'line 2'],
      ['interaction', 'line 3'],
      ['unreadable', 'line 4'],
      ['unreadable', 'line 5'],
    ],
  );
  assert.ok(items.every((item) => item.kind === 'interaction' || /^[0-9a-f]{64}$/.test(item.fingerprint ?? '')));
  assert.match(reasonsOf(items)[2] ?? '', /unknown channel/);
});

test('contact records without words are contacts', async () => {
  const read = await readOne(
    '{"externalId":"c-9","channel":"voice","startedAt":"2025-01-06 09:00:00","legs":[{"kind":"queue","queue":"sales","startMs":0}]}',
    {
      name: 'records.jsonl',
      context: { timeZone: 'Europe/Berlin' },
    },
  );
  assert.equal(read.startedAt, '2025-01-06T08:00:00.000Z');
  assert.deepEqual(read.turns, []);
  assert.equal(read.legs[0]?.queue, 'sales');
});

test('what other tools write is read: content with speaker lines, and pairs', async () => {
  const content = '**Call**\n\n**Agent:** Hello.\n\n**Customer:** My order number: 5.\nIt is late.';
  const call = await readOne(
    JSON.stringify({ ConversationId: 'k', StartTime: '2025-12-05 02:00:00', EndTime: '2025-12-05 02:24:00', Content: content }),
    { name: 'k.json' },
  );
  assert.deepEqual(call.turns, [
    { participant: 'agent', text: 'Hello.' },
    { participant: 'customer', text: 'My order number: 5.\nIt is late.' },
  ]);
  assert.equal(call.channel, 'voice');
  const pairs = await readOne(
    JSON.stringify([
      {
        convo_id: 7,
        original: [
          ['agent', 'Hi'],
          ['action', 'pulled up'],
          ['customer', 'Hello'],
        ],
      },
    ]),
    { name: 'p.json' },
  );
  assert.deepEqual(
    pairs.turns.map(({ text }) => text),
    ['Hi', 'Hello'],
  );
});
