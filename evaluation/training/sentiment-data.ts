import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { foldOf, readItems } from '../corpora.ts';

/** An item to train the sentiment head on: shares of negative, neutral and positive. */
export interface SentimentItem {
  readonly text: string;
  readonly target: readonly [number, number, number];
  readonly set: 'goemotions' | 'vader' | 'care' | 'requests';
  readonly held: boolean;
}

const negative = new Set(
  'anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness'.split(' '),
);
const positive = new Set('admiration amusement approval caring desire excitement gratitude joy love optimism pride relief'.split(' '));

/** Raters' valence (−4…4) to shares: fully one-sided from 2 on. */
export const valenceShares = (valence: number): [number, number, number] => {
  const side = Math.min(1, Math.abs(valence) / 2);
  return valence < 0 ? [side, 1 - side, 0] : [0, 1 - side, side];
};

/** One in five of VADER's ground truth is never trained on: the suite reports on these alone, in any folder. */
export const isHeldOut = (id: string): boolean => foldOf(id, 5) === 0;

/**
 * Permissive data only: GoEmotions (Apache-2.0), VADER's ground truth (MIT), requests from MultiDoGO (CDLA-Permissive) as neutral service language, and
 * care sentences written here (Apache-2.0).
 */
export function sentimentData(corpora: string): SentimentItem[] {
  return [...emotions(corpora), ...ratings(corpora), ...requests(corpora), ...careSentences()];
}

function emotions(corpora: string): SentimentItem[] {
  const schema = z.object({ text: z.string(), labels: z.array(z.string()), split: z.string() });
  return readItems(corpora, 'utterances/goemotions', schema)
    .filter(({ split }) => split === 'train' || split === 'valid')
    .map(({ text, labels, split }) => {
      const [down, up] = [labels.filter((label) => negative.has(label)).length, labels.filter((label) => positive.has(label)).length];
      const rest = labels.length - down - up;
      return {
        text,
        target: [down / labels.length, rest / labels.length, up / labels.length],

        set: 'goemotions',
        held: split === 'valid',
      } as const;
    });
}

function ratings(corpora: string): SentimentItem[] {
  const schema = z.object({ id: z.string(), text: z.string(), valence: z.number(), domain: z.string() });
  return readItems(corpora, 'utterances/vader_groundtruth', schema).map(({ id, text, valence }) => ({
    text,
    target: valenceShares(valence),

    set: 'vader',
    held: isHeldOut(id),
  }));
}

/** What customers ask for and answer in service chats says nothing about how they feel; thanks and refusals are left out by intent. */
function requests(corpora: string): SentimentItem[] {
  const schema = z.object({ text: z.string(), label: z.union([z.string(), z.array(z.string()).transform((labels) => labels.join(' '))]) });
  return readItems(corpora, 'utterances/multidogo_sentences', schema)
    .filter(({ text, label }) => !/thankyou|outofdomain|rejection/.test(label) && text.length > 8 && foldOf(text, 12) === 0)
    .filter(({ text }) => !/thank|sorry|great|bad|not|n't|good|love|hate|awesome|nice/i.test(text))
    .map(({ text }) => ({ text, target: [0, 1, 0] as const, set: 'requests' as const, held: foldOf(text, 60) === 0 }));
}

export function careSentences(): SentimentItem[] {
  const text = readFileSync(new URL('care-sentences.txt', import.meta.url), 'utf8');
  const classes = ['negative', 'neutral', 'positive'];
  let current = -1;
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const heading = classes.findIndex((name) => line === `[${name}]`);
    if (heading >= 0) current = heading;
    if (heading >= 0) return [];
    const target = [0, 1, 2].map((index) => (index === current ? 1 : 0)) as unknown as [number, number, number];
    return [{ text: line, target, set: 'care' as const, held: foldOf(line, 5) === 0 }];
  });
}
