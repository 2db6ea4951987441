import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readInteractions, readItems, readOne, reasonsOf } from '../testing/read-items.ts';

interface Mail {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly date: string;
  readonly subject: string;
  readonly answers?: string;
  readonly body: string;
}

function mail({ id, from, to, date, subject, answers, body }: Mail): string {
  const references = answers === undefined ? '' : `In-Reply-To: <${answers}>\nReferences: <${answers}>\n`;
  return `From: ${from}\nTo: ${to}\nDate: ${date}\nSubject: ${subject}\nMessage-ID: <${id}>\n${references}\n${body}\n`;
}

const question = mail({
  id: 'q@home.example',
  from: 'Ann Lee <ann@home.example>',
  to: 'support@shop.example',
  date: 'Mon, 3 Mar 2025 10:00:00 +0100',
  subject: 'Late order',
  body: 'My order is late.\n>From here it looks lost.\n\n-- \nAnn Lee\nHigh Street 5',
});
const answer = mail({
  id: 'r@shop.example',
  from: 'Support <support@shop.example>',
  to: 'ann@home.example',
  date: 'Mon, 3 Mar 2025 12:00:00 +0100',
  subject: 'Re: Late order',
  answers: 'q@home.example',
  body: 'We are looking.\n\nOn Mon, 3 Mar 2025 at 10:00, Ann Lee <ann@home.example> wrote:\n> My order is late.',
});
const again = mail({
  id: 's@home.example',
  from: 'ann@home.example',
  to: 'support@shop.example',
  date: 'Tue, 4 Mar 2025 09:00:00 +0100',
  subject: 'Re: Late order',
  body: 'Any news?',
});
const other = mail({
  id: 'o@x.example',
  from: 'bo@x.example',
  to: 'support@shop.example',
  date: 'Mon, 3 Mar 2025 11:00:00 +0100',
  subject: 'Invoice',
  body: 'Where is it?',
});

function mailbox(...mails: string[]): string {
  return mails.map((each) => `From sender@x Mon Mar  3 10:00:00 2025\n${each}`).join('\n');
}

test('mails of one thread are one contact, joined by references, or by subject and people', async () => {
  const threads = await readInteractions(mailbox(answer, other, again, question), { name: 'box.mbox' });
  const thread = threads.find(({ threadId }) => threadId === '<q@home.example>');
  assert.equal(threads.length, 2);
  assert.equal(thread?.externalId, '<q@home.example>');
  assert.deepEqual(
    thread?.turns.map(({ participant, text }) => [participant, text]),
    [
      ['ann@home.example', 'My order is late.\nFrom here it looks lost.'],
      ['support@shop.example', 'We are looking.'],
      ['ann@home.example', 'Any news?'],
    ],
  );
  assert.deepEqual(
    thread?.participants.map(({ id, role }) => [id, role]),
    [
      ['ann@home.example', 'customer'],
      ['support@shop.example', 'agent'],
    ],
  );
  assert.equal(thread?.startedAt, '2025-03-03T09:00:00.000Z');
});

test('quoted text and signatures are kept, aside', async () => {
  const [thread] = await readInteractions(mailbox(question, answer), { name: 'box.mbox' });
  assert.deepEqual(
    thread?.turns.map(({ setAside }) => setAside?.map(({ kind }) => kind)),
    [['signature'], ['quoted']],
  );
  assert.match(thread?.turns[1]?.setAside?.[0]?.text ?? '', /> My order is late\./);
});

test('a thread that rested longer than the idle time goes on as another contact', async () => {
  const late = again.replace('Tue, 4 Mar 2025', 'Tue, 6 May 2025');
  const sessions = await readInteractions(mailbox(question, answer, late), { name: 'box.mbox' });
  assert.deepEqual(
    sessions.map(({ externalId }) => externalId),
    ['<q@home.example>', '<q@home.example>#<s@home.example>'],
  );
  assert.ok(sessions.every(({ threadId }) => threadId === '<q@home.example>'));
});

test('a broken mail among good ones is parked alone', async () => {
  const items = await readItems(mailbox(question, 'Subject: no sender\n\nlost\n', other), { name: 'box.mbox' });
  assert.equal(items.filter(({ kind }) => kind === 'interaction').length, 2);
  assert.deepEqual(
    items.filter(({ kind }) => kind === 'unreadable').map(({ position }) => position),
    ['message 2'],
  );
  assert.match(reasonsOf(items)[0] ?? '', /without a sender/);
});

test('one mail in a file: HTML, encodings and attachments', async () => {
  const eml = [
    'From: =?utf-8?B?QW5uIE3DvGxsZXI=?= <ann@home.example>',
    'To: help@shop.example',
    'Subject: =?iso-8859-1?Q?Versp=E4tet?=',
    'Date: Mon, 3 Mar 2025 10:00:00 +0000',
    'Message-ID: <h@home.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=B',
    '',
    '--B',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Where is <a href="http://x.example">my order</a>?</p>',
    '--B',
    'Content-Type: image/png; name="../../etc/photo.png"',
    'Content-Disposition: attachment; filename="../../etc/photo.png"',
    'Content-Transfer-Encoding: base64',
    '',
    'AAAA',
    '--B--',
    '',
  ].join('\r\n');
  const read = await readOne(eml, { name: 'a.eml' });
  assert.equal(read.subject, 'Versp\u00e4tet');
  assert.equal(read.participants[0]?.name, 'Ann M\u00fcller');
  assert.equal(read.turns[0]?.text, 'Where is my order?');
  assert.equal(read.attributes.attachments, 'photo.png');
  assert.equal(read.customer?.email, 'ann@home.example');
});

test('the mapping says who the agents are', async () => {
  const swapped = mail({
    id: 'w@x',
    from: 'jo@shop.example',
    to: 'ann@home.example',
    date: 'Mon, 3 Mar 2025 10:00:00 +0000',
    subject: 'Hello',
    body: 'Your order left.',
  });
  const read = await readOne(swapped, { name: 'a.eml', context: { mapping: { speakers: { '@shop.example': 'agent' } } } });
  assert.deepEqual(
    read.participants.map(({ role, roleConfidence }) => [role, roleConfidence]),
    [['agent', 1]],
  );
  assert.equal(read.direction, 'outbound');
});
