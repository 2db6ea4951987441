import { phrasesOf, wordsOf } from '../emerging/phrase-index.ts';

/** Phrases looked at for each cluster before the alike ones are thinned out. */
const considered = 30;
const named = 6;
/** Weight of telling the cluster apart against not repeating the phrases before (Carbonell and Goldstein 1998). */
const relevance = 0.7;

/**
 * Phrases that tell each cluster from the others: class-based TF-IDF (Grootendorst 2022), tf/|c| · ln(1 + A/f), thinned so that
 * the six differ. Longer phrases are preferred a little: "change address" says more than "change".
 */
export function nameClusters(clusters: readonly (readonly string[])[]): string[][] {
  const counts = clusters.map(countPhrases);
  const frequency = new Map<string, number>();
  for (const { phrases } of counts) for (const [phrase, count] of phrases) frequency.set(phrase, (frequency.get(phrase) ?? 0) + count);
  const average = counts.reduce((sum, { words }) => sum + words, 0) / Math.max(1, counts.length);
  return counts.map(({ phrases, words }, index) => {
    const fewest = Math.max(2, 0.02 * (clusters[index]?.length ?? 0));
    const scored = [...phrases]
      .filter(([, count]) => count >= fewest)
      .map(([phrase, count]) => ({
        phrase,
        score: (count / Math.max(1, words)) * Math.log(1 + average / (frequency.get(phrase) ?? 1)) * lengthBonus(phrase),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, considered);
    return thinOut(scored);
  });
}

interface PhraseCounts {
  readonly phrases: ReadonlyMap<string, number>;
  readonly words: number;
}

/** A statement counts once for a phrase. */
function countPhrases(texts: readonly string[]): PhraseCounts {
  const phrases = new Map<string, number>();
  let total = 0;
  for (const text of texts) {
    const words = wordsOf(text);
    total += words.length;
    for (const phrase of phrasesOf(words)) phrases.set(phrase, (phrases.get(phrase) ?? 0) + 1);
  }
  return { phrases, words: total };
}

function lengthBonus(phrase: string): number {
  const words = phrase.split(' ').length;
  return words === 1 ? 1 : words === 2 ? 1.6 : 1.8;
}

function thinOut(scored: readonly { readonly phrase: string; readonly score: number }[]): string[] {
  const best = scored[0]?.score ?? 1;
  const chosen: string[] = [];
  const left = [...scored];
  while (chosen.length < named && left.length > 0) {
    const value = ({ phrase, score }: { phrase: string; score: number }) =>
      relevance * (score / best) - (1 - relevance) * Math.max(0, ...chosen.map((other) => sharedWords(phrase, other)));
    const next = left.reduce((a, b) => (value(b) > value(a) ? b : a));
    chosen.push(next.phrase);
    left.splice(left.indexOf(next), 1);
  }
  return chosen;
}

/** Share of the shorter phrase's words that the other has too. */
function sharedWords(a: string, b: string): number {
  const [left, right] = [new Set(a.split(' ')), new Set(b.split(' '))];
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.min(left.size, right.size);
}
