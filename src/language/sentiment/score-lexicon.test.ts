import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreLexicon } from './score-lexicon.ts';
import { sentimentWords } from './words.ts';

const compound = (text: string) => scoreLexicon(sentimentWords(text)).compound;

const signs: readonly (readonly [string, -1 | 0 | 1])[] = [
  ['this is great', 1],
  ['this is not great', -1],
  ['I am not at all happy', -1],
  ['please help me cancel my order, I have a problem number', 0],
  ['thanks for nothing', -1],
  ['thank you for calling, how can I help', 0],
  ['nobody called', -1],
  ['this is the third time', -1],
  ['it works now', 1],
  ['no problem at all', 0],
  ['no thanks', 0],
  [':-)', 1],
  ['😡', -1],
  ['', 0],
];
for (const [text, sign] of signs) {
  test(`reads “${text}” as ${sign}`, () => {
    const score = compound(text);
    assert.equal(Math.abs(score) < 0.2 ? 0 : Math.sign(score), sign, String(score));
  });
}

const stronger: readonly (readonly [string, string])[] = [
  ['this is terrible', 'this is very terrible'],
  ['this is terrible', 'this is TERRIBLE'],
  ['this is terrible', 'this is terrible!!!'],
  ['this is kinda terrible', 'this is terrible'],
  ['terrible, but the staff was lovely', 'the staff was lovely, but terrible'],
];
for (const [less, more] of stronger) test(`“${more}” is worse than “${less}”`, () => assert.ok(compound(more) < compound(less)));

test('names the place of each word it rests on', () => {
  const text = 'The app is useless and support was rude.';
  const { hits } = scoreLexicon(sentimentWords(text));
  assert.deepEqual(
    hits.map(({ start, end }) => text.slice(start, end)),
    ['useless', 'rude'],
  );
});

test('reads a hostile text in linear time', () => {
  const started = performance.now();
  sentimentWords(`${'!?'.repeat(100_000)}${"a'".repeat(100_000)}`);
  scoreLexicon(sentimentWords('so '.repeat(50_000)));
  assert.ok(performance.now() - started < 1_000);
});
