/** What customers of one contact said, by turn, redacted. Contacts come in the order of their days. */
export interface SaidByCustomer {
  /** Days since the first of the history. */
  readonly day: number;
  /** Whose contact; contacts without a customer are nobody's. */
  readonly customer: string | null;
  readonly texts: readonly string[];
}

/** In which contacts a phrase occurs, as positions in the given order, ascending. */
export interface PhraseIndex {
  readonly contacts: readonly SaidByCustomer[];
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** Number of the turn's wording per place: contacts that say the very same are one voice (forms, pasted text, repeats). */
  readonly wordings: ReadonlyMap<string, readonly number[]>;
}

/** Longest phrase that is counted, in words. */
const longest = 3;
/** Phrases that fewer contacts hold are never told, so they are not kept. */
const fewest = 4;

/**
 * Phrases of one to three words by the contacts that hold them. A contact counts once for a phrase, however often it says it:
 * counting words would take one long chat for a trend.
 */
export function indexPhrases(contacts: readonly SaidByCustomer[]): PhraseIndex {
  const places = new Map<string, number[]>();
  const wordings = new Map<string, number[]>();
  const knownWordings = new Map<string, number>();
  for (const [place, contact] of contacts.entries()) {
    for (const text of contact.texts) {
      const words = wordsOf(text);
      const wording = numberOf(words.join(' '), knownWordings);
      for (const phrase of phrasesOf(words)) note(phrase, { place, wording, places, wordings });
    }
  }
  for (const [phrase, held] of places) {
    if (held.length >= fewest) continue;
    places.delete(phrase);
    wordings.delete(phrase);
  }
  return { contacts, places, wordings };
}

interface Note {
  readonly place: number;
  readonly wording: number;
  readonly places: Map<string, number[]>;
  readonly wordings: Map<string, number[]>;
}

function note(phrase: string, { place, wording, places, wordings }: Note): void {
  const held = places.get(phrase);
  if (held === undefined) {
    places.set(phrase, [place]);
    wordings.set(phrase, [wording]);
  } else if (held.at(-1) !== place) {
    held.push(place);
    wordings.get(phrase)?.push(wording);
  }
}

function numberOf(text: string, known: Map<string, number>): number {
  const number = known.get(text) ?? known.size;
  known.set(text, number);
  return number;
}

/**
 * Lower-case words; what stands for redacted data is no word. Codes are one word however they are spelled: QX-417, QX 417, qx417. A
 * longer word is one whatever number follows it: covid-19, covid19, COVID 19.
 */
export function wordsOf(text: string): string[] {
  return (
    text
      .replace(/\b([A-Za-z]{1,4})-(?=\d{2,6}\b)|\b([A-Z]{1,4}) (?=\d{2,6}\b)/g, '$1$2')
      .toLowerCase()
      .replace(/([a-z]{5,})[-–ー]?(?=\d)/gu, '$1 ')
      .replace(/[‹<][^›>]{1,30}[›>]/gu, ' | ')
      .match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|\|/gu) ?? []
  );
}

/** Phrases that neither begin nor end with a word that only holds sentences together. */
export function phrasesOf(words: readonly string[]): Set<string> {
  const phrases = new Set<string>();
  for (let from = 0; from < words.length; from++) {
    for (let length = 1; length <= longest && from + length <= words.length; length++) {
      const last = words[from + length - 1] ?? '|';
      if (last === '|') break;
      if (isFiller(words[from] ?? '') || isFiller(last)) continue;
      phrases.add(words.slice(from, from + length).join(' '));
    }
  }
  return phrases;
}

/** Numbers alone are amounts and ids, not issues. */
function isFiller(word: string): boolean {
  return word.length < 2 || fillers.has(word) || /^\d+$/.test(word);
}

const fillers: ReadonlySet<string> = new Set(
  (
    'a about after again all also am an and any anything are as at back be because been before being but by can cannot could did do does doing ' +
    "don't done down else even ever every few for from further get give go going gone good got had has have having he hello help her here hey hi him his how i i'd " +
    "i'll i'm i've if in into is it it's its just know let like look made make many may me more most much must my myself need never new no nor not " +
    'nothing now of off oh ok okay on once one only or other our out over own please put right same say see shall she should since so some still such ' +
    'sure take tell than thank thanks that the their them then there these they thing think this those through to today too under until up us use very ' +
    'want was way we well went were what when where which while who why will with would yeah yes yet you your yours'
  ).split(' '),
);
