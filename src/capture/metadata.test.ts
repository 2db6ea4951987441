import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CapturedInteraction, capturedInteractionSchema } from '../domain/captured-interaction.ts';
import { applyMetadata, type MetadataItem, type MetadataOptions, readMetadataFile } from './metadata.ts';

async function read(content: string, options: Partial<MetadataOptions> = {}): Promise<MetadataItem[]> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-metadata-'));
  try {
    await writeFile(join(folder, 'm.csv'), content);
    return await Array.fromAsync(readMetadataFile(join(folder, 'm.csv'), { source: 'calls', timeZone: 'Europe/Berlin', ...options }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function rows(items: readonly MetadataItem[]) {
  return items.flatMap((item) => (item.kind === 'row' ? item.row : []));
}

function call(changes: Partial<CapturedInteraction> = {}): CapturedInteraction {
  return { ...capturedInteractionSchema.parse({ externalId: 'call-7', channel: 'voice', media: [{ name: 'call-7.wav' }] }), ...changes };
}

test('usual columns need no mapping; local times become UTC; other columns are attributes', async () => {
  const [row] = rows(
    await read(
      'Call ID,Start Time,Agent,Team,Queue,Answered At,ANI,Holds,Product,Zip\ncall-7,2025-01-06 09:00:00,ag-1,Blue,parcels,2025-01-06 09:00:12,+4930123,35-52; 80-91.5,box,007\n',
    ),
  );
  assert.deepEqual(row?.join, { externalId: 'call-7' });
  const applied = applyMetadata(call(), row ? [row] : []);
  assert.equal(applied.startedAt, '2025-01-06T08:00:00.000Z');
  assert.deepEqual(applied.legs, [{ kind: 'agent', agent: 'ag-1', team: 'Blue', queue: 'parcels', answeredMs: 12_000 }]);
  assert.deepEqual(applied.events, [
    { kind: 'hold', startMs: 35_000, endMs: 52_000 },
    { kind: 'hold', startMs: 80_000, endMs: 91_500 },
  ]);
  assert.deepEqual(applied.attributes, { Product: 'box', Zip: '007' });
  assert.equal(applied.customer?.phone, '+4930123');
});

test('rows join by id, by a file name built from columns, or by agent and start', async () => {
  const byName = rows(
    await read('nr,ag\n7,a1\n8,\n', {
      mapping: { columns: { nr: 'attributes.nr', ag: 'agent' }, join: { by: 'fileName', fileName: '{nr}_{ag}.wav' } },
    }),
  );
  assert.deepEqual(
    byName.map(({ join: by }) => by),
    [{ fileName: '7_a1.wav' }],
  );
  const plain = rows(await read('recording,agent\nrec/2025/a.wav,a1\n'));
  assert.deepEqual(plain[0]?.join, { fileName: 'a.wav' });
  const byAgent = rows(
    await read('extension,start_time,disposition\n4711,2025-01-06 09:00:00,sold\n', {
      mapping: { join: { by: 'agent', toleranceSeconds: 5 } },
    }),
  );
  assert.deepEqual(byAgent[0]?.join, { agent: '4711', startedAt: '2025-01-06T08:00:00.000Z', toleranceMs: 5000 });
});

test('rows that cannot be used are reported with their place, the others are kept', async () => {
  const items = await read('call_id,start_time\n,2025-01-06 09:00:00\nc2,not a time\nc3,"never closed\nc4,2025-01-06 09:00:00\n');
  assert.deepEqual(
    items.map((item) => [item.kind, item.position]),
    [
      ['unreadable', 'line 2'],
      ['unreadable', 'line 3'],
      ['unreadable', 'line 4'],
      ['row', 'line 5'],
    ],
  );
});

test('JSON lines are rows too', async () => {
  const [row] = rows(await read('{"externalId":"c1","queue":"sales","handling":"metadata-only"}\n'));
  assert.equal(applyMetadata(call(), row ? [row] : []).handling, 'metadata-only');
});

test('lists in JSON rows are applied: pauses, legs, channel roles', async () => {
  const row = {
    externalId: 'c1',
    pauses: [{ startMs: 1000, endMs: 2000 }],
    legs: [{ kind: 'agent', queue: 'sales' }],
    channelRoles: ['customer', 'agent'],
    attributes: { site: 'North' },
  };
  const applied = applyMetadata(call(), rows(await read(`${JSON.stringify(row)}\n`)));
  assert.deepEqual(applied.events, [{ kind: 'pause', startMs: 1000, endMs: 2000 }]);
  assert.deepEqual(applied.legs, [{ kind: 'agent', queue: 'sales' }]);
  assert.deepEqual(applied.media[0]?.channelRoles, ['customer', 'agent']);
  assert.deepEqual(applied.attributes, { site: 'North' });
});

test('a time that the clock showed twice is flagged on the contact', async () => {
  const applied = applyMetadata(call(), rows(await read('call_id,start_time\nc1,2025-10-26 02:30:00\n')));
  assert.equal(applied.startedAt, '2025-10-26T00:30:00.000Z');
  assert.match(applied.warnings.join(), /startedAt: time was shown twice in Europe\/Berlin/);
});

test('the same row has the same id, another agent of the same call another one', async () => {
  const [first, second] = rows(await read('call_id,agent,team\nc1,a1,Blue\nc1,a2,Red\n'));
  const [again] = rows(await read('call_id,agent,team\nc1,a1,Green\n'));
  assert.equal(again?.id, first?.id);
  assert.notEqual(second?.id, first?.id);
});

test('a row per agent makes a leg per agent, and a later row mends an earlier', () => {
  const row = (fields: Record<string, unknown>) => ({ fields });
  const applied = applyMetadata(call({ startedAt: '2025-01-06T08:00:00.000Z' }), [
    row({ agent: 'a1', team: 'Blue' }),
    row({ agent: 'a2', legStartedAt: '2025-01-06T08:01:00.000Z' }),
    row({ agent: 'a1', team: 'Green' }),
  ]);
  assert.deepEqual(applied.legs, [
    { kind: 'agent', agent: 'a1', team: 'Green' },
    { kind: 'agent', agent: 'a2', startMs: 60_000 },
  ]);
});

test('applying metadata changes nothing in place, keeps the words, and is the same when done again', () => {
  const before = call({ turns: [{ participant: 'c', text: 'hi' }], startedAt: '2025-01-06T08:00:00.000Z' });
  const copy = structuredClone(before);
  const rowsOf = [{ fields: { team: 'Blue', holds: '1-2', attributes: { a: 1 } } }];
  const once = applyMetadata(before, rowsOf);
  assert.deepEqual(before, copy);
  assert.deepEqual(once.turns, before.turns);
  assert.deepEqual(applyMetadata(once, rowsOf), once);
});

test('values that cannot be used become warnings, and the contact stays whole', () => {
  const applied = applyMetadata(call(), [{ fields: { channel: 'fax', startedAt: 'whenever', queue: 'sales' } }]);
  assert.equal(applied.channel, 'voice');
  assert.equal(applied.legs[0]?.queue, 'sales');
  assert.equal(applied.warnings.length, 2);
  const refused = applyMetadata(call(), [{ fields: { legs: [{ kind: 'spaceship' }] } }]);
  assert.deepEqual(refused.legs, []);
  assert.match(refused.warnings.join(), /metadata was not applied: legs/);
});
