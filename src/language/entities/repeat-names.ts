import type { Entity } from '../redaction/entity.ts';
import { listBits, listsOf } from './gazetteer.ts';
import { plainForm } from './plain-form.ts';

/** Shorter words are initials, and words of the language. */
const fewestLetters = 3;
/** A name that was itself a guess is not looked for elsewhere. */
const surely = 0.75;
/** Bounds the work on hostile input; a conversation names a handful of people. */
const mostNames = 200;
const wordPattern = /\p{L}[\p{L}\p{M}]*/gu;
const nameBits = listBits.firstName | listBits.lastName;
/** Words that are names and much else: `will`, `may`, `grace`. */
const otherBits = listBits.common | listBits.month | listBits.title | listBits.company | listBits.country | listBits.nationality;

/** Once somebody is named, the same name elsewhere in the conversation is the same find, however it is written. */
export function repeatNames(texts: readonly string[], entities: readonly (readonly Entity[])[]): readonly (readonly Entity[])[] {
  const names = knownNames(texts, entities);
  if (names.size === 0) return [];
  return texts.map((text) => {
    const usesCapitals = text !== text.toLowerCase();
    return [...text.matchAll(wordPattern)]
      .filter(([word]) => {
        const isCapital = names.get(plainForm(word));
        return isCapital !== undefined && !(isCapital && usesCapitals && word === word.toLowerCase());
      })
      .map((match) => ({ label: 'person', start: match.index, end: match.index + match[0].length, confidence: 0.7, why: 'said-again' }));
  });
}

/** Plain forms of the names, and whether each was written with a capital: `mark` is no `Mark` where capitals are used. */
function knownNames(texts: readonly string[], entities: readonly (readonly Entity[])[]): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  entities.forEach((found, turn) => {
    for (const { label, start, end, confidence } of found) {
      if (label !== 'person' || confidence < surely) continue;
      for (const [word] of (texts[turn] ?? '').slice(start, end).matchAll(wordPattern)) {
        const plain = plainForm(word);
        if (isNameOnly(plain) && names.size < mostNames) names.set(plain, (names.get(plain) ?? true) && word !== word.toLowerCase());
      }
    }
  });
  return names;
}

function isNameOnly(plain: string): boolean {
  const lists = listsOf(plain);
  return plain.length >= fewestLetters && (lists & nameBits) !== 0 && (lists & otherBits) === 0;
}
