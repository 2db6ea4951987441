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

/** Words that English uses all the time and its neighbours do not: with enough of them the n-grams need not be asked. */
const englishWords = new Set(
  "the and you my that with this your not are can what please would but from will been they there when how which need want thank thanks i’m i'm don't it's".split(
    ' ',
  ),
);
/** On our samples and the public corpora English reaches this share in most conversations; no other language comes near. */
const englishShare = 0.15;
const englishDistinct = 4;
const englishConfidence = 0.95;

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
  if (isPlainlyEnglish(sample)) return { code: 'en', confidence: englishConfidence, origin: 'text' };
  const found = detector.detect(sample);
  if (found.language === '') return null;
  const score = Math.min(1, found.getScores()[found.language] ?? 0);
  return {
    code: found.language,
    confidence: found.isReliable() ? Math.max(score, unreliable) : Math.min(score, unreliable),
    origin: 'text',
  };
}

function isPlainlyEnglish(sample: string): boolean {
  const words = sample.toLowerCase().split(/[^\p{L}'’]+/u);
  const found = words.filter((word) => englishWords.has(word));
  return new Set(found).size >= englishDistinct && found.length / words.length >= englishShare;
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
