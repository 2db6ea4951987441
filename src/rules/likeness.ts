import { wordsOf } from './phrase.ts';

/** Port of `like("…", 0.8)`: how close a sentence comes to a phrase in meaning, 0…1. */
export interface Likeness {
  /** Goes into the finding's versions. */
  readonly version: string;
  score(phrase: string, sentence: string): number;
}

/**
 * Where there is no sentence encoder: shared content words, cut to five letters, as a share of both texts (Dice). It
 * finds reorderings and inflections, not paraphrases in other words.
 */
export const lexicalLikeness: Likeness = {
  version: 'lexical-1',
  score(phrase, sentence) {
    const wanted = contentStems(phrase);
    const found = contentStems(sentence);
    if (wanted.size === 0 || found.size === 0) return 0;
    let shared = 0;
    for (const stem of wanted) if (found.has(stem)) shared++;
    return (2 * shared) / (wanted.size + found.size);
  },
};

const functionWords = new Set(
  'a an and are as at be but by can could do for from had has have i if in is it me my of on or our please so that the this to was we were will with would you your'.split(
    ' ',
  ),
);

const known = new Map<string, ReadonlySet<string>>();

function contentStems(text: string): ReadonlySet<string> {
  const cached = known.get(text);
  if (cached !== undefined) return cached;
  const stems = new Set(
    wordsOf(text)
      .filter((word) => !functionWords.has(word))
      .map((word) => word.slice(0, 5)),
  );
  if (known.size > 1000) known.clear();
  known.set(text, stems);
  return stems;
}
