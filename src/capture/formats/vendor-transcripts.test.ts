import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { CapturedInteraction } from '../../domain/captured-interaction.ts';
import { detectFormat } from '../detect.ts';
import { readInteractions, readOne } from '../testing/read-items.ts';

const fixture = (name: string) => readFile(new URL(`../__fixtures__/${name}`, import.meta.url));

/** `role: text` per turn. */
function lines(interaction: CapturedInteraction | undefined): string[] {
  const roles = new Map(interaction?.participants.map(({ id, role }) => [id, role]));
  return interaction?.turns.map(({ participant, text }) => `${roles.get(participant)}: ${text}`) ?? [];
}

const formats: readonly [file: string, format: string][] = [
  ['contact-lens-call.json', 'contact-lens'],
  ['contact-lens-chat.json', 'contact-lens'],
  ['transcribe-call-analytics.json', 'transcribe-call-analytics'],
  ['genesys-transcript.json', 'genesys'],
  ['ccai-upload.json', 'ccai'],
  ['ccai-conversation.json', 'ccai'],
  ['deepgram.json', 'recognition'],
  ['whisper.json', 'recognition'],
  ['assembly-ai.json', 'recognition'],
  ['zendesk.ndjson', 'zendesk'],
];

test('each format is told by its content, whatever the file is called, on one line or pretty', async () => {
  for (const [file, format] of formats) {
    const content = await fixture(file);
    assert.equal(detectFormat(content, 'data.bin').format, format, file);
    if (!file.endsWith('json')) continue;
    if (file.endsWith('.ndjson')) continue;
    const value: unknown = JSON.parse(content.toString());
    assert.equal(detectFormat(Buffer.from(JSON.stringify(value)), 'a').format, format, file);
    assert.equal(detectFormat(Buffer.from(JSON.stringify([value, value])), 'a').format, format, file);
  }
});

test('Contact Lens call: start from the file name, id from the contact, vendor findings left out', async () => {
  const read = await readOne(await fixture('contact-lens-call.json'), { name: 'x_analysis_2025-01-06T09_00_00Z.json' });
  assert.equal(read.externalId, '0b7c2a10-0000-4000-8000-000000000001');
  assert.equal(read.startedAt, '2025-01-06T09:00:00.000Z');
  assert.equal(read.endedAt, '2025-01-06T09:00:09.000Z');
  assert.deepEqual(lines(read), ['agent: Thank you for calling Harbour Parcels.', 'customer: My parcel [PII] is late.']);
  assert.deepEqual(read.attributes, { redactedAtSource: true });
  assert.deepEqual(read.events, []);
});

test('Contact Lens call: the contact id can be in the file name, and a missing start is said', async () => {
  const value = { ...JSON.parse((await fixture('contact-lens-call.json')).toString()), CustomerMetadata: undefined };
  const read = await readOne(JSON.stringify(value), { name: '0b7c2a10-0000-4000-8000-00000000000f_analysis.json' });
  assert.equal(read.externalId, '0b7c2a10-0000-4000-8000-00000000000f');
  assert.match(read.warnings.join(), /does not say when/);
});

test('Contact Lens chat: messages have times, events are imported', async () => {
  const read = await readOne(await fixture('contact-lens-chat.json'), { name: 'chat.json' });
  assert.equal(read.channel, 'chat');
  assert.deepEqual(lines(read), ['customer: Where is my parcel?', 'agent: Let me look.']);
  assert.equal(read.turns[1]?.at, '2025-01-06T09:00:12.000Z');
  assert.deepEqual(
    read.events.map(({ kind, startMs }) => [kind, startMs]),
    [
      ['join', 0],
      ['close', 60_000],
    ],
  );
});

test('Transcribe Call Analytics: words keep their times, punctuation joins its word', async () => {
  const read = await readOne(await fixture('transcribe-call-analytics.json'), { name: 'out.json' });
  assert.equal(read.externalId, 'parcels-17');
  assert.deepEqual(read.turns[0]?.words, [
    { text: 'Good', startMs: 100, endMs: 400, confidence: 0.99 },
    { text: 'morning.', startMs: 400, endMs: 900, confidence: 0.9 },
  ]);
});

