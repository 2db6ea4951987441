import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversationDocument } from '../testing/conversation-document.ts';
import { splitSentences } from './split-sentences.ts';
import { summarise } from './summary-analyser.ts';

const lines = [
  'agent: Thank you for calling. How can I help you today?',
  'customer: Hi. My parcel with the winter boots was supposed to arrive on Monday and I cannot find it anywhere.',
  'agent: I am sorry to hear that.',
  'agent: May I have the order number?',
  'customer: It is 48213, ordered two weeks ago.',
  'agent: Thanks. I have checked with the courier and your parcel has been sent back to our warehouse.',
  'customer: Oh no. Can you send it again?',
  'agent: I have sent a replacement just now. You will receive an email with the tracking number within two hours.',
  'customer: Great, thank you.',
  'agent: You are welcome. Have a great day!',
];

test('tells issue, action and next step in sentences of the conversation', () => {
  const { turns } = conversationDocument(lines);
  const summary = summarise(turns);
  const textOf = (slot: string) => summary.find((one) => one.slot === slot)?.text ?? '';
  assert.match(textOf('issue'), /winter boots/);
  assert.match(`${textOf('action')} ${textOf('resolution')}`, /checked with the courier|sent a replacement/);
  assert.match(textOf('next-step'), /You will receive an email/);
});

test('every sentence is quoted from its place, in order, once', () => {
  const { turns } = conversationDocument(lines);
  const summary = summarise(turns);
  assert.ok(summary.length >= 3 && summary.length <= 5);
  for (const { turn, start, end, text, role } of summary) {
    assert.equal(turns[turn]?.text.slice(start, end), text);
    assert.equal(turns[turn]?.role, role);
  }
  const places = summary.map(({ turn, start }) => turn * 10_000 + start);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(places).size, places.length);
});

test('no words, no summary', () => {
  assert.deepEqual(summarise([]), []);
  assert.deepEqual(summarise(conversationDocument(['customer: ...', 'agent: !!']).turns), []);
});

test('sentences keep their places', () => {
  const text = 'First one. Second?! third line\nfourth  ';
  const { turns } = conversationDocument([`customer: ${text}`]);
  assert.deepEqual(
    splitSentences(turns).map(({ start, end }) => text.slice(start, end)),
    ['First one.', 'Second?!', 'third line', 'fourth'],
  );
});

test('a conversation of a thousand turns is summarised in bounded time', () => {
  const many = Array.from(
    { length: 1_000 },
    (_, n) => `${n % 2 ? 'agent' : 'customer'}: sentence ${n} about the order number ${n}. And another one ${n}!`,
  );
  const started = performance.now();
  summarise(conversationDocument(many).turns);
  assert.ok(performance.now() - started < 2_000);
});
