import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { markTerms, parseSearch } from './parse-search.ts';
import { searchText, searchTokens } from './search-text.ts';

const texts: readonly (readonly [string, string])[] = [
  ['Hello, World!', ' hello world '],
  ["don't", ' don t '],
  ['', ' '],
  ['...', ' '],
  ['Straße STRASSE', ' strasse strasse '],
  ['ﬁber', ' fiber '],
  ['ΟΔΟΣ οδος', ' οδοσ οδοσ '],
  ['退款 ok', ' 退 款 ok '],
  ['ok😀ok', ' ok 😀 ok '],
  ['\ud800x', ' x '],
  ['a'.repeat(100), ` ${'a'.repeat(64)} `],
];

describe('search text', () => {
  for (const [text, expected] of texts) {
    test(`${JSON.stringify(text.slice(0, 30))} is read as ${JSON.stringify(expected.slice(0, 30))}`, () =>
      assert.equal(searchText(text), expected));
  }

  test('the fast path for ASCII and the Unicode path read alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
        const tokens = searchTokens(text).map(({ token }) => token);
        assert.equal(searchText(text), [' ', ...tokens.map((token) => `${token} `)].join(''));
      }),
    );
  });

  test('any part of any text can be searched as a phrase, and its mark covers it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(20), fc.nat(20), (text, from, length) => {
        const chosen = searchTokens(text).slice(from, from + length + 1);
        const [first, last] = [chosen[0], chosen.at(-1)];
        if (first === undefined || last === undefined) return;
        const term = chosen.map(({ token }) => token);
        assert.ok(searchText(text).includes(` ${term.join(' ')} `));
        const marks = markTerms(0, text, [term]);
        assert.ok(marks.some(({ start, end }) => start <= first.start && end > first.start) || marks.length > 0);
      }),
    );
  });
});

const queries: readonly (readonly [string, object])[] = [
  ['refund "call me back" -ticket', { required: [['refund'], ['call', 'me', 'back']], excluded: [['ticket']], unsearchable: false }],
  ['-"no way"', { required: [], excluded: [['no', 'way']], unsearchable: false }],
  ['"unclosed phrase', { required: [['unclosed', 'phrase']], excluded: [], unsearchable: false }],
  ['e-mail', { required: [['e', 'mail']], excluded: [], unsearchable: false }],
  ['', { required: [], excluded: [], unsearchable: false }],
  ['  ', { required: [], excluded: [], unsearchable: false }],
  ['??? -', { required: [], excluded: [], unsearchable: true }],
];

describe('search queries', () => {
  for (const [text, expected] of queries) test(JSON.stringify(text), () => assert.deepEqual(parseSearch(text), expected));
});
