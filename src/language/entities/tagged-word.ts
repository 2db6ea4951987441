/** What the tagger looks at: a word, a number, a sign or a line break, with its place in the text. */
export interface TaggedWord {
  readonly start: number;
  readonly end: number;
  /** As written; a structured find stands as its token (`<card>`). */
  readonly text: string;
  /** The stretch is a find already: it is context for its neighbours and never tagged again. */
  readonly found: boolean;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

const wordPattern = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)?|\d+|\n|[^\s\p{L}\d]/gu;
/** Text beyond this is tagged in pieces by the caller; memory per text stays bounded. */
export const mostTaggedCharacters = 20_000;

/** Splits a text into words; `found` (in order, without overlap) stand as one word each. */
export function taggedWords(text: string, found: readonly Stretch[]): readonly TaggedWord[] {
  const words: TaggedWord[] = [];
  let next = 0;
  for (const match of text.matchAll(wordPattern)) {
    const start = match.index;
    const end = start + match[0].length;
    while ((found[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    const entity = found[next];
    if (entity === undefined || entity.start >= end) words.push({ start, end, text: match[0], found: false });
    else if (words.at(-1)?.start !== entity.start) {
      words.push({ start: entity.start, end: entity.end, text: `<${entity.label}>`, found: true });
    }
  }
  return words;
}
