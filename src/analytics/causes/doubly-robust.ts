import { z95 } from '../statistics/normal.ts';
import type { Estimate } from './effect-intervals.ts';
import { fitLogistic, predictLogistic } from './fit-logistic.ts';

/** One contact: whether it had the exposure and the outcome, and what else may explain it. */
export interface AdjustedRow {
  readonly exposed: boolean;
  readonly outcome: 0 | 1;
  /** Contacts of one customer are not independent. */
  readonly cluster: string;
  /** Values of what is adjusted for, in one order for all rows. */
  readonly confounders: readonly string[];
}

export interface DoublyRobust {
  /** Difference of the outcome's rate with and without the exposure, as if both had the same contacts. */
  readonly difference: Estimate;
  /** Part of contacts whose chance of the exposure was held inside the limits, for want of comparable ones. */
  readonly trimmed: number;
}

const fewestRows = 1000;
const folds = 5;
/** Contacts that nearly always or never have the exposure would weigh more than fifty. */
const limits = [0.02, 0.98] as const;
/** Rarer values of a confounder stand together. */
const mostValues = 15;
const fewestOfValue = 20;

/**
 * Augmented inverse probability weighting with cross-fitting: right when either the model of the exposure or that of the outcome is
 * (Robins, Rotnitzky and Zhao 1994; Chernozhukov et al. 2018). Null below a thousand contacts, or without enough of both kinds.
 */
export function doublyRobust(rows: readonly AdjustedRow[]): DoublyRobust | null {
  const exposed = rows.filter((row) => row.exposed).length;
  if (rows.length < fewestRows || Math.min(exposed, rows.length - exposed) < fewestOfValue * folds) return null;
  const columns = columnsOf(rows);
  const fold = (row: AdjustedRow) => hash(row.cluster) % folds;
  const scores: number[] = [];
  let trimmed = 0;
  for (let held = 0; held < folds; held++) {
    const models = fitModels(
      rows.filter((row) => fold(row) !== held),
      columns,
    );
    for (const [index, row] of rows.entries()) {
      if (fold(row) !== held) continue;
      const { score, wasTrimmed } = scoreOf(row, models, columns(row));
      scores[index] = score;
      if (wasTrimmed) trimmed++;
    }
  }
  return { difference: meanOf(scores, rows), trimmed: trimmed / rows.length };
}

interface Models {
  readonly exposure: readonly number[];
  readonly withIt: readonly number[];
  readonly without: readonly number[];
}

function fitModels(rows: readonly AdjustedRow[], columns: (row: AdjustedRow) => readonly number[]): Models {
  const fit = (some: readonly AdjustedRow[], of: (row: AdjustedRow) => number) => fitLogistic(some.map(columns), some.map(of));
  return {
    exposure: fit(rows, ({ exposed }) => Number(exposed)),
    withIt: fit(
      rows.filter(({ exposed }) => exposed),
      ({ outcome }) => outcome,
    ),
    without: fit(
      rows.filter(({ exposed }) => !exposed),
      ({ outcome }) => outcome,
    ),
  };
}

function scoreOf({ exposed, outcome }: AdjustedRow, models: Models, values: readonly number[]): { score: number; wasTrimmed: boolean } {
  const chance = predictLogistic(models.exposure, values);
  const e = Math.min(limits[1], Math.max(limits[0], chance));
  const [one, zero] = [predictLogistic(models.withIt, values), predictLogistic(models.without, values)];
  const score = one - zero + (exposed ? (outcome - one) / e : -(outcome - zero) / (1 - e));
  return { score, wasTrimmed: e !== chance };
}

/** A column for the level, and one for each value but the most frequent of each confounder. */
function columnsOf(rows: readonly AdjustedRow[]): (row: AdjustedRow) => readonly number[] {
  const values = (rows[0]?.confounders ?? []).map((_, place) => {
    const groups = [...Map.groupBy(rows, ({ confounders }) => confounders[place] ?? '')].map(([value, { length }]) => ({ value, length }));
    const frequent = groups.filter(({ length }) => length >= fewestOfValue).sort((a, b) => b.length - a.length);
    return frequent.slice(1, mostValues + 1).map(({ value }) => value);
  });
  return ({ confounders }) => [1, ...values.flatMap((known, place) => known.map((value) => Number(confounders[place] === value)))];
}

function meanOf(scores: readonly number[], rows: readonly AdjustedRow[]): Estimate {
  const n = scores.length;
  const value = scores.reduce((sum, score) => sum + score, 0) / n;
  const clusters = new Map<string, number>();
  for (const [index, { cluster }] of rows.entries()) clusters.set(cluster, (clusters.get(cluster) ?? 0) + (scores[index] ?? 0) - value);
  const squares = [...clusters.values()].reduce((sum, each) => sum + each * each, 0);
  const width = (z95 * Math.sqrt((squares * clusters.size) / Math.max(1, clusters.size - 1))) / n;
  return { value, interval: [value - width, value + width] };
}

/** FNV-1a, so that a customer is always in the same fold. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return (state ^ (state >>> 15)) >>> 0;
}
