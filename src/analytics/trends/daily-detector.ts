import { countUpperTail } from '../statistics/distributions.ts';
import { type DailyCounts, type Expectation, expectationOf } from './expectation.ts';

/** How much it takes before a rise is told. Each was fixed by simulation: see `evaluation/suites/simulation.ts`. */
export interface Tier {
  /** Allowance per day, in standard deviations. */
  readonly k: number;
  /** Sum of the excesses that alarms. */
  readonly h: number;
  /** Tail probability of one day that alarms at once. */
  readonly fast: number;
}

/** Told to people: about one false episode a year per 1,000 series (suite `simulation`). */
export const alertTier: Tier = { k: 1, h: 11, fast: 1e-10 };
/** A run of days on which a series was above what was to be expected. Days are indexes into the series. */
export interface Episode {
  /** First day of the excess that led to the alarm. */
  readonly since: number;
  readonly alarmDay: number;
  /** Last day of the episode so far. */
  readonly lastDay: number;
  /** Sums over the days from `since` to `lastDay`. */
  readonly observed: number;
  readonly expected: number;
}

const largestResidual = 5;
const smallestMean = 0.5;
const quietDays = 7;
const recentDays = 3;
const fewestRecent = 5;
const fewestFast = 8;

interface Run {
  sum: number;
  since: number;
  observed: number;
  expected: number;
}

/**
 * Rises of one series: a winsorised CUSUM of standardised residuals, and a fast path for a day that stands out alone (Fricker
 * 2008: CUSUM on residuals beats EARS). An episode lasts until seven days have been quiet, so that going on is not new.
 */
export function detectRises(series: DailyCounts, tier: Tier = alertTier): Episode[] {
  const episodes: Episode[] = [];
  let run: Run = { sum: 0, since: 0, observed: 0, expected: 0 };
  let open: { episode: Episode; quiet: number } | null = null;
  for (let day = 0; day < series.volume.length; day++) {
    const expectation = expectationOf(series, day);
    if (expectation === null) continue;
    const count = series.counts[day] ?? 0;
    run = advance(run, { day, count, expectation, tier });
    const alarmed = isAlarm(series, { day, count, expectation, tier, sum: run.sum });
    if (open !== null) {
      open = { episode: extend(open.episode, { day, count, expectation, alarmed }), quiet: alarmed ? 0 : open.quiet + 1 };
      episodes[episodes.length - 1] = open.episode;
      if (open.quiet >= quietDays) open = null;
    } else if (alarmed) {
      const since = run.sum > 0 ? run.since : day;
      const sums = run.sum > 0 ? run : { observed: count, expected: expectation.mean };
      open = { episode: { since, alarmDay: day, lastDay: day, observed: sums.observed, expected: sums.expected }, quiet: 0 };
      episodes.push(open.episode);
    }
  }
  return episodes;
}

interface Day {
  readonly day: number;
  readonly count: number;
  readonly expectation: Expectation;
}

function advance(run: Run, { day, count, expectation, tier }: Day & { readonly tier: Tier }): Run {
  const residual = (count - Math.max(expectation.mean, smallestMean)) / Math.sqrt(expectation.variance);
  const sum = Math.min(tier.h + 4, Math.max(0, run.sum + Math.min(residual, largestResidual) - tier.k));
  if (sum === 0) return { sum, since: day + 1, observed: 0, expected: 0 };
  return { sum, since: run.since, observed: run.observed + count, expected: run.expected + expectation.mean };
}

function isAlarm(
  series: DailyCounts,
  { day, count, expectation, tier, sum }: Day & { readonly tier: Tier; readonly sum: number },
): boolean {
  let recent = 0;
  for (let at = Math.max(0, day - recentDays + 1); at <= day; at++) recent += series.counts[at] ?? 0;
  if (recent < fewestRecent) return false;
  if (sum > tier.h) return true;
  const mean = Math.max(expectation.mean, smallestMean);
  return count >= fewestFast && count > 2 * mean && countUpperTail(count, { mean, variance: expectation.variance }) < tier.fast;
}

function extend(episode: Episode, { day, count, expectation, alarmed }: Day & { readonly alarmed: boolean }): Episode {
  if (!alarmed) return episode;
  return {
    ...episode,
    lastDay: day,
    observed: episode.observed + count,
    expected: episode.expected + expectation.mean,
  };
}
