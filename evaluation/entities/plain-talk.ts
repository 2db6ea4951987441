import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { listBits, listsOf } from '../../src/language/entities/gazetteer.ts';
import { plainForm } from '../../src/language/entities/plain-form.ts';
import type { TrainingExample } from './training-example.ts';

/** A word that so many texts use, in any spelling, is a word of the language. */
const fewestTexts = 25;
const names = listBits.firstName | listBits.lastName | listBits.place;
const telling = listBits.month | listBits.nationality | listBits.country | listBits.title;
const conversation = z.object({ turns: z.array(z.object({ text: z.string() })) });
const utterance = z.object({ text: z.string() });

/**
 * Ordinary service talk that names nobody: turns of STAR (MIT) and questions of Banking77 (CC-BY-4.0) made of frequent words
 * only. It teaches that `Perfect.` at the start of a message is no company.
 */
export function plainTalk(corpora: string, most: number): readonly TrainingExample[] {
  const texts = [
    ...new Set(
      [
        ...lines(join(corpora, 'conversations', 'star.jsonl.gz')).flatMap((line) => conversation.parse(line).turns),
        ...bankingQuestions(corpora),
      ].map(({ text }) => text.trim()),
    ),
  ];
  const frequency = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsOf(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const plain = texts.filter(
    (text) => text.length > 1 && !/\d{3}|[^.!?\s] +(?!I\b)[A-Z]/.test(text) && wordsOf(text).every((word) => isPlain(word, frequency)),
  );
  const step = Math.max(1, plain.length / most);
  return Array.from({ length: Math.min(most, plain.length) }, (_unused, index) => ({
    text: plain[Math.floor(index * step)] ?? '',
    spans: [],
    group: 'plain',
  }));
}

function bankingQuestions(corpora: string) {
  return lines(join(corpora, 'utterances', 'banking77.jsonl'))
    .concat(lines(join(corpora, 'utterances', 'banking77.jsonl.gz')))
    .map((line) => utterance.parse(line));
}

function isPlain(word: string, frequency: ReadonlyMap<string, number>): boolean {
  if (starNames.has(word)) return false;
  const lists = listsOf(word);
  if ((frequency.get(word) ?? 0) < fewestTexts || (lists & telling) !== 0) return false;
  return (lists & names) === 0 || (lists & listBits.common) !== 0 || (frequency.get(word) ?? 0) > fewestTexts * 8;
}

/** Names that STAR's conversations are full of, by its instructions. */
const starNames = new Set(
  'alexis ben angela john mark katarina jim mary jay chris jonathan jeremy markus smith morgan wong miller johnson kevin alex lewis jane doe broadway main'.split(
    ' ',
  ),
);

function wordsOf(text: string): readonly string[] {
  return (text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).map(plainForm);
}

function lines(path: string): readonly unknown[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
