import type { SummarySentence, SummarySlot } from '../../domain/understanding.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Analyser, Document } from '../analyser.ts';
import { compileCues, findCues } from '../cues/find-cues.ts';
import definitions from './cues.json' with { type: 'json' };
import { centrality, likeness, substance, type WordVector, wordVectors } from './rank-sentences.ts';
import { type Sentence, splitSentences } from './split-sentences.ts';

const cues = {
  issue: compileCues(definitions.issue),
  action: compileCues(definitions.action),
  resolution: compileCues(definitions.resolution),
  'next-step': compileCues(definitions['next-step']),
  filler: compileCues(definitions.filler),
} as const;

interface SlotPlan {
  readonly slot: SummarySlot;
  readonly side: 'asks' | 'answers' | 'either';
  readonly cue: keyof typeof cues;
  /** Prior by where the sentence's turn stands among its side's turns, 0 first … 1 last. */
  readonly position: (share: number) => number;
  readonly least: number;
  /** Nothing but words that say so makes a sentence an outcome or a next step. */
  readonly cueNeeded?: boolean;
}

const early = (share: number) => 1 - share;
const late = (share: number) => share;

/** In the order they are filled; a slot that no sentence fits stays empty. */
const plans: readonly SlotPlan[] = [
  { slot: 'issue', side: 'asks', cue: 'issue', position: (share) => (1 - share) ** 2, least: 0 },
  { slot: 'action', side: 'answers', cue: 'action', position: early, least: 0.3 },
  { slot: 'next-step', side: 'answers', cue: 'next-step', position: late, least: 0.45, cueNeeded: true },
  { slot: 'context', side: 'asks', cue: 'issue', position: early, least: 0.35 },
  { slot: 'resolution', side: 'either', cue: 'resolution', position: late, least: 0.5, cueNeeded: true },
];

/** Where nobody serves anybody, or the roles are not known, there are no actions or outcomes to tell: the five most central sentences. */
const unsidedPlans: readonly SlotPlan[] = (['issue', 'context', 'context', 'context', 'context'] as const).map((slot) => {
  return { slot, side: 'either', cue: 'issue', position: early, least: 0 };
});

/** Parts of a sentence's score; they add up to 1. After the design of extractive slots: what it does, how central it is, where it stands, how much it says. */
const sidedWeights = { cue: 0.35, centrality: 0.2, position: 0.25, substance: 0.2 };
const unsidedWeights = { cue: 0, centrality: 0.45, position: 0.2, substance: 0.35 };
const courtesyPenalty = 0.35;
/** Maximal marginal relevance: what a sentence repeats of those chosen counts against it. */
const repetitionPenalty = 0.5;
const asking: ReadonlySet<Role> = new Set(['customer', 'unknown', 'third-party']);

/** Extractive: every sentence stands in the conversation, with its turn and place. No model writes anything. */
export const summaryAnalyser: Analyser = {
  name: 'summary',
  version: 'summary-1',
  languages: ['en'],
  needs: [],
  adds: ['summary'],
  analyse(document) {
    return { parts: { summary: summarise(document.turns) } };
  },
};

export function summarise(turns: Document['turns']): SummarySentence[] {
  const sentences = splitSentences(turns);
  const vectors = wordVectors(sentences);
  const central = centrality(vectors);
  const courteous = sentences.map(({ turn, text }) => findCues(cues.filler, turn, text).length > 0);
  const chosen: { readonly at: number; readonly sentence: SummarySentence }[] = [];
  const hasSides = sentences.some(({ role }) => !asking.has(role)) && sentences.some(({ role }) => asking.has(role));
  for (const plan of hasSides ? plans : unsidedPlans) {
    const best = bestFor(plan, {
      weights: hasSides ? sidedWeights : unsidedWeights,
      sentences,
      vectors,
      central,
      courteous,
      chosen: chosen.map(({ at }) => at),
    });
    const sentence = best && sentences[best.at];
    if (!best || !sentence || best.score < plan.least) continue;
    const { turn, start, end, role, text } = sentence;
    chosen.push({ at: best.at, sentence: { turn, start, end, role, text, slot: plan.slot, why: best.why } });
  }
  return chosen.toSorted((a, b) => a.at - b.at).map(({ sentence }) => sentence);
}

interface Field {
  readonly weights: typeof sidedWeights;
  readonly sentences: readonly Sentence[];
  readonly vectors: readonly WordVector[];
  readonly central: Float64Array;
  readonly courteous: readonly boolean[];
  readonly chosen: readonly number[];
}

function bestFor(plan: SlotPlan, { weights, sentences, vectors, central, courteous, chosen }: Field) {
  let best: { at: number; score: number; why: string } | null = null;
  for (const [at, sentence] of sentences.entries()) {
    if (chosen.includes(at) || !fits(plan, sentence.role)) continue;
    const found = weights.cue > 0 ? findCues(cues[plan.cue], sentence.turn, sentence.text) : [];
    const courtesy = courteous[at] ? courtesyPenalty : 0;
    if (plan.cueNeeded && found.length === 0) continue;
    const own = vectors[at] ?? new Map();
    const repeated = Math.max(0, ...chosen.map((other) => likeness(own, vectors[other] ?? new Map())));
    const score =
      weights.cue * (found[0]?.weight ?? 0) +
      weights.centrality * (central[at] ?? 0) +
      weights.position * plan.position(sentence.share) +
      weights.substance * substance(sentence) -
      courtesy * (1 - substance(sentence)) -
      repetitionPenalty * repeated;
    if (best === null || score > best.score) best = { at, score, why: whyOf(found[0]?.why, central[at] ?? 0, sentence) };
  }
  return best;
}

function fits({ side }: SlotPlan, role: Role): boolean {
  return side === 'either' || asking.has(role) === (side === 'asks');
}

function whyOf(cue: string | undefined, central: number, { share }: Sentence): string {
  const place = share <= 0.25 ? 'near the beginning' : share >= 0.75 ? 'near the end' : 'in the middle';
  return [cue ?? 'no cue', place, central > 0.7 ? 'shares its words with much of the conversation' : ''].filter(Boolean).join('; ');
}
