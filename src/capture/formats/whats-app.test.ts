import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readInteractions } from '../testing/read-items.ts';

const android = `12/31/24, 10:00\u202fPM - Messages are end-to-end encrypted.
12/31/24, 10:01\u202fPM - Support: Good evening
and welcome
12/31/24, 10:02\u202fPM - Ann: My time: 5 pm
1/2/25, 11:30\u202fPM - Ann: ../../secret/photo.jpg (file attached)
`;

const iphone = `\u200e[31/12/2024, 22:01:11] Support: Good evening
\u200e[01/01/2025, 09:00:00] Ann: \u200e<attached: 0001-PHOTO.jpg>
`;

test('the order of dates is decided over the whole file, and idle time cuts sessions', async () => {
  const [first, second, ...more] = await readInteractions(android, {
    name: 'WhatsApp Chat with Ann.txt',
    context: { timeZone: 'Europe/Berlin' },
  });
  assert.equal(more.length, 0);
  assert.deepEqual(
    first?.turns.map(({ participant, text, at }) => [participant, text, at]),
    [
      ['Support', 'Good evening\nand welcome', '2024-12-31T21:01:00.000Z'],
      ['Ann', 'My time: 5 pm', '2024-12-31T21:02:00.000Z'],
    ],
  );
  assert.equal(second?.startedAt, '2025-01-02T22:30:00.000Z');
  assert.equal(second?.threadId, first?.threadId);
  assert.notEqual(second?.externalId, first?.externalId);
  assert.equal(second?.externalId, 'WhatsApp Chat with Ann#2025-01-02T22:30:00.000Z');
});

test('names of attachments lose their folders', async () => {
  const sessions = await readInteractions(android, { name: '_chat.txt' });
  assert.equal(sessions[1]?.attributes.attachments, 'photo.jpg');
});

test('a longer idle time keeps the thread together', async () => {
  const sessions = await readInteractions(android, { name: '_chat.txt', context: { sessionIdleMs: 7 * 24 * 3_600_000 } });
  assert.equal(sessions.length, 1);
});

test('the iPhone form with brackets and direction marks', async () => {
  const [read] = await readInteractions(iphone, { name: '_chat.txt' });
  assert.deepEqual(
    read?.turns.map(({ text, at }) => [text, at]),
    [
      ['Good evening', '2024-12-31T22:01:11.000Z'],
      ['<attached: 0001-PHOTO.jpg>', '2025-01-01T09:00:00.000Z'],
    ],
  );
  assert.deepEqual(
    read?.participants.map(({ role }) => role),
    ['agent', 'customer'],
  );
});

test('an order that no date decides is said to be a guess', async () => {
  const [read] = await readInteractions('03/04/25, 10:00 - Ann: hi\n03/04/25, 10:01 - Bob: hello\n', { name: '_chat.txt' });
  assert.match(read?.warnings.join() ?? '', /order of day and month is not certain/);
});

test('the mapping settles what the export leaves open: the order of dates, and who the agent is', async () => {
  const text = '5/10/26, 9:01 AM - Dana Reed: my router is broken\n5/10/26, 9:05 AM - Care Team: we send a new one\n';
  const mapping = { dateOrder: 'mdy', speakers: { 'Care Team': 'agent' } };
  const [chat] = await readInteractions(text, { name: 'WhatsApp Chat.txt', context: { mapping } });
  assert.equal(chat?.startedAt, '2026-05-10T09:01:00.000Z');
  assert.deepEqual(
    chat?.participants.map(({ role }) => role),
    ['customer', 'agent'],
  );
});
