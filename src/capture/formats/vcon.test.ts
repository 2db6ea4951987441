import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadItem } from '../read-source.ts';
import { readItems, readOne, reasonsOf } from '../testing/read-items.ts';

const parties = [
  { tel: '+15550100', name: 'Cus Tomer', role: 'contact' },
  { mailto: 'jo@shop.example', name: 'Jo', meta: { role: 'agent' } },
];
const sound = Buffer.from('RIFF....WAVE');

const call = {
  vcon: '0.4.0',
  uuid: '018f-call',
  created_at: '2025-01-06T10:00:00Z',
  parties,
  dialog: [
    {
      type: 'recording',
      start: '2025-01-06T09:00:00Z',
      duration: 30.5,
      parties: [1, 0],
      mediatype: 'audio/wav',
      filename: '../../etc/call.wav',
      encoding: 'base64url',
      body: sound.toString('base64url'),
      party_history: [
        { party: 1, time: '2025-01-06T09:00:05Z', event: 'hold' },
        { party: 1, time: '2025-01-06T09:00:15Z', event: 'unhold' },
        { party: 0, time: '2025-01-06T09:00:29Z', event: 'drop' },
      ],
    },
  ],
  analysis: [
    { type: 'summary', dialog: 0, vendor: 'x', body: 'never read' },
    {
      type: 'transcript',
      dialog: 0,
      vendor: 'x',
      encoding: 'none',
      body: [
        { speaker: 'Agent', message: 'Hello' },
        { speaker: 'Cus Tomer', message: 'It is late' },
      ],
    },
  ],
  attachments: [],
};

function only(items: readonly ReadItem[]): Extract<ReadItem, { kind: 'interaction' }> {
  const [item] = items;
  assert.equal(items.length, 1);
  assert.ok(item?.kind === 'interaction', reasonsOf(items).join());
  return item;
}

test('a call: recording, roles by channel, transcript, holds and contact', async () => {
  const item = only(await readItems(JSON.stringify(call), { name: 'c.vcon' }));
  const { interaction } = item;
  assert.equal(interaction.externalId, '018f-call');
  assert.equal(interaction.channel, 'voice');
  assert.equal(interaction.endedAt, '2025-01-06T09:00:30.500Z');
  assert.deepEqual(
    interaction.turns?.map(({ participant, text }) => [participant, text]),
    [
      ['p1', 'Hello'],
      ['p0', 'It is late'],
    ],
  );
  assert.deepEqual(interaction.media, [
    { name: 'call.wav', mediaType: 'audio/wav', channelRoles: ['agent', 'customer'], channelParticipants: ['p1', 'p0'], offsetMs: 0 },
  ]);
  assert.deepEqual(
    item.mediaBytes?.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
    [['call.wav', 'RIFF....WAVE']],
  );
  assert.deepEqual(interaction.events, [
    { kind: 'hold', startMs: 5000, endMs: 15_000, participant: 'p1' },
    { kind: 'leave', startMs: 29_000, participant: 'p0' },
  ]);
  assert.equal(interaction.customer?.phone, '+15550100');
});

test('a recording elsewhere is not fetched, and the record says so', async () => {
  const { body: _body, encoding: _encoding, ...dialog } = call.dialog[0] ?? {};
  const item = only(
    await readItems(JSON.stringify({ ...call, dialog: [{ ...dialog, url: 'https://169.254.169.254/x.wav' }] }), { name: 'c.vcon' }),
  );
  assert.deepEqual(item.interaction.media, []);
  assert.match(item.interaction.warnings?.join() ?? '', /was not fetched/);
  assert.equal(item.interaction.turns?.length, 2);
});

