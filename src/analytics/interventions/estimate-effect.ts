import library from 'jstat';
import type { Interval } from '../statistics/normal.ts';

const { jStat } = library;

/** A value of each week, counted from the intervention: week 0 begins on its day. */
export interface WeeklyValue {
  readonly week: number;
  readonly value: number;
}

export interface EffectEstimate {
  readonly value: number;
  readonly interval: Interval;
  /** Two-sided, against no effect. */
  readonly p: number;
  readonly weeksBefore: number;
  readonly weeksAfter: number;
}

/** With fewer weeks a spread between weeks cannot be told. */
export const fewestWeeks = { before: 4, after: 2, trendBefore: 8, trendAfter: 3 } as const;

/**
 * How the difference between two groups changed on a day. Weeks are the clusters: contacts of one week share whatever happened in it, so the
 * spread is measured between weeks, and neighbouring weeks that resemble each other count as fewer (Bertrand, Duflo and Mullainathan 2004).
 */
export function differenceInDifferences(treated: readonly WeeklyValue[], comparison: readonly WeeklyValue[]): EffectEstimate | null {
  const other = new Map(comparison.map(({ week, value }) => [week, value]));
  const differences = treated.flatMap(({ week, value }) => (other.has(week) ? [{ week, value: value - (other.get(week) ?? 0) }] : []));
  if (!enough(differences, fewestWeeks.before, fewestWeeks.after)) return null;
  return stepEstimate(differences, (week) => [1, week >= 0 ? 1 : 0]);
}

/** How a series that had a level and a trend jumped on a day, when there is nothing to compare with (segmented regression; Wagner et al. 2002). */
export function interruptedSeries(series: readonly WeeklyValue[], at = 0): EffectEstimate | null {
  const shifted = series.map(({ week, value }) => ({ week: week - at, value }));
  if (!enough(shifted, fewestWeeks.trendBefore, fewestWeeks.trendAfter)) return null;
  return stepEstimate(shifted, (week) => [1, week >= 0 ? 1 : 0, week]);
}

/** Whether two groups moved alike before: the trend of their difference, per week. */
export function parallelTrend(
  treated: readonly WeeklyValue[],
  comparison: readonly WeeklyValue[],
): { readonly slope: number; readonly p: number } | null {
  const other = new Map(comparison.map(({ week, value }) => [week, value]));
  const before = treated.flatMap(({ week, value }) =>
    week < 0 && other.has(week) ? [{ week, value: value - (other.get(week) ?? 0) }] : [],
  );
  if (before.length < 5) return null;
  const estimate = stepEstimate(before, (week) => [1, week], 1);
  return estimate && { slope: estimate.value, p: estimate.p };
}

export interface Placebos {
  /** Days in the past on which nothing was done. */
  readonly dates: number;
  /** On how many of them an effect would have been told. */
  readonly told: number;
  /** How rarely a jump as clear as this one comes on such a day. */
  readonly p: number;
}

/** The same estimate on weeks before the intervention, on which nothing was done: what it finds there, it finds by chance. */
export function placeboDates(series: readonly WeeklyValue[], estimate: EffectEstimate): Placebos | null {
  const before = series.filter(({ week }) => week < 0);
  const clearness = ({ value, interval }: EffectEstimate) => Math.abs(value) / Math.max(1e-12, interval[1] - interval[0]);
  const found = before.flatMap(({ week }) => interruptedSeries(before, week) ?? []);
  if (found.length < 3) return null;
  const told = found.filter(({ interval }) => interval[0] > 0 || interval[1] < 0).length;
  const asClear = found.filter((placebo) => clearness(placebo) >= clearness(estimate)).length;
  return { dates: found.length, told, p: (1 + asClear) / (1 + found.length) };
}

function enough(series: readonly WeeklyValue[], before: number, after: number): boolean {
  return series.filter(({ week }) => week < 0).length >= before && series.filter(({ week }) => week >= 0).length >= after;
}

/** Least squares; the coefficient at `of` with its interval. Residuals that follow each other widen it and take degrees of freedom. */
function stepEstimate(series: readonly WeeklyValue[], designOf: (week: number) => number[], of = 1): EffectEstimate | null {
  const ordered = series.toSorted((a, b) => a.week - b.week);
  const design = ordered.map(({ week }) => designOf(week));
  const width = design[0]?.length ?? 0;
  const inverse = invert(gram(design, width));
  if (inverse === null) return null;
  const moments = Array.from({ length: width }, (_, column) =>
    design.reduce((sum, row, index) => sum + (row[column] ?? 0) * (ordered[index]?.value ?? 0), 0),
  );
  const fitted = inverse.map((row) => row.reduce((sum, cell, column) => sum + cell * (moments[column] ?? 0), 0));
  const residuals = design.map(
    (row, index) => (ordered[index]?.value ?? 0) - row.reduce((sum, cell, column) => sum + cell * (fitted[column] ?? 0), 0),
  );
  const squares = residuals.reduce((sum, each) => sum + each * each, 0);
  const freedom = ordered.length - width;
  const echo = serialCorrelation(residuals, squares, width);
  const inflation = (1 + echo) / (1 - echo);
  const spread = Math.sqrt((squares / freedom) * (inverse[of]?.[of] ?? 0) * inflation);
  const value = fitted[of] ?? 0;
  const effectiveFreedom = Math.max(2, freedom / inflation);
  const reach = jStat.studentt.inv(0.975, effectiveFreedom) * spread;
  const p = spread === 0 ? (value === 0 ? 1 : 0) : 2 * (1 - jStat.studentt.cdf(Math.abs(value) / spread, effectiveFreedom));
  const weeksBefore = ordered.filter(({ week }) => week < 0).length;
  return { value, interval: [value - reach, value + reach], p, weeksBefore, weeksAfter: ordered.length - weeksBefore };
}

/** Correlation of neighbouring residuals, 0…0.7. A fit takes some of it away: about one for each fitted coefficient in as many weeks, given back here. */
function serialCorrelation(residuals: readonly number[], squares: number, width: number): number {
  if (squares === 0) return 0;
  const products = residuals.slice(1).reduce((sum, each, index) => sum + each * (residuals[index] ?? 0), 0);
  return Math.min(0.7, Math.max(0, products / squares + width / residuals.length));
}

function gram(design: readonly (readonly number[])[], width: number): number[][] {
  return Array.from({ length: width }, (_, row) =>
    Array.from({ length: width }, (_, column) => design.reduce((sum, each) => sum + (each[row] ?? 0) * (each[column] ?? 0), 0)),
  );
}

/** Gauss and Jordan, with pivots; null when it cannot be inverted. At most three by three. */
function invert(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const rows = matrix.map((row, index) => [...row, ...Array.from({ length: size }, (_, column) => (column === index ? 1 : 0))]);
  for (let column = 0; column < size; column += 1) {
    const pivot = rows
      .slice(column)
      .reduce((best, row, index) => (Math.abs(row[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0) ? column + index : best), column);
    const [own, best] = [rows[column], rows[pivot]];
    if (!own || !best || Math.abs(best[column] ?? 0) < 1e-12) return null;
    [rows[column], rows[pivot]] = [best, own];
    const scale = best[column] ?? 1;
    const normal = best.map((cell) => cell / scale);
    rows[column] = normal;
    for (const [index, row] of rows.entries()) {
      if (index === column) continue;
      const factor = row[column] ?? 0;
      rows[index] = row.map((cell, place) => cell - factor * (normal[place] ?? 0));
    }
  }
  return rows.map((row) => row.slice(size));
}
