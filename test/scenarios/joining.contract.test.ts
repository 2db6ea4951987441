import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Interaction } from '../../src/domain/interaction.ts';
import type { SearchPage } from '../../src/storage/content.ts';
import { countsOf, createSite, type IngestAnswer, type Site } from './earshot.ts';

/** What of one contact arrives by several ways: its recording, its words, and what the telephone system knows of it. */
let site: Site;
before(async () => {
  site = await createSite('transcription: { engine: none }\n');
});
after(() => site.remove());

const captured = { captured: 1, updated: 0, duplicate: 0, parked: 0, failed: 0 };

/** A second of an 8 kHz tone, one channel of 16-bit samples. */
function toneWav(): Buffer {
  const samples = Buffer.alloc(16_000);
  for (let index = 0; index < 8000; index++) samples.writeInt16LE(Math.round(8000 * Math.sin(index / 3)), index * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

const onlyOf = async (source: string) => {
  const page = await site.json<SearchPage>('list', '--source', source);
  assert.equal(page.total, 1);
  return site.json<Interaction>('show', page.items[0]?.id ?? '');
};

test('a metadata row finds its call by agent and start, the nearest within its tolerance only', async () => {
  const call = {
    id: 'from-recorder-1',
    channel: 'voice',
    startedAt: '2026-10-05T15:00:20Z',
    participants: [{ id: 'a', role: 'agent', ref: '4711' }],
    turns: [{ participant: 'a', text: 'good morning', startMs: 0, endMs: 900 }],
  };
  const calls = await site.write('calls.jsonl', `${JSON.stringify(call)}\n`);
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', calls, '--source', 'recorder')), captured);
  const rows = await site.write('cdr.csv', 'ext,begin,line\n4711,2026-10-05T15:00:00Z,billing\n4711,2026-10-05T18:00:00Z,sales\n');
  const mapping = await site.write(
    'cdr.yaml',
    'columns: { ext: agent, begin: startedAt, line: queue }\njoin: { by: agent, toleranceSeconds: 30 }\n',
  );
  await site.json('ingest', '--metadata', rows, '--mapping', mapping, '--source', 'recorder');
  const joined = await onlyOf('recorder');
  assert.equal(joined.legs[0]?.queue, 'billing');
  assert.equal(joined.version, 2);
  assert.equal((await site.json<unknown[]>('metadata')).length, 1, 'the row of another hour waits');
});

test('a metadata row finds its recording by a file name built from columns', async () => {
  const recording = await site.write('77_a9.wav', toneWav());
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', recording, '--source', 'files')), captured);
  const rows = await site.write('names.csv', 'nr,ag,line\n77,a9,returns\n');
  const mapping = await site.write(
    'names.yaml',
    "columns: { ag: agent, line: queue }\njoin: { by: fileName, fileName: '{nr}_{ag}.wav' }\n",
  );
  await site.json('ingest', '--metadata', rows, '--mapping', mapping, '--source', 'files');
  const joined = await onlyOf('files');
  assert.deepEqual([joined.legs[0]?.queue, joined.legs[0]?.agent], ['returns', 'a9']);
});

test('the recording inside a vCon is kept as an original of its own', async () => {
  const wav = toneWav();
  const vcon = {
    vcon: '0.0.1',
    uuid: '0191fe5c-2f8e-8a4b-9c1d-1234567890ab',
    created_at: '2026-10-05T16:00:00Z',
    parties: [
      { tel: '+12025550143', role: 'customer' },
      { name: 'Agent', role: 'agent' },
    ],
    dialog: [
      {
        type: 'recording',
        start: '2026-10-05T16:00:00Z',
        duration: 1,
        parties: [0, 1],
        mediatype: 'audio/wav',
        filename: 'inside.wav',
        encoding: 'base64url',
        body: wav.toString('base64url'),
      },
    ],
  };
  const path = await site.write('call.vcon.json', JSON.stringify(vcon));
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path, '--source', 'vcon')), captured);
  const { media, state } = await onlyOf('vcon');
  assert.equal(state, 'received');
  assert.deepEqual(
    media.map(({ name, blob }) => [name, blob]),
    [['inside.wav', createHash('sha256').update(wav).digest('hex')]],
  );
  assert.equal(media[0]?.peaks?.perSecond, 20, 'nobody transcribes it, and still it is drawn');
});

test('our own CSV export reads back as the same conversations, and again as duplicates', async () => {
  const { stdout } = await site.run('export', '--format', 'csv', '--source', 'recorder');
  const path = await site.write('export.csv', stdout);
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path, '--source', 'again')), captured);
  const [first, again] = [await onlyOf('recorder'), await onlyOf('again')];
  const told = ({ externalId, channel, startedAt, legs, turns }: Interaction) => ({
    externalId,
    channel,
    startedAt,
    queue: legs[0]?.queue,
    turns: turns.map(({ role, text, startMs, endMs }) => [role, text, startMs, endMs]),
  });
  assert.deepEqual(told(again), told(first));
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path, '--source', 'again')), {
    ...captured,
    captured: 0,
    duplicate: 1,
  });
});

test('two contents under one id in one folder make their versions once', async () => {
  const contact = (text: string) =>
    `${JSON.stringify({ id: 'twice', channel: 'chat', participants: [{ id: 'c', role: 'customer' }], turns: [{ speaker: 'c', text }] })}\n`;
  const path = await site.write('twice.jsonl', contact('where is it') + contact('where is my parcel'));
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path, '--source', 'twice')), { ...captured, updated: 1 });
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path, '--source', 'twice')), {
    ...captured,
    captured: 0,
    duplicate: 2,
  });
  const kept = await onlyOf('twice');
  assert.deepEqual([kept.version, kept.turns[0]?.text], [2, 'where is my parcel']);
});