test('Genesys: internal phrases belong to whoever served at that time, and each party is a leg', async () => {
  const read = await readOne(await fixture('genesys-transcript.json'), { name: 'g.json' });
  assert.equal(read.externalId, 'g-100');
  assert.deepEqual(lines(read), ['ivr: Welcome to Harbour Parcels.', 'customer: Hello?', 'agent: this is jo']);
  assert.deepEqual(
    read.legs.map(({ kind, agent, startMs }) => [kind, agent, startMs]),
    [
      ['ivr', undefined, 0],
      ['queue', undefined, 10_000],
      ['agent', 'u-7', 15_000],
    ],
  );
  assert.deepEqual(
    read.turns.map(({ leg, startMs, endMs }) => [leg, startMs, endMs]),
    [
      [0, 1000, 3000],
      [2, 16_000, 16_500],
      [2, 17_000, 17_900],
    ],
  );
  assert.equal(read.startedAt, '2025-01-06T09:00:00.000Z');
  assert.equal(read.customer?.phone, '+15550100');
});

test('CCAI: the upload file and the resource of the API', async () => {
  const upload = await readOne(await fixture('ccai-upload.json'), { name: 'up-1.json' });
  assert.deepEqual(lines(upload), ['customer: Hello, where is my parcel?', 'agent: One moment.', 'bot: You can also track it online.']);
  assert.equal(upload.turns[1]?.at, '2025-01-06T09:00:05.000Z');
  const resource = await readOne(await fixture('ccai-conversation.json'), { name: 'r.json' });
  assert.equal(resource.externalId, 'conv-8');
  assert.equal(resource.endedAt, '2025-01-06T09:00:12.500Z');
  assert.deepEqual(lines(resource), ['agent: Good morning.', 'customer: Hi.']);
  assert.deepEqual(
    resource.turns.map(({ startMs }) => startMs),
    [500, 2000],
  );
  assert.deepEqual(resource.attributes, { site: 'north' });
});

test('CCAI: relative stamps, as in the sample of the documentation, are offsets', async () => {
  const read = await readOne(
    '{"entries":[{"start_timestamp_usec":1000000,"text":"a","role":"AGENT"},{"start_timestamp_usec":5000000,"text":"b","role":"CUSTOMER"}]}',
    { name: 'r.json' },
  );
  assert.deepEqual(
    read.turns.map(({ at, startMs }) => [at, startMs]),
    [
      [undefined, 1000],
      [undefined, 5000],
    ],
  );
});

test('recognition output: channels, segments and speakers, in seconds or milliseconds', async () => {
  const deepgram = await readOne(await fixture('deepgram.json'), { name: 'd.json', context: { channelRoles: ['agent', 'customer'] } });
  assert.deepEqual(lines(deepgram), ['agent: Hello there.', 'customer: Hi.', 'agent: Bye.']);
  assert.deepEqual(
    deepgram.turns.map(({ startMs, endMs }) => [startMs, endMs]),
    [
      [500, 1200],
      [1500, 1800],
      [4000, 4400],
    ],
  );
  const whisper = await readOne(await fixture('whisper.json'), { name: 'w.json' });
  assert.deepEqual(lines(whisper), ['unknown: Hello.', 'unknown: My parcel is late.']);
  assert.deepEqual(whisper.turns[1]?.words, [{ text: 'My', startMs: 1000, endMs: 1200, confidence: 0.9 }]);
  const assembly = await readOne(await fixture('assembly-ai.json'), { name: 'a.json' });
  assert.deepEqual(
    assembly.turns.map(({ participant, startMs }) => [participant, startMs]),
    [
      ['A', 500],
      ['B', 1500],
    ],
  );
});

test('Zendesk: the description is comment 0, and internal notes are never turns', async () => {
  const [ticket, bare] = await readInteractions(await fixture('zendesk.ndjson'), { name: 'tickets.ndjson' });
  assert.deepEqual(lines(ticket), ['customer: My parcel is late.', 'agent: We send another.']);
  assert.deepEqual(ticket?.turns[0]?.setAside, [{ kind: 'note', text: 'Carrier lost it, do not tell.' }]);
  assert.deepEqual(ticket?.legs, [{ kind: 'agent', agent: '7', queue: '55' }]);
  assert.equal(ticket?.attributes.satisfaction, 'good');
  assert.equal(ticket?.customer?.email, 'cus@home.example');
  assert.equal(bare?.channel, 'chat');
  assert.deepEqual(lines(bare), ['customer: Do you ship abroad?']);
});
