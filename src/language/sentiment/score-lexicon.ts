import care from './care-lexicon.json' with { type: 'json' };
import vader from './vader-lexicon.json' with { type: 'json' };
import modifiers from './valence-words.json' with { type: 'json' };
import type { SentimentWord } from './words.ts';

/** A word or phrase of the lexicon where it stands, its valence after what the words around it do to it. */
export interface LexiconHit {
  readonly start: number;
  readonly end: number;
  /** About −4…4. */
  readonly valence: number;
}

export interface LexiconScore {
  /** −1…1: x/√(x²+15) of the summed valences. */
  readonly compound: number;
  readonly positive: number;
  readonly negative: number;
  readonly hits: readonly LexiconHit[];
}

/** Constants of Hutto and Gilbert 2014, found there by experiment with raters. */
const boost = 0.293;
const loudBoost = 0.733;
const negationScalar = -0.74;
const normaliser = 15;
const negationReach = 3;

const valences = new Map<string, number>([...Object.entries(vader.valences), ...Object.entries(care.valences)]);
/** VADER's own, without our patches: what raters of everyday texts said. */
const everyday = new Map<string, number>(Object.entries(vader.valences));
const stronger = new Set(modifiers.stronger);
const weaker = new Set(modifiers.weaker);
const negations = new Set(modifiers.negations);

/** Phrases by their first word, longest first; a phrase decides for all its words. */
const phrases = new Map<string, string[][]>();
for (const entry of Object.keys(care.valences)) {
  const words = entry.split(' ');
  const [first] = words;
  if (words.length < 2 || first === undefined) continue;
  phrases.set(
    first,
    [...(phrases.get(first) ?? []), words].sort((a, b) => b.length - a.length),
  );
}

/** VADER's rules over its lexicon, patched for customer care: negation, stronger and weaker words, capitals, "but". */
export function scoreLexicon(words: readonly SentimentWord[]): LexiconScore {
  const hits: (LexiconHit & { readonly at: number })[] = [];
  for (let at = 0; at < words.length; at++) {
    const phrase = phraseAt(words, at);
    const word = words[at];
    if (word === undefined) continue;
    const entry = phrase?.join(' ') ?? word.text;
    const base = valences.get(entry);
    const last = words[at + (phrase?.length ?? 1) - 1] ?? word;
    if (base) hits.push({ at, start: word.start, end: last.end, valence: phrase ? base : inContext(base, words, at) });
    if (phrase) at += phrase.length - 1;
  }
  return sumUp(weighBut(words, hits), words);
}

/** The same rules over VADER's lexicon as it is: −1…1. */
export function everydayCompound(words: readonly SentimentWord[]): number {
  const hits = words.flatMap((word, at) => {
    const base = everyday.get(word.text);
    return base ? [{ at, start: word.start, end: word.end, valence: inContext(base, words, at) }] : [];
  });
  return sumUp(weighBut(words, hits), words).compound;
}

function phraseAt(words: readonly SentimentWord[], at: number): string[] | undefined {
  return phrases.get(words[at]?.text ?? '')?.find((phrase) => phrase.every((part, n) => words[at + n]?.text === part));
}

function inContext(base: number, words: readonly SentimentWord[], at: number): number {
  let valence = words[at]?.loud ? base + Math.sign(base) * loudBoost : base;
  for (let back = 1; back <= negationReach; back++) {
    const before = words[at - back];
    if (before === undefined) break;
    const fade = 1 - (back - 1) * 0.05;
    if (stronger.has(before.text)) valence += Math.sign(base) * boost * fade;
    if (weaker.has(before.text)) valence -= Math.sign(base) * boost * fade;
    if (negations.has(before.text)) return valence * negationScalar;
  }
  return valence;
}

/** What stands before "but" counts half, what follows it one and a half times. */
function weighBut<Hit extends LexiconHit & { readonly at: number }>(words: readonly SentimentWord[], hits: readonly Hit[]): Hit[] {
  const but = words.findIndex(({ text }) => text === 'but' || text === 'however');
  return but < 0 ? [...hits] : hits.map((hit) => ({ ...hit, valence: hit.valence * (hit.at < but ? 0.5 : 1.5) }));
}

function sumUp(hits: readonly LexiconHit[], words: readonly SentimentWord[]): LexiconScore {
  const positive = hits.reduce((sum, { valence }) => sum + Math.max(0, valence), 0);
  const negative = hits.reduce((sum, { valence }) => sum + Math.min(0, valence), 0);
  const shouting = Math.min(4, words.filter(({ text }) => text === '!' || text === '!!').length) * boost;
  const sum = positive + negative;
  const loud = sum + Math.sign(sum) * shouting;
  return { compound: loud / Math.sqrt(loud * loud + normaliser), positive, negative, hits };
}

export function isNegation(word: string): boolean {
  return negations.has(word);
}
