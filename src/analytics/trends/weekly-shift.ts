import { normalUpperTail } from '../statistics/distributions.ts';
import { type Interval, z95 } from '../statistics/normal.ts';

/**
 * One series by week: of how many (`exposure`) how many had it (`events`). Volume: contacts of a driver among all contacts.
 * Rate: negative contacts among a driver's, disclosures said among those owed.
 */
export interface WeeklySeries {
  readonly kind: 'volume' | 'rate';
  readonly events: ArrayLike<number>;
  readonly exposure: ArrayLike<number>;
}

/** The series went over to another level, some weeks before the end. */
export interface Shift {
  readonly direction: 'up' | 'down';
  /** First week of the new level. */
  readonly since: number;
  /** Share of events in exposure before and since. */
  readonly before: number;
  readonly after: number;
  readonly events: number;
  readonly expected: number;
  /** Standard normal under no change, for the best of the windows tried. */
  readonly z: number;
  /** Two-sided, for all windows tried. */
  readonly p: number;
  /** Ratio of the levels with its interval; of volume it is a ratio of shares, so overall growth is no rise. */
  readonly ratio: number;
  readonly interval: Interval;
}

/** A shift must have lasted three weeks, so that neither a spike nor one turn of a monthly cycle is one. */
const shortestWeeks = 3;
const longestWeeks = 12;
const fewestWeeksBefore = 6;
/** Weekly scatter is shrunk towards this value as if that many more weeks had shown it. */
const dispersionPrior = { weeks: 6, value: 1.15 };
/** Weeks that stand out this far count as this far: a one-day spike must not make a level. */
const outlierResidual = 3;

/** The most convincing change of level up to `end` (exclusive), or null while there is too little to compare. */
export function findShift(series: WeeklySeries, end: number): Shift | null {
  const tamed: WeeklySeries = { ...series, events: tameOutliers(series, end) };
  let best: Shift | null = null;
  let windows = 0;
  for (let weeks = shortestWeeks; weeks <= longestWeeks && end - weeks >= fewestWeeksBefore; weeks++) {
    windows++;
    const shift = compareLevels(tamed, { since: end - weeks, end });
    if (shift !== null && (best === null || Math.abs(shift.z) > Math.abs(best.z))) best = shift;
  }
  // Neighbouring windows are nearly the same test: their number counts by its square root, a rule of thumb.
  return best && { ...best, p: Math.min(1, 2 * normalUpperTail(Math.abs(best.z)) * Math.sqrt(windows)) };
}

interface Split {
  readonly since: number;
  readonly end: number;
}

function compareLevels(series: WeeklySeries, { since, end }: Split): Shift | null {
  const before = levelOf(series, 0, since);
  const after = levelOf(series, since, end);
  if (before.exposure === 0 || after.exposure === 0 || before.events + after.events < 8) return null;
  const dispersion = dispersionOf(series, { since, end });
  const logRatio = Math.log((after.events + 0.5) / (after.exposure + 0.5)) - Math.log((before.events + 0.5) / (before.exposure + 0.5));
  const likelihood = series.kind === 'rate' ? binomialRatio(before, after) : poissonRatio(before, after);
  const z = Math.sign(logRatio) * Math.sqrt((2 * Math.max(0, likelihood)) / dispersion);
  const spread = z95 * Math.sqrt(dispersion * (1 / (before.events + 0.5) + 1 / (after.events + 0.5)));
  const level = before.events / before.exposure;
  return {
    direction: logRatio > 0 ? 'up' : 'down',
    since,
    before: level,
    after: after.events / after.exposure,
    events: after.events,
    expected: level * after.exposure,
    z,
    p: 1,
    ratio: Math.exp(logRatio),
    interval: [Math.exp(logRatio - spread), Math.exp(logRatio + spread)],
  };
}

interface Level {
  readonly events: number;
  readonly exposure: number;
}

function levelOf({ events, exposure }: WeeklySeries, from: number, to: number): Level {
  let [seen, of] = [0, 0];
  for (let week = from; week < to; week++) {
    seen += events[week] ?? 0;
    of += exposure[week] ?? 0;
  }
  return { events: seen, exposure: of };
}

/** Log likelihood of two Poisson rates over that of one. */
function poissonRatio(a: Level, b: Level): number {
  const rate = (a.events + b.events) / (a.exposure + b.exposure);
  return term(a.events, rate * a.exposure) + term(b.events, rate * b.exposure);
}

/** Log likelihood of two binomial shares over that of one. */
function binomialRatio(a: Level, b: Level): number {
  const misses = ({ events, exposure }: Level): Level => ({ events: Math.max(0, exposure - events), exposure });
  return poissonRatio(a, b) + poissonRatio(misses(a), misses(b));
}

function term(seen: number, expected: number): number {
  return seen <= 0 || expected <= 0 ? 0 : seen * Math.log(seen / expected);
}

/** Pearson χ² of the weeks around their own level, over its degrees of freedom, shrunk; never below one. */
function dispersionOf(series: WeeklySeries, { since, end }: Split): number {
  let chiSquare = 0;
  for (const [from, to] of [
    [0, since],
    [since, end],
  ] as const) {
    const { events, exposure } = levelOf(series, from, to);
    for (let week = from; week < to; week++) chiSquare += residualOf(series, { week, level: exposure === 0 ? 0 : events / exposure }) ** 2;
  }
  const { weeks, value } = dispersionPrior;
  return Math.max(1, (chiSquare + weeks * value) / (end - 2 + weeks));
}

function residualOf({ kind, events, exposure }: WeeklySeries, { week, level }: { readonly week: number; readonly level: number }): number {
  const expected = level * (exposure[week] ?? 0);
  if (expected <= 0) return 0;
  return ((events[week] ?? 0) - expected) / Math.sqrt(expected * (kind === 'rate' ? Math.max(0.05, 1 - level) : 1));
}

/** Weeks far above their neighbours' median level are cut back to three standard deviations above it. */
function tameOutliers(series: WeeklySeries, end: number): Float64Array {
  const tamed = Float64Array.from({ length: end }, (_, week) => series.events[week] ?? 0);
  if (series.kind === 'rate') return tamed;
  for (let week = 0; week < end; week++) {
    const around = neighbourLevel(series, week, end);
    const expected = around * (series.exposure[week] ?? 0);
    const ceiling = expected + outlierResidual * Math.sqrt(Math.max(1, expected));
    if ((tamed[week] ?? 0) > ceiling) tamed[week] = ceiling;
  }
  return tamed;
}

/** Median share of the two weeks before and after; a rise that stays has neighbours as high as itself. */
function neighbourLevel({ events, exposure }: WeeklySeries, week: number, end: number): number {
  const shares: number[] = [];
  for (let at = Math.max(0, week - 2); at <= Math.min(end - 1, week + 2); at++) {
    if (at !== week && (exposure[at] ?? 0) > 0) shares.push((events[at] ?? 0) / (exposure[at] ?? 1));
  }
  shares.sort((a, b) => a - b);
  const middle = shares.length >> 1;
  if (shares.length === 0) return Number.POSITIVE_INFINITY;
  return shares.length % 2 === 1 ? (shares[middle] ?? 0) : ((shares[middle - 1] ?? 0) + (shares[middle] ?? 0)) / 2;
}
