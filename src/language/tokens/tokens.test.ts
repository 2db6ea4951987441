import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Dictionary, firstWord, specialToken } from './dictionary.ts';
import { decodeTokens, encodeTokens } from './token-codec.ts';
import { TokenBuffer, tokenize } from './tokenize.ts';

function wordsOf(text: string, dictionary = new Dictionary()): string[] {
  const buffer = new TokenBuffer();
  tokenize(text, dictionary, buffer);
  return Array.from({ length: buffer.length }, (_, at) => {
    const id = buffer.ids[at] ?? 0;
    return id === specialToken.sentenceBreak ? '/' : dictionary.word(id);
  });
}

const table: readonly (readonly [text: string, words: string])[] = [
  ['Cancel my Account', 'cancel my account'],
  ["I don't, can't and won't", 'i do not can not and will not'],
  ['I don’t know; cannot', 'i do not know can not'],
  ['dont youre im', 'do not you are i am'],
  ["the customer's o'clock", "the customer 's o'clock"],
  ['e-mail me at 10.30 or 2024', 'e mail me at # or 2024'],
  ['account 123456789, pay $45 or $45.50', 'account # pay $45 or $#'],
  ['my card is <card> thanks', 'my card is <card> thanks'],
  ['a < b <3', 'a b 3'],
  ['Yes. No! Dr. Smith e.g. this', 'yes / no / dr smith e g this'],
  ['one\n\ntwo', 'one / two'],
  ['ＦＵＬＬ ﬁne Straße', 'full fine strasse'],
  ['cafe\u0301 CAFÉ', 'café café'],
  ['ΣΊΣΥΦΟΣ σίσυφος', 'σίσυφοσ σίσυφοσ'],
  ['返金して', '返 金 し て'],
  ['привет МИР', 'привет мир'],
  ['ok 👍 done', 'ok done'],
  ['5g 2nd', '5g 2nd'],
  ['', ''],
  ['...', ''],
];

describe('tokenize', () => {
  for (const [text, words] of table) {
    it(`splits ${JSON.stringify(text)}`, () => assert.equal(wordsOf(text).join(' '), words));
  }

  it('gives offsets into the text as written', () => {
    const text = "Hi, I don't pay <card> €5!";
    const buffer = new TokenBuffer();
    tokenize(text, new Dictionary(), buffer);
    const parts = Array.from({ length: buffer.length }, (_, at) => text.slice(buffer.starts[at], buffer.ends[at]));
    assert.deepEqual(parts, ['Hi', 'I', 'do', "n't", 'pay', '<card>', '€5', '']);
  });

  it('keeps ids stable when the dictionary is stored and read again', () => {
    const first = new Dictionary();
    wordsOf("cancel my account, I can't wait", first);
    const second = Dictionary.from(first.words());
    assert.deepEqual(second.words(), first.words());
    assert.equal(second.intern('account'), first.intern('account'));
  });

  it('grows past its first table without losing a word', () => {
    const dictionary = new Dictionary();
    const ids = Array.from({ length: 20_000 }, (_, index) => dictionary.intern(`word${index}`));
    assert.ok(ids.every((id, index) => dictionary.word(id) === `word${index}` && dictionary.intern(`word${index}`) === id));
  });

  it('tells words apart whose keys are equal: a fourth difference is nothing to the base 257 in 32 bits', () => {
    const dictionary = new Dictionary();
    assert.deepEqual(wordsOf('mxmxmxmxm nxixsxixn', dictionary), ['mxmxmxmxm', 'nxixsxixn']);
    assert.notEqual(dictionary.intern('mxmxmxmxm'), dictionary.intern('nxixsxixn'));
  });

  it('is not slowed by words made to collide: beyond some hundred they are rare', () => {
    const blocks = 12;
    const collide = (number: number): string => {
      const halves = [0, 1].map((half) =>
        Array.from({ length: blocks / 2 }, (_, at) => (((number >> (half * 6 + at)) & 1) === 1 ? 'nisin' : 'mmmmm')).join(''),
      );
      return Array.from({ length: 60 }, (_, at) => halves[at % 2]?.[at >> 1] ?? '').join('');
    };
    const dictionary = new Dictionary();
    const words = Array.from({ length: 2 ** blocks }, (_, number) => collide(number));
    assert.equal(new Set(words).size, words.length);
    for (const word of words) dictionary.intern(word);
    assert.ok(dictionary.size < 300, `${dictionary.size} words of one key`);
    assert.equal(dictionary.intern(words.at(-1) ?? ''), specialToken.rare);
  });

  it('calls words rare once it is full', () => {
    const dictionary = new Dictionary({ maxWords: firstWord + 1 });
    assert.equal(wordsOf('one two one', dictionary).join(' '), 'one ? one');
  });

  it('reads back what it encodes', () => {
    const dictionary = new Dictionary();
    for (let index = 0; index < 300; index++) dictionary.intern(`filler${index}`);
    const text = 'Please cancel it. Do it now, <card> please';
    const bytes = encodeTokens(text, dictionary);
    const ids = new Int32Array(bytes.length);
    const count = decodeTokens(bytes, ids);
    assert.equal(
      Array.from(ids.subarray(0, count), (id) => (id === 1 ? '/' : dictionary.word(id))).join(' '),
      'please cancel it / do it now <card> please',
    );
  });

  it('is not slowed or stopped by a 10 MB word or a million redaction openers', () => {
    assert.equal(wordsOf('a'.repeat(1e7)).join(''), '?');
    assert.equal(wordsOf('<'.repeat(1e6)).length, 0);
  });
});
