import type { Language } from '../domain/interaction.ts';

/** What is used of a loaded language identifier. */
interface Detector {
  detect(text: string): { readonly language: string; getScores(): Record<string, number>; isReliable(): boolean };
}

/** Accuracy and memory of the n-gram tables; measured in language-id.test.ts. */
export type LanguageTables = 'small' | 'medium' | 'large';

/** Enough for certainty; the rest of a long conversation only costs time. */
const mostCharacters = 250;
/** Shorter texts fit several languages equally well. */
const fewestLetters = 12;
/** An unreliable guess is shown with at most this confidence. */
const unreliable = 0.4;

const redactionToken = /<[a-z-]{2,20}>|https?:\/\/\S+|\S+@\S+/g;
const letter = /\p{L}/gu;

let detector: Detector | null = null;

/** Loads the n-gram tables once, at start; until then `identifyLanguage` knows nothing. */
export async function loadLanguageIdentifier(tables: LanguageTables = 'medium'): Promise<void> {
  detector = await importTables(tables);
}

/**
 * The language of a conversation from its words, or null when they are too few to tell. The longest texts come first,
 * since greetings and names look alike everywhere.
 */
export function identifyLanguage(texts: readonly string[]): Language | null {
  if (detector === null) return null;
  const sample = longestFirst(texts).replace(redactionToken, ' ');
  if ((sample.match(letter)?.length ?? 0) < fewestLetters) return null;
  const found = detector.detect(sample);
  if (found.language === '') return null;
  const score = Math.min(1, found.getScores()[found.language] ?? 0);
  return {
    code: found.language,
    confidence: found.isReliable() ? Math.max(score, unreliable) : Math.min(score, unreliable),
    origin: 'text',
  };
}

function longestFirst(texts: readonly string[]): string {
  let sample = '';
  for (const text of texts.toSorted((a, b) => b.length - a.length)) {
    sample += `${text} `;
    if (sample.length >= mostCharacters) break;
  }
  return sample.slice(0, mostCharacters);
}

async function importTables(tables: LanguageTables): Promise<Detector> {
  if (tables === 'small') return (await import('eld/small')).eld;
  return tables === 'medium' ? (await import('eld/medium')).eld : (await import('eld/large')).eld;
}
