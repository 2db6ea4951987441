import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Turn, Word } from '../../domain/interaction.ts';
import { mapOffset } from './map-offset.ts';
import { redactText, redactTurns } from './redact-turns.ts';

const options = { country: 'US' };

function conversation(...rows: readonly (readonly [speaker: 'agent' | 'customer', text: string, more?: Partial<Turn>])[]): readonly Turn[] {
  return rows.map(([role, text, more], index) => ({
    index,
    leg: 0,
    participant: role,
    role,
    roleConfidence: 1,
    text,
    startMs: null,
    endMs: null,
    ...more,
  }));
}

const texts = (turns: readonly Turn[]) => redactTurns(turns, options).turns.map((turn) => turn.text);

/** The card number that every payment system documents for tests; the phone number is in a range set aside for fiction. */
const redacted: readonly (readonly [given: string, expected: string])[] = [
  ['my card is 4111 1111 1111 1111', 'my card is <card>'],
  ['4111-1111-1111-1111, please', '<card>, please'],
  ['4111111111111111', '<card>'],
  ['it is 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', 'it is <card>'],
  ['amex 3782 822463 10005', 'amex <card>'],
  ['four one one one, one one one one, one one one one, one one one one.', '<card>.'],
  ['four triple one double one double one double one double one double one double one', '<card>'],
  ['forty one eleven eleven eleven eleven eleven eleven eleven', '<card>'],
  ['five five double oh, oh oh oh oh, oh oh oh oh, oh oh oh four', '<card>'],
  ['four one one one uh one one one one um one one one one one one one one', '<card>'],
  ['４１１１ １１１１ １１１１ １１１１', '<card>'],
  ['4111 1111 1111 1111 08 27 123', '<card> <expiry>'],
  ['card 4111 1111 1111 1111 exp 08/27 cvv 123', 'card <card> exp <expiry> cvv <cvv>'],
  ['card number 4111 1111 1111 1112', 'card number <card>'],
  ['4539 1488 0343 6468 and 4111 1111 1111 1111', '<card> and <card>'],
  ['pay to DE89 3704 0044 0532 0130 00 today', 'pay to <iban> today'],
  ['gb82west12345698765432', '<iban>'],
  ['write to dana.reed+shop@mail.example.com.', 'write to <email>.'],
  ['dana dot reed at example dot com', '<email>'],
  ['my email is dana underscore reed at gmail dot com thanks', 'my email is <email> thanks'],
  ['it is dana at example dot co dot uk', 'it is dana at example dot co dot uk'],
  ['my email is dana at example dot co dot uk', 'my email is <email>'],
  ['danareed gmail.com', '<email>'],
  ['call me at 415-555-2671', 'call me at <phone>'],
  ['(415) 555-2671 or +44 20 7946 0958', '(<phone> or +<phone>'],
  ['415.555.2671 ext 12', '<phone>'],
  ['four one five, five five five, two six seven one', '<phone>'],
  ['my number is 555-0142', 'my number is <phone>'],
  ['ssn 078-05-1120', 'ssn <ssn>'],
  ['social security number is oh seven eight oh five one one two oh', 'social security number is <ssn>'],
  ['the last four of my social are 1120', 'the last four of my social are <ssn>'],
  ['from 192.168.1.20 and 2001:db8::ff00:42:8329', 'from <ip> and <ip>'],
  ['https://dana:hunter2@example.com/x?token=abc123&page=2', 'https://<credentials>@example.com/x?token=<credentials>&page=2'],
  ['my account number is 12345678', 'my account number is <account>'],
  ['enter your conference number, 287873', 'enter your conference number, <account>'],
  ['booking reference K7X 85L', 'booking reference <account>'],
  ['policy PNY 579654128', 'policy <account>'],
  ['my pin is 4821', 'my pin is <pin>'],
  ['the password is hunter2.', 'the password is <password>.'],
];

for (const [given, expected] of redacted) {
  test(`redacts: ${given}`, () => assert.equal(redactText(given, options), expected));
}

const kept: readonly string[] = [
  'that comes to $1,234,567.89 in total',
  'I paid 1234567 dollars',
  'two thousand five hundred and twenty five units',
  'on 2020-05-13 at 13:14:57 or 13.05.2020',
  'in 1998, 1999, 2000 and 2001',
  'from 2019-2020',
  '10 20 30 40',
  'I have 3 kids, 2 dogs and 14 fish',
  'one of them, or two, or three',
  'order 4839201847 is late',
  'tracking number 940011020079',
  'flight DL2040 at 7:45 on the 21st',
  'version 10.0.19045.3448',
  'please dial 1-800-221-1212',
  'I bought it at example dot com',
  'meet me at the party. It starts at 8',
  'my passport expires in February 2018',
  'the 9/11 attacks',
  'my password is wrong',
  'room 1204, 3rd floor',
  'speed is 100 mb and 25% loss at 12:30',
  'oh great, oh no',
  '@116450 your flight is late',
  'call me maybe',
];

