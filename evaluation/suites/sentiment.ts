import vader from 'vader-sentiment';
import { z } from 'zod';
import type { SentenceEncoder } from '../../src/language/encoder/sentence-encoder.ts';
import { judgeSentiment, type SentimentHead } from '../../src/language/sentiment/sentiment-head.ts';
import { chooseSentimentHead } from '../../src/language/sentiment/sentiment-heads.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { readItems } from '../corpora.ts';
import { openEvaluationEncoder } from '../open-evaluation-encoder.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';
import { accuracy, auroc, macroF1, pearson } from '../scores.ts';
import { isHeldOut } from '../training/sentiment-data.ts';
import { starConversations } from '../training/star-conversations.ts';

interface Scorer {
  readonly profile: string;
  readonly encoder: SentenceEncoder | null;
  readonly head: SentimentHead;
}

interface Judged {
  readonly score: number;
  readonly vader: number;
  /** Class by the head's own largest share: 0 negative, 1 neutral, 2 positive. */
  readonly guess: number;
  readonly vaderGuess: number;
}

/** VADER's own thresholds (Hutto and Gilbert 2014). */
const vaderThreshold = 0.05;
const names = ['negative', 'neutral', 'positive'];
const classOf = (score: number, threshold: number) => (score <= -threshold ? 0 : score >= threshold ? 2 : 1);

/** Sentiment of single texts and of whole contacts, beside VADER on the same items. Nothing of these items was trained on. */
export async function run({ corpora, profile }: SuiteOptions): Promise<EvaluationRow[]> {
  const rows: EvaluationRow[] = [];
  for (const name of profile ? [profile] : ['static', 'full']) {
    const encoder = await openEvaluationEncoder(name);
    const scorer = { profile: name, encoder, head: chooseSentimentHead(encoder?.version ?? null) };
    rows.push(
      ...(await airline(corpora, scorer)),
      ...(await groundTruth(corpora, scorer)),
      ...(await sst2(corpora, scorer)),
      ...(await annoyed(corpora, scorer)),
    );
  }
  return rows;
}

async function airline(corpora: string, scorer: Scorer): Promise<EvaluationRow[]> {
  const items = readItems(corpora, 'utterances/airline_tweets', z.object({ text: z.string(), label: z.string() }));
  const judged = await judge(
    scorer,
    items.map(({ text }) => text),
  );
  const units = items.map(({ label }, at) => ({
    gold: names.indexOf(label),
    guess: judged[at]?.guess ?? 1,
    peer: judged[at]?.vaderGuess ?? 1,
  }));
  const score = (side: 'guess' | 'peer') => (drawn: readonly (typeof units)[number][]) =>
    macroF1(
      drawn.map((unit) => [unit.gold, unit[side]] as const),
      3,
    );
  return rowOf({
    dataset: 'airline_tweets',
    measure: 'macro_f1',
    units,
    ours: score('guess'),
    peer: score('peer'),
    floor: 0.45,
    aim: 0.68,
    profile: scorer.profile,
  });
}

async function groundTruth(corpora: string, scorer: Scorer): Promise<EvaluationRow[]> {
  const schema = z.object({ id: z.string(), text: z.string(), valence: z.number(), domain: z.string() });
  const items = readItems(corpora, 'utterances/vader_groundtruth', schema).filter(({ id }) => isHeldOut(id));
  const judged = await judge(
    scorer,
    items.map(({ text }) => text),
  );
  return ['tweet', 'amazon', 'movie', 'nyt'].flatMap((domain) => {
    const units = items.flatMap((item, at) =>
      item.domain === domain ? [{ gold: item.valence, guess: judged[at]?.score ?? 0, peer: judged[at]?.vader ?? 0 }] : [],
    );
    const score = (side: 'guess' | 'peer') => (drawn: readonly (typeof units)[number][]) =>
      pearson(
        drawn.map(({ gold }) => gold),
        drawn.map((unit) => unit[side]),
      );
    return rowOf({
      dataset: `vader_${domain}`,
      measure: 'pearson',
      units,
      ours: score('guess'),
      peer: score('peer'),
      profile: scorer.profile,
    });
  });
}

async function sst2(corpora: string, scorer: Scorer): Promise<EvaluationRow[]> {
  const schema = z.object({ text: z.string(), label: z.string(), split: z.string() });
  const items = readItems(corpora, 'utterances/sst2', schema).filter(({ split }) => split === 'test');
  const judged = await judge(
    scorer,
    items.map(({ text }) => text),
  );
  const units = items.map(({ label }, at) => {
    const [ours, peer] = [judged[at]?.score ?? 0, judged[at]?.vader ?? 0];
    return { gold: label === 'positive' ? 1 : 0, guess: ours > 0 ? 1 : 0, peer: peer > 0 ? 1 : 0 };
  });
  const score = (side: 'guess' | 'peer') => (drawn: readonly (typeof units)[number][]) =>
    accuracy(drawn.map((unit) => [unit.gold, unit[side]] as const));
  return rowOf({ dataset: 'sst2', measure: 'accuracy', units, ours: score('guess'), peer: score('peer'), profile: scorer.profile });
}

/** Whole contacts: the mean of the customer's turns against the agent's word that the customer was annoyed. */
async function annoyed(corpora: string, scorer: Scorer): Promise<EvaluationRow[]> {
  const conversations = await starConversations(corpora, { encoder: scorer.encoder, calmOneIn: 6 });
  const units = conversations.map(({ annoyed: isPositive, understanding, customerTexts }) => {
    const scores = understanding.sentiment?.turns.map(({ score }) => score) ?? [];
    const peer = customerTexts.map((text) => vader.SentimentIntensityAnalyzer.polarity_scores(text).compound);
    return { isPositive, guess: -meanOf(scores), peer: -meanOf(peer) };
  });
  const score = (side: 'guess' | 'peer') => (drawn: readonly (typeof units)[number][]) =>
    auroc(drawn.map((unit) => ({ isPositive: unit.isPositive, score: unit[side] })));
  return rowOf({ dataset: 'star_annoyed', measure: 'auroc', units, ours: score('guess'), peer: score('peer'), profile: scorer.profile });
}

async function judge({ head, encoder }: Scorer, texts: readonly string[]): Promise<Judged[]> {
  const vectors = head.encoder !== null && encoder ? await encoder.encode(texts) : [];
  return texts.map((text, at) => {
    const ours = judgeSentiment(head, at, text, vectors[at] ?? null);
    const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(text);
    return {
      score: ours?.score ?? 0,
      guess: names.indexOf(ours?.label ?? 'neutral'),
      vader: compound,
      vaderGuess: classOf(compound, vaderThreshold),
    };
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}

interface RowOptions<Unit> {
  readonly dataset: string;
  readonly measure: string;
  readonly units: readonly Unit[];
  readonly ours: (drawn: readonly Unit[]) => number;
  readonly peer: (drawn: readonly Unit[]) => number;
  readonly floor?: number;
  readonly aim?: number;
  readonly profile: string;
}

function rowOf<Unit>({ dataset, measure, units, ours, peer, floor, aim, profile }: RowOptions<Unit>): EvaluationRow[] {
  if (units.length === 0) return [];
  const baseline = peer(units);
  return [
    {
      suite: 'sentiment',
      dataset,
      measure,
      value: ours(units),
      unit: 'ratio',
      better: 'higher',
      n: units.length,
      interval: bootstrapInterval(units, ours),
      baseline,
      floor: floor ?? baseline,
      aim: aim ?? baseline + 0.1,
      profile,
    },
  ];
}
