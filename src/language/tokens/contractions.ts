/**
 * Contractions are taken apart the same way in rules and in texts, so that "do not call" finds "don't call" and "dont call".
 * `'s` and `'d` stay as they are: they have two readings each.
 */
export interface Split {
  readonly words: readonly [string, string];
  /** Characters of the written word that belong to the first part. */
  readonly at: number;
}

const endings: readonly (readonly [suffix: string, word: string])[] = [
  ["n't", 'not'],
  ["'m", 'am'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'d", "'d"],
  ["'s", "'s"],
];

const irregular: Readonly<Record<string, Split>> = {
  "can't": { words: ['can', 'not'], at: 3 },
  "won't": { words: ['will', 'not'], at: 2 },
  "shan't": { words: ['shall', 'not'], at: 3 },
  "ain't": { words: ['is', 'not'], at: 2 },
  cannot: { words: ['can', 'not'], at: 3 },
  cant: { words: ['can', 'not'], at: 3 },
  wont: { words: ['will', 'not'], at: 2 },
  im: { words: ['i', 'am'], at: 1 },
  ive: { words: ['i', 'have'], at: 1 },
  youre: { words: ['you', 'are'], at: 3 },
  youve: { words: ['you', 'have'], at: 3 },
  theyre: { words: ['they', 'are'], at: 4 },
  weve: { words: ['we', 'have'], at: 2 },
  gonna: { words: ['going', 'to'], at: 3 },
  wanna: { words: ['want', 'to'], at: 3 },
  gotta: { words: ['got', 'to'], at: 3 },
};

/** Written without the apostrophe, as people type: do-nt, does-nt … */
const bareNegations = new Set(
  ['do', 'does', 'did', 'is', 'are', 'was', 'were', 'have', 'has', 'had', 'could', 'should', 'would'].map((verb) => `${verb}nt`),
);

/** The two words of a folded word, or null when it is one word. */
export function splitContraction(word: string): Split | null {
  const known = Object.hasOwn(irregular, word) ? irregular[word] : undefined;
  if (known !== undefined) return known;
  if (bareNegations.has(word)) return { words: [word.slice(0, -2), 'not'], at: word.length - 2 };
  if (!word.includes("'")) return null;
  for (const [suffix, second] of endings) {
    if (word.length > suffix.length && word.endsWith(suffix)) {
      return { words: [word.slice(0, -suffix.length), second], at: word.length - suffix.length };
    }
  }
  return null;
}
