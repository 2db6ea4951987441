import { phrasesOf, wordsOf } from '../emerging/phrase-index.ts';

export interface TellingWord {
  readonly phrase: string;
  /** Contacts that hold it, of the ones asked about. */
  readonly contacts: number;
  /** Standardised log-odds against the others. */
  readonly z: number;
}

/** Prior contacts that say each phrase as often as all do: keeps rare words from winning by chance (Monroe et al. 2008). */
const priorContacts = 20;
const fewestContacts = 3;
const leastZ = 2;
const shown = 8;

/** What some contacts say more often than the others, by log-odds with an informative prior; a contact counts once for a phrase. */
export function tellingWords(some: readonly (readonly string[])[], others: readonly (readonly string[])[]): TellingWord[] {
  const [mine, theirs] = [countContacts(some), countContacts(others)];
  const all = some.length + others.length;
  const scored = [...mine].flatMap(([phrase, contacts]): TellingWord[] => {
    if (contacts < fewestContacts) return [];
    const rest = theirs.get(phrase) ?? 0;
    const prior = (priorContacts * (contacts + rest)) / all;
    const odds = (count: number, of: number) => Math.log((count + prior) / (of + priorContacts - count - prior));
    const spread = Math.sqrt(1 / (contacts + prior) + 1 / (rest + prior));
    const z = (odds(contacts, some.length) - odds(rest, others.length)) / spread;
    return z >= leastZ ? [{ phrase, contacts, z }] : [];
  });
  const sorted = scored.sort((a, b) => b.z - a.z);
  return sorted.filter((word, place) => !sorted.slice(0, place).some((before) => overlaps(before.phrase, word.phrase))).slice(0, shown);
}

function countContacts(contacts: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const texts of contacts) {
    const phrases = new Set(texts.flatMap((text) => [...phrasesOf(wordsOf(text))]));
    for (const phrase of phrases) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  return counts;
}

function overlaps(a: string, b: string): boolean {
  return ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `);
}
