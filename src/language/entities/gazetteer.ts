import lists from './data/gazetteer.json' with { type: 'json' };

/** Which lists a word stands in, as bits. */
export const listBits = {
  firstName: 1,
  lastName: 2,
  place: 4,
  country: 8,
  street: 16,
  company: 32,
  title: 64,
  nationality: 128,
  month: 256,
  common: 512,
  job: 1024,
} as const;
export type ListName = keyof typeof listBits;

const bits: ReadonlyMap<string, number> = readLists();

/** The lists that hold this plain form; 0 for none. */
export function listsOf(plain: string): number {
  return bits.get(plain) ?? 0;
}

function readLists(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [name, words] of Object.entries(lists.words)) {
    const bit = listBits[name as ListName];
    for (const word of words.split(' ')) found.set(word, (found.get(word) ?? 0) | bit);
  }
  return found;
}
