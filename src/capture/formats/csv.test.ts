import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readInteractions, readItems, readOne, reasonsOf } from '../testing/read-items.ts';

test('usual column names need no mapping; rows of one conversation may lie apart', async () => {
  const csv = [
    'Conversation ID;Timestamp;Author;Role;Message;Queue;Priority;Zip',
    'c1;2025-01-06 09:00:20;Jo;Agent;"Let me look; one moment";billing;2;00123',
    'c2;2025-01-06 09:00:00;Bo;Customer;hello;sales;1;9',
    'c1;2025-01-06 09:00:00;Ann;Customer;"She said ""late""\nand left";billing;2;00123',
  ].join('\n');
  const [first, second] = await readInteractions(csv, { name: 'export.csv', context: { timeZone: 'Europe/Berlin' } });
  assert.deepEqual(first?.turns, [
    { participant: 'ann', text: 'She said "late"\nand left', at: '2025-01-06T08:00:00.000Z' },
    { participant: 'jo', text: 'Let me look; one moment', at: '2025-01-06T08:00:20.000Z' },
  ]);
  assert.deepEqual(first?.attributes, { Priority: 2, Zip: '00123' });
  assert.equal(first?.legs[0]?.queue, 'billing');
  assert.equal(first?.startedAt, '2025-01-06T08:00:00.000Z');
  assert.equal(second?.externalId, 'c2');
});

test('a mapping names columns, speakers, the zone and the order of dates', async () => {
  const csv = 'vorgang,wann,wer,was,intern\n7,04.03.2025 10:00,K,Hallo,x\n7,04.03.2025 10:01,M,Guten Tag,y\n';
  const mapping = {
    columns: { vorgang: 'externalId', wann: 'at', wer: 'speaker', was: 'text', intern: 'ignore' },
    speakers: { K: 'customer', M: 'agent' },
    dateOrder: 'dmy',
    timeZone: 'Europe/Berlin',
    channel: 'messaging',
  };
  const read = await readOne(csv, { name: 'a.csv', context: { mapping } });
  assert.deepEqual(
    read.participants.map(({ id, role }) => [id, role]),
    [
      ['k', 'customer'],
      ['m', 'agent'],
    ],
  );
  assert.equal(read.channel, 'messaging');
  assert.equal(read.startedAt, '2025-03-04T09:00:00.000Z');
  assert.deepEqual(read.attributes, {});
});

test('a row per conversation with speaker lines', async () => {
  const csv = 'id,started_at,transcript,agent\nk1,2025-01-06T09:00:00Z,"Agent: Hello.\nCustomer: It is late.\nReally late.",ag-1\n';
  const read = await readOne(csv, { name: 'a.csv' });
  assert.deepEqual(
    read.turns.map(({ participant, text }) => [participant, text]),
    [
      ['agent', 'Hello.'],
      ['customer', 'It is late.\nReally late.'],
    ],
  );
  assert.equal(read.legs[0]?.agent, 'ag-1');
});

test('a row per contact without words', async () => {
  const csv =
    'call_id,start_time,duration,ani,queue,agent,answered_at\nk1,2025-01-06T09:00:00Z,90,+4930123,sales,ag-1,2025-01-06T09:00:10Z\n';
  const read = await readOne(csv, { name: 'calls.csv' });
  assert.equal(read.channel, 'voice');
  assert.equal(read.endedAt, '2025-01-06T09:01:30.000Z');
  assert.deepEqual(read.legs, [{ kind: 'agent', agent: 'ag-1', queue: 'sales', answeredMs: 10_000 }]);
  assert.equal(read.customer?.phone, '+4930123');
});

test('the start of a contact row that the clock showed twice is flagged', async () => {
  const read = await readOne('call_id,start_time,queue\nk1,2025-10-26 02:30,sales\n', {
    name: 'calls.csv',
    context: { timeZone: 'Europe/Berlin' },
  });
  assert.match(read.warnings.join(), /startedAt: time was shown twice/);
});

test('a table of unknown columns is refused whole, not taken for contacts without words', async () => {
  const items = await readItems('vorgang;wann;was\n1;heute;hallo\n2;heute;hallo\n', { name: 'a.csv' });
  assert.deepEqual(reasonsOf(items), ['no column is known as text or as the start of a contact: name its columns in a mapping file']);
});

test('an unclosed quote costs its line and no other', async () => {
  const csv = 'id,speaker,text\na,agent,"never closed\nb,agent,fine\nc,customer,also fine\n';
  const items = await readItems(csv, { name: 'a.csv' });
  assert.deepEqual(
    items.filter(({ kind }) => kind === 'unreadable').map(({ position }) => position),
    ['line 2'],
  );
  assert.match(reasonsOf(items)[0] ?? '', /never closed/);
  assert.equal(items.filter(({ kind }) => kind === 'interaction').length, 2);
});

test('a mapping to a field that does not exist stops with its name', async () => {
  await assert.rejects(
    readItems('id,text\n1,hi\n', { name: 'a.csv', context: { mapping: { columns: { text: 'txet' } } } }),
    /unknown field txet/,
  );
});

test('a conversation of very many rows with facts of their own takes no longer per row', async () => {
  const rows = Array.from({ length: 4000 }, (_, index) => `c1,agent,message ${index},note-${index}`);
  const started = performance.now();
  const read = await readOne(['id,speaker,text,note', ...rows].join('\n'), { name: 'long.csv' });
  assert.equal(read.turns.length, 4000);
  assert.equal(read.attributes.note, 'note-3999');
  // A cost that grows with the square of the rows would take a minute.
  assert.ok(performance.now() - started < 10_000);
});
