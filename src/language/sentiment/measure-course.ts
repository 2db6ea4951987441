import type { SentimentCourse, TurnSentiment } from '../../domain/understanding.ts';
import type { Role } from '../../domain/vocabulary.ts';

/** A scored turn of one side; `words` weighs it in the mean. */
export interface ScoredTurn extends Pick<TurnSentiment, 'turn' | 'score' | 'label'> {
  readonly words: number;
}

/** Fewer scored turns than this have no course. */
const leastTurns = 3;
/** A long turn counts no more than one of this many words. */
const mostWords = 40;
const edgeShare = 0.2;
const leastEdgeTurns = 2;
const windowTurns = 3;
/** Below it a contact was clearly negative: from there one can recover. */
const clearlyNegative = -0.4;

/** The course of one side's sentiment over its turns, in their order; `insufficient` rather than a zero. */
export function measureCourse(role: Role, turns: readonly ScoredTurn[]): SentimentCourse {
  if (turns.length < leastTurns) return { role, state: 'insufficient', turns: turns.length };
  const edge = Math.max(leastEdgeTurns, Math.round(turns.length * edgeShare));
  const [start, end] = [weightedMean(turns.slice(0, edge)), weightedMean(turns.slice(-edge))];
  const low = lowestWindow(turns);
  return {
    role,
    state: 'measured',
    turns: turns.length,
    mean: round(weightedMean(turns)),
    start: round(start),
    end: round(end),
    slope: round(theilSen(turns.map(({ score }) => score))),
    lowest: round(low.mean),
    lowestTurn: low.turn,
    negativeShare: round(turns.filter(({ label }) => label === 'negative').length / turns.length),
    recovered: low.mean < clearlyNegative && end > 0,
  };
}

function weightedMean(turns: readonly ScoredTurn[]): number {
  const weight = ({ words }: ScoredTurn) => Math.max(1, Math.min(words, mostWords));
  const total = turns.reduce((sum, turn) => sum + weight(turn), 0);
  return turns.reduce((sum, turn) => sum + turn.score * weight(turn), 0) / total;
}

/** The lowest mean of three turns in a row, named by the lowest of the three. */
function lowestWindow(turns: readonly ScoredTurn[]): { mean: number; turn: number } {
  let lowest = { mean: Number.POSITIVE_INFINITY, turn: 0 };
  for (let at = 0; at + windowTurns <= turns.length; at++) {
    const window = turns.slice(at, at + windowTurns);
    const mean = window.reduce((sum, { score }) => sum + score, 0) / windowTurns;
    const worst = window.reduce((least, turn) => (turn.score < least.score ? turn : least));
    if (mean < lowest.mean) lowest = { mean, turn: worst.turn };
  }
  return lowest;
}

/** Pairs of an hour's call are too many to look at: beyond this, turns are thinned evenly. */
const mostPoints = 120;

/** Median of the slopes of all pairs (Theil 1950, Sen 1968): one angry outburst does not bend it. */
function theilSen(scores: readonly number[]): number {
  const stride = Math.max(1, Math.ceil(scores.length / mostPoints));
  const slopes: number[] = [];
  for (let i = 0; i < scores.length; i += stride) {
    for (let j = i + stride; j < scores.length; j += stride) slopes.push(((scores[j] ?? 0) - (scores[i] ?? 0)) / (j - i));
  }
  slopes.sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  return slopes.length % 2 === 1 ? (slopes[middle] ?? 0) : ((slopes[middle - 1] ?? 0) + (slopes[middle] ?? 0)) / 2;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