for (const text of kept) test(`keeps: ${text}`, () => assert.equal(redactText(text, options), text));

test('reads phone numbers by the numbering plan of the site’s country', () => {
  assert.equal(redactText('rufen Sie 030 901820 an', { country: 'DE' }), 'rufen Sie <phone> an');
  assert.equal(redactText('mon numéro 06 12 34 56 78', { country: 'FR' }), 'mon numéro <phone>');
  assert.equal(redactText('06 12 34 56 78', { country: 'nowhere' }), '06 12 34 56 78');
});

test('a card read in parts across turns with interjections is one card', () => {
  const turns = conversation(
    ['agent', 'could I have the long number please'],
    ['customer', 'sure it is four one one one'],
    ['agent', 'mm-hm'],
    ['customer', 'one one one one'],
    ['agent', 'okay'],
    ['customer', '1111'],
    ['agent', 'go on'],
    ['customer', 'and 1111'],
    ['agent', 'and the expiry date?'],
    ['customer', 'oh eight twenty seven'],
    ['agent', 'and the security code'],
    ['customer', 'one two three'],
  );
  const customer = texts(turns).filter((_text, index) => index % 2 === 1);
  assert.deepEqual(customer, ['sure it is <card>', '<card>', '<card>', 'and <card>', '<expiry>', '<cvv>']);
});

test('a number read back, whole or in the parts people use, is redacted as well', () => {
  const turns = conversation(
    ['customer', 'my number is 415-555-2671'],
    ['agent', 'that was 4155552671'],
    ['agent', 'ending in 2671'],
    ['agent', 'I see 1234 orders'],
  );
  assert.deepEqual(texts(turns), ['my number is <phone>', 'that was <phone>', 'ending in <phone>', 'I see 1234 orders']);
});

test('what was asked for tells what a bare number is, until something else is asked', () => {
  const turns = conversation(
    ['agent', 'What is your account number?'],
    ['customer', 'one moment'],
    ['customer', '85731890'],
    ['agent', 'Thanks. And how many would you like?'],
    ['customer', '150000'],
    ['agent', 'And the booking reference?'],
    ['customer', 'k 785 l 4'],
  );
  assert.deepEqual(texts(turns).slice(2), [
    '<account>',
    'Thanks. And how many would you like?',
    '150000',
    'And the booking reference?',
    '<account>',
  ]);
});

test('quantities given in neighbouring turns are no phone number', () => {
  const turns = conversation(['customer', '415'], ['agent', 'of the blue ones, right, and how many of the red?'], ['customer', '5552671']);
  assert.deepEqual(
    texts(turns),
    turns.map((turn) => turn.text),
  );
});

test('a token that somebody typed is not taken for a find', () => {
  const { turns, annotations } = redactTurns(conversation(['customer', 'it shows <card> and <CARD>, mine is 4111111111111111']), options);
  assert.equal(turns[0]?.text, 'it shows ‹card› and ‹CARD›, mine is <card>');
  assert.deepEqual(
    annotations.map(({ kind, label }) => [kind, label]),
    [
      ['escape', 'literal-token'],
      ['escape', 'literal-token'],
      ['entity', 'card'],
    ],
  );
});

test('tokens of an earlier redaction stay, are finds, and what it missed is still redacted', () => {
  const turns = conversation(['customer', 'mine is <card>, <money> too, or 4111111111111111']);
  const redacted = redactTurns(turns, { ...options, redactedBefore: true });
  assert.equal(redacted.turns[0]?.text, 'mine is <card>, ‹money› too, or <card>');
  assert.deepEqual(
    redacted.annotations.map(({ kind, label, why }) => [kind, label, why === 'redacted-before']),
    [
      ['entity', 'card', true],
      ['escape', 'literal-token', false],
      ['entity', 'card', false],
    ],
  );
  assert.deepEqual(redactTurns(redacted.turns, { ...options, redactedBefore: true }).turns, redacted.turns);
});

test('annotations say where the find stands in both texts, by what and why, and never hold the value', () => {
  const { annotations, version } = redactTurns(conversation(['customer', 'hi'], ['customer', 'card 4111 1111 1111 1111!']), options);
  assert.deepEqual(annotations, [
    {
      kind: 'entity',
      label: 'card',
      confidence: 0.98,
      why: 'luhn',
      turn: 1,
      start: 5,
      end: 11,
      original: { start: 5, end: 24 },
      by: version,
    },
  ]);
});

const timed = (text: string): readonly Word[] =>
  text.split(' ').map((word, index) => ({ text: word, startMs: index * 100, endMs: index * 100 + 80, confidence: 1 - index / 128 }));

