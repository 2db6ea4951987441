import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversationDocument } from '../testing/conversation-document.ts';
import { findStatements } from './find-statements.ts';

const conversations: readonly (readonly [name: string, lines: readonly string[], texts: readonly string[]])[] = [
  [
    'greeting is left out',
    ['agent: How can I help?', 'customer: hi there, my internet has been down since yesterday'],
    ['my internet has been down since yesterday'],
  ],
  [
    'the need, not the identification',
    ['agent: What is your name?', 'customer: My name is <name>.', 'agent: How may I help you?', 'customer: I want to cancel my booking'],
    ['I want to cancel my booking'],
  ],
  [
    'values become their kind',
    ['customer: why was I charged $39.90 on 03/04 instead of 20 dollars'],
    ['why was I charged <money> on <number> instead of <money>'],
  ],
  [
    'two needs of one message',
    ['customer: My bill went up and I do not know why. I also need to know when the technician comes.'],
    ['My bill went up and I do not know why.', 'I also need to know when the technician comes.'],
  ],
  ['words of the agent are never the customer’s', ['agent: I need to check why your bill was charged twice', 'customer: ok'], []],
  [
    'courtesies are no need',
    ['customer: hello', 'agent: hello', 'customer: thank you so much for everything', 'customer: bye'],
    ['thank you so much for everything'],
  ],
  ['nothing said', [], []],
];

for (const [name, lines, texts] of conversations) {
  test(name, () => {
    const { turns } = conversationDocument(lines);
    assert.deepEqual(
      findStatements(turns)
        .map(({ text }) => text)
        .toSorted(),
      texts.toSorted(),
    );
  });
}

test('a statement can be opened at its place', () => {
  const { turns } = conversationDocument(['customer: Good morning! My router is broken, can you help me?']);
  const [statement] = findStatements(turns);
  assert.equal(turns[0]?.text.slice(statement?.start, statement?.end), 'My router is broken, can you help me?');
});

test('at most three, and none longer than the encoder reads', () => {
  const long = `I need help because ${'my router is broken and '.repeat(500)}`;
  const found = findStatements(conversationDocument(Array.from({ length: 9 }, () => `customer: ${long}`)).turns);
  assert.ok(found.length >= 1 && found.length <= 3);
  for (const { text } of found) assert.ok(text.split(' ').length <= 64);
});

test('a megabyte without a full stop is read quickly', { timeout: 5_000 }, () => {
  assert.ok(findStatements(conversationDocument([`customer: ${'i need help '.repeat(90_000)}`]).turns).length <= 3);
});
