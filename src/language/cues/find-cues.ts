import type { Evidence } from '../../domain/understanding.ts';

/** Phrases that say one thing, and how much: the rows of a `cues.json`. */
export interface CueDefinition {
  readonly cue: string;
  readonly weight: number;
  readonly phrases: readonly string[];
}

export interface Cue {
  readonly cue: string;
  readonly weight: number;
  readonly pattern: RegExp;
}

/**
 * Phrases as words, each possibly `a|b` (either; `~` joins words of one side), `refund*` (any ending), `very?` (may be missing), `_` (any word) or `...` (up to three words).
 * Repetitions are bounded and do not nest, so reading is linear in the text.
 */
export function compileCues(definitions: readonly CueDefinition[]): readonly Cue[] {
  return definitions.map(({ cue, weight, phrases }) => ({
    cue,
    weight,
    pattern: new RegExp(`\\b(?:${phrases.map(phrasePattern).join('|')})(?![a-z0-9])`, 'g'),
  }));
}

const gap = '[ ,.;:!\\n-]+';
const anyWord = '[^ ,.;:!\\n-]+';

function phrasePattern(phrase: string): string {
  const words = phrase.split(' ');
  return words
    .map((word, at) => {
      const space = at < words.length - 1 ? gap : '';
      if (word === '...') return `(?:${anyWord}${gap}){0,3}`;
      if (word === '_') return `${anyWord}${space}`;
      const isOptional = word.endsWith('?');
      const either = (isOptional ? word.slice(0, -1) : word).split('|').map(wordPattern).join('|');
      return isOptional ? `(?:(?:${either})${gap})?` : `(?:${either})${space}`;
    })
    .join('');
}

function wordPattern(word: string): string {
  const escaped = word.replace(/[.+^${}()[\]\\]/g, '\\$&');
  const joined = escaped.replaceAll('~', gap);
  return joined.endsWith('*') ? `${joined.slice(0, -1)}[a-z']{0,12}` : joined;
}

/** What is beyond this in one turn is not read: an e-mail says what it wants before. */
const longestText = 6_000;

/** Every cue in one turn's text, in the order of the cues. */
export function findCues(cues: readonly Cue[], turn: number, text: string): Evidence[] {
  const read = foldKeepingPlaces(text.slice(0, longestText));
  return cues.flatMap(({ cue, weight, pattern }) =>
    Array.from(read.matchAll(pattern), (match) => ({ turn, start: match.index, end: match.index + lengthOf(match[0]), weight, why: cue })),
  );
}

/** A phrase whose last word may be missing ends before the space that would part them. */
function lengthOf(found: string): number {
  return found.replace(/[ ,.;:!\n-]+$/, '').length;
}

/** Lower case with plain apostrophes, character for character, so that places stay; patterns without flags for case and Unicode are several times as fast. */
function foldKeepingPlaces(text: string): string {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : text).replaceAll('’', "'");
}
