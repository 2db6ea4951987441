import type { Evidence, TurnSentiment } from '../../domain/understanding.ts';
import { classify, type LinearModel, openLinearModel, type StoredLinearModel } from '../linear/linear-model.ts';
import { lexiconFeatures, readSentiment, type SentimentReading } from './sentiment-features.ts';

/** A trained head as its file keeps it, with what it was trained on and how it scored. */
export interface StoredSentimentHead {
  readonly version: string;
  /** Version of the encoder whose vectors it reads; null: words alone. */
  readonly encoder: string | null;
  readonly model: StoredLinearModel;
}

export interface SentimentHead {
  readonly version: string;
  readonly encoder: string | null;
  readonly model: LinearModel;
}

const labels = ['negative', 'neutral', 'positive'] as const;
const [negative, , positive] = [0, 1, 2] as const;
const mostEvidence = 3;
/** Chosen on a fifth of VADER's training ratings that the head had not seen: Pearson with raters is flat from 0.3 to 0.5. */
const lexiconPart = 0.35;
/** Weights below this say nothing to a reader. */
const leastWeight = 0.05;

/**
 * Words of answers that keep a conversation going. A turn of nothing else ("nothing else", "sorry, no") has no sentiment; single
 * words out of training texts would give it one.
 */
const formalities: ReadonlySet<string> = new Set(
  "a all alright am and anything bye correct done else fine for goodbye hello hey hi i i'm im is it its it's me my no nope not nothing now ok okay one please really right so sorry sure that that's thats the then there this today um uh was what yeah yep yes you . ! ? !! <number> <value>".split(
    ' ',
  ),
);

export function openSentimentHead({ version, encoder, model }: StoredSentimentHead): SentimentHead {
  return { version, encoder, model: openLinearModel(model) };
}

/** Score, label and the words that pulled; null where there is no word to judge. */
export function judgeSentiment(head: SentimentHead, turn: number, text: string, vector: Float32Array | null): TurnSentiment | null {
  const reading = readSentiment(text, vector);
  if (!reading.words.some((word) => /\p{L}|\p{Extended_Pictographic}|[:;=]/u.test(word.text) && !word.text.startsWith('<'))) return null;
  if (reading.words.every((word) => formalities.has(word.text))) return { turn, score: 0, label: 'neutral', because: [] };
  const shares = classify(head.model, reading.input);
  const label = labels[shares.indexOf(Math.max(...shares))] ?? 'neutral';
  const score = round(agreeing(label, blend(shares, reading)));
  return { turn, score, label, because: label === 'neutral' ? [] : explain(head.model, turn, reading, label === 'positive' ? 1 : -1) };
}

/** The head tells sides apart; the lexicon tells how strongly raters felt a word, which shares near 0 and 1 no longer show. */
function blend(shares: Float32Array, { lexicon }: SentimentReading): number {
  return (1 - lexiconPart) * ((shares[positive] ?? 0) - (shares[negative] ?? 0)) + lexiconPart * lexicon.compound;
}

/** A score is never of the other sign than its label. */
function agreeing(label: TurnSentiment['label'], score: number): number {
  if (label === 'negative') return Math.min(score, -leastWeight);
  return label === 'positive' ? Math.max(score, leastWeight) : score;
}

/** What each word and lexicon entry added to "positive over negative", the strongest in the label's direction first. */
function explain(model: LinearModel, turn: number, reading: SentimentReading, direction: 1 | -1): Evidence[] {
  const pulls = [...wordPulls(model, reading), ...lexiconPulls(model, reading)];
  const bySpan = new Map<string, { start: number; end: number; weight: number; why: string }>();
  for (const pull of pulls) {
    const key = `${pull.start}-${pull.end}`;
    const known = bySpan.get(key);
    bySpan.set(key, known ? { ...pull, weight: known.weight + pull.weight, why: 'lexicon and learned word' } : pull);
  }
  const strongest = [...bySpan.values()]
    .filter(({ weight }) => weight * direction >= leastWeight)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const chosen: Evidence[] = [];
  for (const { start, end, weight, why } of strongest) {
    if (chosen.length === mostEvidence) break;
    if (!chosen.some((other) => start < other.end && other.start < end)) chosen.push({ turn, start, end, weight: round(weight), why });
  }
  if (chosen.length > 0) return chosen;
  const { words } = reading;
  return [
    { turn, start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0, weight: direction * leastWeight, why: 'the sentence as a whole' },
  ];
}

/** Words of up to three letters are function words nearly always: they pull, and tell a reader nothing. */
function wordPulls(model: LinearModel, { hashed, words }: SentimentReading) {
  return hashed.places.flatMap(([at, length], n) => {
    const bucket = hashed.buckets[n] ?? 0;
    const weight = ((model.words[positive]?.[bucket] ?? 0) - (model.words[negative]?.[bucket] ?? 0)) * (hashed.values[n] ?? 0);
    const [first, last] = [words[at], words[at + length - 1]];
    const isTelling = length === 2 || !/^\p{L}{1,3}$/u.test(first?.text ?? '');
    return first && last && isTelling ? [{ start: first.start, end: last.end, weight, why: 'learned word' }] : [];
  });
}

/** The lexicon's numbers pull together; each hit has its part by its valence. */
function lexiconPulls(model: LinearModel, { lexicon, input }: SentimentReading) {
  let pull = 0;
  for (let at = 0; at < lexiconFeatures - 5; at++) {
    pull += ((model.features[positive]?.[at] ?? 0) - (model.features[negative]?.[at] ?? 0)) * (input.dense[at] ?? 0);
  }
  const total = lexicon.hits.reduce((sum, { valence }) => sum + Math.abs(valence), 0) || 1;
  return lexicon.hits.map(({ start, end, valence }) => ({
    start,
    end,
    weight: (Math.abs(pull) * valence) / total,
    why: 'lexicon',
  }));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
