import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pickVerbatims, type Verbatim } from './pick-verbatims.ts';
import { tellingWords } from './telling-words.ts';

function said(text: string, vector: readonly number[], customer: string | null = null): Verbatim {
  const length = Math.hypot(...vector);
  return { interaction: text, customer, text, vector: Float32Array.from(vector, (value) => value / length) };
}

const late = [1, 0.1, 0];
const broken = [0.1, 1, 0];
const odd = [0, -0.3, 1];
const picks: readonly [what: string, said: readonly Verbatim[], wanted: number, texts: readonly string[]][] = [
  ['what most say comes first', [said('odd', odd), said('late', late), said('late too', late), said('late again', late)], 1, ['late']],
  [
    'the second says something else',
    [said('late', late), said('late too', late), said('late again', late), said('broken', broken)],
    2,
    ['late', 'broken'],
  ],
  ['one of each customer', [said('late', late, 'a'), said('broken', broken, 'a'), said('odd', odd, 'b')], 3, ['late', 'odd']],
  ['no more than there are', [said('late', late)], 5, ['late']],
  ['of nothing, nothing', [], 5, []],
];
for (const [what, verbatims, wanted, texts] of picks) {
  test(`quotes stand for all: ${what}`, () => {
    const picked = pickVerbatims(verbatims, wanted).map(({ text }) => text);
    assert.deepEqual(picked.toSorted(), [...texts].sort());
  });
}

test('words that some say more than others are told, once each, and rare ones are not', () => {
  const angry = Array.from({ length: 30 }, (_, number) => [
    number < 20 ? 'the courier never came' : 'my parcel is here',
    number === 3 ? 'zebra' : 'order',
  ]);
  const calm = Array.from({ length: 60 }, () => ['my parcel is here', 'order']);
  const words = tellingWords(angry, calm);
  assert.equal(words[0]?.phrase.includes('courier'), true);
  assert.equal(words[0]?.contacts, 20);
  assert.ok(words.every(({ phrase }) => !phrase.includes('zebra') && !phrase.includes('parcel')));
  assert.equal(words.filter(({ phrase }) => phrase.includes('courier')).length, 1);
});