test('names of older drafts: mimetype, group, no uuid, no version, JSON in a string', async () => {
  const old = {
    vcon: '0.0.1',
    group: [],
    redacted: {},
    parties,
    dialog: [
      {
        type: 'recording',
        start: '2025-01-06T09:00:00',
        mimetype: 'audio/wav',
        parties: [0, 1],
        alg: 'SHA-512',
        signature: 'x',
        url: 'https://x.example/a.wav',
      },
    ],
    analysis: [
      {
        type: 'transcript',
        dialog: [0],
        vendor: 'x',
        body: JSON.stringify({ transcript: { text: 'hi' }, segments: [{ id: 0, start: 1, end: 2, text: 'hi', speaker: 0 }] }),
      },
    ],
  };
  const read = await readOne(JSON.stringify(old), { name: 'old/c.vcon.json', context: { timeZone: 'Europe/Berlin' } });
  assert.equal(read.externalId, 'old/c');
  assert.equal(read.startedAt, '2025-01-06T08:00:00.000Z');
  assert.deepEqual(read.turns, [{ participant: 'p0', text: 'hi', startMs: 1000, endMs: 2000 }]);
});

test('a transcript in the form of its engine becomes turns', async () => {
  const deepgram = {
    results: { channels: [{ alternatives: [{ words: [{ word: 'hello', start: 1, end: 1.5, speaker: 1, confidence: 0.9 }] }] }] },
  };
  const read = await readOne(
    JSON.stringify({ ...call, analysis: [{ type: 'transcript', dialog: 0, vendor: 'deepgram', encoding: 'json', body: deepgram }] }),
    { name: 'c.vcon' },
  );
  assert.deepEqual(read.turns, [
    {
      participant: 'p1',
      text: 'hello',
      startMs: 1000,
      endMs: 1500,
      words: [{ text: 'hello', startMs: 1000, endMs: 1500, confidence: 0.9 }],
    },
  ]);
});

test('messages keep their order, times and senders; transfers are events', async () => {
  const thread = {
    uuid: 'm-1',
    parties,
    dialog: [
      { type: 'text', start: '2025-01-06T09:00:00+01:00', parties: [0], originator: 0, mediatype: 'text/plain', body: 'hi' },
      { type: 'transfer', start: '2025-01-06T09:00:30+01:00', parties: [0, 1], transferor: 1 },
      { type: 'text', start: '2025-01-06T09:01:00+01:00', parties: [[1], 0], mimetype: 'text/html', body: '<p>hello <b>there</b></p>' },
    ],
  };
  const read = await readOne(JSON.stringify(thread), { name: 'm.vcon' });
  assert.equal(read.channel, 'messaging');
  assert.deepEqual(
    read.turns.map(({ participant, text, at }) => [participant, text, at]),
    [
      ['p0', 'hi', '2025-01-06T08:00:00.000Z'],
      ['p1', 'hello there', '2025-01-06T08:01:00.000Z'],
    ],
  );
  assert.deepEqual(read.events, [{ kind: 'transfer', startMs: 30_000 }]);
});

test('a call that never came about is a contact record', async () => {
  const read = await readOne(
    JSON.stringify({
      uuid: 'i-1',
      parties,
      dialog: [{ type: 'incomplete', start: '2025-01-06T09:00:00Z', disposition: 'no-answer', parties: [0, 1] }],
    }),
    { name: 'i.vcon' },
  );
  assert.deepEqual([read.channel, read.turns.length, read.attributes.disposition], ['voice', 0, 'no-answer']);
});

test('a signed vCon is read with a warning; an encrypted one and one with unknown critical parts are refused', async () => {
  const payload = Buffer.from(JSON.stringify(call)).toString('base64url');
  const signed = await readOne(JSON.stringify({ payload, signatures: [{ protected: 'x', signature: 'y' }] }), { name: 's.vcon' });
  assert.equal(signed.externalId, '018f-call');
  assert.match(signed.warnings.join(), /signature of the vCon was not checked/);
  const encrypted = await readItems(JSON.stringify({ ciphertext: 'x', recipients: [{}], iv: 'a', tag: 'b' }), { name: 'e.vcon' });
  assert.match(reasonsOf(encrypted)[0] ?? '', /encrypted/);
  const critical = await readItems(JSON.stringify({ ...call, critical: ['quantum'] }), { name: 'q.vcon' });
  assert.match(reasonsOf(critical)[0] ?? '', /quantum/);
});
