/** Lower case without accents, as the word lists are kept. */
export function plainForm(word: string): string {
  const lower = word.toLowerCase();
  return /^[a-z'’]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
}
