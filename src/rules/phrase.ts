import { Dictionary, specialToken } from '../language/tokens/dictionary.ts';
import { TokenBuffer, tokenize } from '../language/tokens/tokenize.ts';
import { editDistance } from './problem.ts';
import { soundKey, wordForms } from './word-forms.ts';

/** One place of a phrase. */
export type PhrasePart =
  /** Exactly one of these folded words. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'any' }
  | { readonly kind: 'test'; readonly test: WordTest }
  | { readonly kind: 'slot'; readonly label: string };

/** A test of one folded word that no list of words can express. */
export type WordTest =
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'fuzzy'; readonly word: string; readonly edits: number }
  | { readonly kind: 'sounds'; readonly key: string }
  | { readonly kind: 'entity'; readonly labels: readonly string[] }
  | { readonly kind: 'number' }
  | { readonly kind: 'money' };

export interface PhraseProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly suggestion?: string;
}

export interface Phrase {
  readonly parts: readonly PhrasePart[];
  readonly problems: readonly PhraseProblem[];
}

const maxPhraseWords = 30;

/** The text between the quotes of a phrase, a list entry, `fuzzy(…)` or `sounds(…)`, as parts to match in order. */
export function readPhrase(text: string, manner: 'phrase' | 'fuzzy' | 'sounds' = 'phrase'): Phrase {
  const parts: PhrasePart[] = [];
  const problems: PhraseProblem[] = [];
  for (const found of text.matchAll(/\S+/g)) {
    const place = { from: found.index, to: found.index + found[0].length };
    const read = readChunk(found[0], manner);
    if ('message' in read) problems.push({ ...place, ...read });
    else parts.push(...read.parts);
  }
  if (parts.length === 0 && problems.length === 0) problems.push({ from: 0, to: text.length, message: 'the phrase has no words' });
  if (parts.length > maxPhraseWords)
    problems.push({
      from: 0,
      to: text.length,
      message: `a phrase has at most ${maxPhraseWords} words`,
      suggestion: 'join two phrases with then/2',
    });
  return { parts, problems };
}

type Chunk = { readonly parts: readonly PhrasePart[] } | { readonly message: string; readonly suggestion?: string };

function readChunk(chunk: string, manner: 'phrase' | 'fuzzy' | 'sounds'): Chunk {
  if (manner !== 'phrase') return { parts: wordsOf(chunk).map((word) => mannered(word, manner)) };
  if (chunk === '_') return { parts: [{ kind: 'any' }] };
  const slot = /^<([a-z][a-z0-9_-]*)>[.,!?]*$/i.exec(chunk);
  if (slot !== null) return { parts: [{ kind: 'slot', label: (slot[1] ?? '').toLowerCase() }] };
  if (chunk.startsWith('~')) return inflected(chunk.slice(1));
  if (/[*?]/.test(chunk.replace(/[?]+$/, (tail) => (tail.length === chunk.length ? '' : tail)))) return patterned(chunk);
  const words = wordsOf(chunk);
  if (words.length === 0) return { message: `"${chunk}" has no letters or digits, so no text can hold it` };
  if (words.includes('#') || words.includes('$#'))
    return {
      message: `long numbers are not kept as words: "${chunk}" can never be found`,
      suggestion: words.includes('$#') ? '<money>' : '<number>',
    };
  return { parts: words.map((word) => ({ kind: 'words', words: [word] })) };
}

function mannered(word: string, manner: 'fuzzy' | 'sounds'): PhrasePart {
  if (manner === 'sounds') return { kind: 'test', test: { kind: 'sounds', key: soundKey(word) } };
  const edits = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
  return edits === 0 ? { kind: 'words', words: [word] } : { kind: 'test', test: { kind: 'fuzzy', word, edits } };
}

function inflected(word: string): Chunk {
  const words = wordsOf(word);
  const [first] = words;
  if (first === undefined || words.length > 1 || /[*?]/.test(word))
    return { message: `~ stands before one plain word, not before "${word}"`, suggestion: '~cancel' };
  return { parts: [{ kind: 'words', words: wordForms(first) }] };
}

function patterned(chunk: string): Chunk {
  if (/^[*?]/.test(chunk))
    return { message: 'a word cannot start with a wildcard: it would fit every word', suggestion: 'begin with at least one letter' };
  const folded = wordsOf(chunk.replaceAll(/[*?]/g, 'q'));
  if (folded.length !== 1) return { message: `"${chunk}" is more than one word to the tokeniser`, suggestion: 'write the words apart' };
  if (/\*./.test(chunk)) return { message: '* stands only at the end of a word', suggestion: `${chunk.slice(0, chunk.indexOf('*') + 1)}` };
  return { parts: [{ kind: 'test', test: { kind: 'pattern', pattern: chunk.normalize('NFKC').toLowerCase() } }] };
}

const scratch = new TokenBuffer();
/** Words of rules only: a workspace has a few thousand. */
let scratchWords = new Dictionary();
const maxScratchWords = 50_000;

/** Words of a text as the tokeniser gives them, sentence breaks left out. */
export function wordsOf(text: string): string[] {
  if (scratchWords.size > maxScratchWords) scratchWords = new Dictionary();
  const dictionary = scratchWords;
  scratch.length = 0;
  tokenize(text, dictionary, scratch);
  const words: string[] = [];
  for (let at = 0; at < scratch.length; at++) {
    const id = scratch.ids[at] ?? 0;
    if (id !== specialToken.sentenceBreak) words.push(dictionary.word(id));
  }
  return words;
}

/** Whether a folded word passes; linear in its length, whatever the pattern. */
export function passes(test: WordTest, word: string): boolean {
  switch (test.kind) {
    case 'pattern':
      return fitsPattern(test.pattern, word);
    case 'fuzzy':
      return editDistance(test.word, word, test.edits + 1) <= test.edits;
    case 'sounds':
      return /^[a-z]/.test(word) && soundKey(word) === test.key;
    case 'entity':
      return word.startsWith('<') && test.labels.includes(word.slice(1, -1));
    case 'number':
      return word === '#' || /^\p{Nd}/u.test(word) || numberWords.has(word);
    case 'money':
      return word === '$#' || /^\p{Sc}/u.test(word);
  }
}

function fitsPattern(pattern: string, word: string): boolean {
  const open = pattern.endsWith('*');
  const length = open ? pattern.length - 1 : pattern.length;
  if (open ? word.length < length : word.length !== length) return false;
  for (let at = 0; at < length; at++) if (pattern[at] !== '?' && pattern[at] !== word[at]) return false;
  return true;
}

export const numberWords: ReadonlySet<string> = new Set(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million'.split(
    ' ',
  ),
);
