import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Turn } from '../../domain/interaction.ts';
import { mapOffset } from '../redaction/map-offset.ts';
import { redactText, redactTurns } from '../redaction/redact-turns.ts';
import { loadTagger } from './load-tagger.ts';
import { emptyModel, type TaggerModel } from './tagger.ts';
import { packTagger, unpackTagger } from './tagger-data.ts';

let tagger: TaggerModel;
before(async () => {
  tagger = await loadTagger();
});

/** People and streets that do not exist, written for this table; none stands in the training sentences. */
const redacted: readonly (readonly [given: string, expected: string])[] = [
  ['My name is Marta Oyelaran', 'My name is <person>'],
  ['my name is marta oyelaran', 'my name is <person>'],
  ['hi this is dana from the parcel desk', 'hi this is <person> from the parcel desk'],
  ['Hello Priya, thanks for waiting', 'Hello <person>, thanks for waiting'],
  ['please send it to 48 Winslow Terrace, Apt. 6', 'please send it to <address>'],
  ['i live at 1170 maple street', 'i live at <address>'],
  ['my zip code is 60614', 'my zip code is <postcode>'],
  ['I am 67 years old', 'I am <age> years old'],
  ['my date of birth is 14 March 1986', 'my date of birth is <birthdate>'],
  ['Best regards,\nTomasz Wierzbicki', 'Best regards,\n<person>'],
  ['my name is Ruth Adeyemi and my card is 4111 1111 1111 1111', 'my name is <person> and my card is <card>'],
];
for (const [given, expected] of redacted) {
  test(`redacts: ${given.replace('\n', ' / ')}`, () => assert.equal(redactText(given, { country: 'US', tagger }), expected));
}

const kept: readonly string[] = [
  'my order still has not arrived',
  'Can I speak to a manager please?',
  'Perfect. Thank you so much!',
  'I will mark the date and you can bill me later',
  'the internet is down since this morning',
  'How do I change my address?',
  'I paid 39.90 a month for two years',
  'WHY DOES NOBODY ANSWER?',
];
for (const text of kept) test(`keeps: ${text}`, () => assert.equal(redactText(text, { country: 'US', tagger }), text));

function conversation(...rows: readonly (readonly ['agent' | 'customer', string])[]): readonly Turn[] {
  return rows.map(([role, text], index) => ({
    index,
    leg: 0,
    participant: role,
    role,
    roleConfidence: 1,
    text,
    startMs: null,
    endMs: null,
  }));
}
const textsOf = (turns: readonly Turn[]) => redactTurns(turns, { country: 'US', tagger }).turns.map(({ text }) => text);

test('an answer to the question for a name is a name, however short', () => {
  assert.deepEqual(textsOf(conversation(['agent', 'may I have your name please?'], ['customer', 'oyelaran']))[1], '<person>');
});

test('a name once found is found wherever it is said again, in any spelling', () => {
  const turns = conversation(['customer', 'My name is Marta Oyelaran'], ['agent', 'one moment'], ['agent', 'okay marta what happened']);
  assert.deepEqual(textsOf(turns), ['My name is <person>', 'one moment', 'okay <person> what happened']);
});

test('places and dates are marked and stay readable; their marks lie where the analysed text says', () => {
  const turns = conversation(['customer', 'I am Marta Oyelaran and I flew from Lisbon to Toronto on Monday']);
  const { turns: after, annotations } = redactTurns(turns, { country: 'US', tagger });
  const text = after[0]?.text ?? '';
  assert.match(text, /^I am <person> and I flew from Lisbon to Toronto on Monday$/);
  const marks = annotations
    .filter(({ original }) => original === undefined)
    .map(({ label, start, end }) => [label, text.slice(start, end)]);
  assert.deepEqual(marks, [
    ['place', 'Lisbon'],
    ['place', 'Toronto'],
    ['date', 'Monday'],
  ]);
  const place = annotations.find(({ label }) => label === 'place');
  const start = mapOffset(annotations, { turn: 0, offset: place?.start ?? 0 }, 'to-original');
  assert.equal(turns[0]?.text.slice(start, start + 6), 'Lisbon');
});

test('what was redacted once stays as it is', () => {
  const turns = conversation(
    ['customer', 'My name is Marta Oyelaran, I live at 1170 Maple Street, card 4111111111111111'],
    ['agent', 'thank you Marta'],
  );
  const once = redactTurns(turns, { country: 'US', tagger });
  const twice = redactTurns(once.turns, { country: 'US', tagger, redactedBefore: true });
  assert.deepEqual(twice.turns, once.turns);
});

test('the site’s own name is nobody’s', () => {
  const text = 'hi, thank you for calling Fernhill, this is Wendy';
  assert.equal(
    redactText(text, { country: 'US', tagger, company: 'Fernhill Energy' }),
    'hi, thank you for calling Fernhill, this is <person>',
  );
});

test('the record says which tagger ran, and that none did', () => {
  const turns = conversation(['customer', 'hello']);
  assert.match(redactTurns(turns, { country: 'US', tagger }).version, /\+names-\d+$/);
  assert.doesNotMatch(redactTurns(turns, { country: 'US' }).version, /names/);
});

test('weights survive packing to within half a step, and rows that say little are left out', () => {
  const model = emptyModel();
  for (let index = 0; index < 16 * 400; index++) model.weights[index] = Math.sin(index) * (index < 16 * 200 ? 2 : 0.1);
  const { weights, scale } = unpackTagger(packTagger(model, 'x'));
  for (let index = 0; index < 16 * 200; index++)
    assert.ok(Math.abs((weights[index] ?? 0) * scale - (model.weights[index] ?? 0)) <= scale / 2 + 1e-6);
  assert.ok(weights.subarray(16 * 200).every((weight) => weight === 0));
});

const hostile: readonly (readonly [name: string, text: string])[] = [
  ['one word', 'a'.repeat(50_000)],
  ['many words', 'Anna '.repeat(10_000)],
  ['signs', '.,;:'.repeat(12_500)],
  ['line breaks', '\n'.repeat(50_000)],
  ['tokens', '<person>'.repeat(6_000)],
  ['combining marks', 'é\u0301'.repeat(15_000)],
];
for (const [name, text] of hostile) {
  test(`50 kB of ${name} does not hang`, () => {
    const startedMs = performance.now();
    redactTurns(conversation(['customer', text]), { country: 'US', tagger });
    assert.ok(performance.now() - startedMs < 30_000, `${Math.round(performance.now() - startedMs)} ms`);
  });
}