test('words under one find become one word with its first start and last end', () => {
  const text = 'it is four one one one one one one one one one one one one one one one, okay';
  const [turn] = redactTurns(conversation(['customer', text, { words: timed(text) }]), options).turns;
  assert.deepEqual(turn?.words, [
    { text: 'it', startMs: 0, endMs: 80, confidence: 1 },
    { text: 'is', startMs: 100, endMs: 180, confidence: 127 / 128 },
    { text: '<card>,', startMs: 200, endMs: 1780, confidence: 111 / 128 },
    { text: 'okay', startMs: 1800, endMs: 1880, confidence: 110 / 128 },
  ]);
});

test('words that do not spell the text are rebuilt rather than leaked', () => {
  const words = timed('my card 4111111111111111');
  const [turn] = redactTurns(conversation(['customer', 'card number 4111 1111 1111 1111', { words }]), options).turns;
  assert.deepEqual(
    turn?.words?.map((word) => [word.text, word.interpolated]),
    [
      ['card', true],
      ['number', true],
      ['<card>', true],
    ],
  );
});

test('quoted mail and signatures are redacted as well', () => {
  const setAside = [{ kind: 'signature' as const, text: 'Dana, 415-555-2671' }];
  assert.deepEqual(redactTurns(conversation(['customer', 'hi', { setAside }]), options).turns[0]?.setAside, [
    { kind: 'signature', text: 'Dana, <phone>' },
  ]);
});

const fragments = fc.constantFrom(
  'hello there',
  '4111 1111 1111 1111',
  '<card>',
  'call 415-555-2671',
  'a@b.example.com',
  'four one one one',
  '😀 ok',
  'my pin is 4821',
  '12:30',
  '7',
  'ﬁn <phone',
);

test('offsets survive redaction: text outside finds is equal, and every offset goes there and back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('agent' as const, 'customer' as const), fc.array(fragments, { maxLength: 5 })), { maxLength: 6 }),
      (rows) => {
        const turns = conversation(...rows.map(([role, parts]) => [role, parts.join(' ')] as const));
        const { turns: after, annotations } = redactTurns(turns, options);
        for (const [index, { text }] of turns.entries()) {
          const analysed = after[index]?.text ?? '';
          const own = annotations.filter((annotation) => annotation.turn === index);
          for (let offset = 0; offset <= text.length; offset++) {
            const mapped = mapOffset(annotations, { turn: index, offset }, 'to-analysed');
            const inside = own.some(({ original }) => original !== undefined && original.start < offset && offset < original.end);
            if (inside) continue;
            assert.equal(mapOffset(annotations, { turn: index, offset: mapped }, 'to-original'), offset);
            const startsFind = own.some(({ original }) => original?.start === offset);
            if (!startsFind && offset < text.length) assert.equal(analysed[mapped], text[offset]);
          }
          for (const { start, end, label, kind } of own) if (kind === 'entity') assert.equal(analysed.slice(start, end), `<${label}>`);
        }
      },
    ),
  );
});

test('an offset inside a find maps to its start, or to its end when it is an end', () => {
  const { annotations } = redactTurns(conversation(['customer', 'card 4111 1111 1111 1111!']), options);
  assert.equal(mapOffset(annotations, { turn: 0, offset: 7 }, 'to-original'), 5);
  assert.equal(mapOffset(annotations, { turn: 0, offset: 7, side: 'end' }, 'to-original'), 24);
  assert.equal(mapOffset(annotations, { turn: 0, offset: 10 }, 'to-analysed'), 5);
  assert.equal(mapOffset(annotations, { turn: 0, offset: 25 }, 'to-analysed'), 12);
});

const hostile: readonly (readonly [name: string, text: string])[] = [
  ['digits', '1'.repeat(100_000)],
  ['spaced digits', '1 '.repeat(50_000)],
  ['spoken digits', 'one '.repeat(25_000)],
  ['at at at', 'at '.repeat(33_000)],
  ['dot com', 'at dot com '.repeat(9_000)],
  ['at signs', '@'.repeat(100_000)],
  ['addresses', 'a@b.co '.repeat(14_000)],
  ['one long word', `${'a'.repeat(100_000)}@`],
  ['colons', 'a:'.repeat(50_000)],
  ['dotted', '1.'.repeat(50_000)],
  ['bank starts', 'DE89 '.repeat(20_000)],
  ['card words', 'card number 12345678 '.repeat(5_000)],
  ['tokens', '<card>'.repeat(16_000)],
  ['cards', '4111111111111111 x '.repeat(5_000)],
  ['doubles', 'double '.repeat(15_000)],
  ['brackets', '(((---'.repeat(16_000)],
];

for (const [name, text] of hostile) {
  test(`100 kB of ${name} does not hang: a quadratic pattern would take minutes`, () => {
    const startedMs = performance.now();
    redactTurns(conversation(['customer', text], ['agent', 'ok'], ['customer', text]), options);
    assert.ok(performance.now() - startedMs < 30_000, `${Math.round(performance.now() - startedMs)} ms`);
  });
}
