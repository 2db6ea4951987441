import {
  differenceInDifferences,
  type EffectEstimate,
  interruptedSeries,
  parallelTrend,
  placeboDates,
  type WeeklyValue,
} from '../../src/analytics/interventions/estimate-effect.ts';
import { type Draws, drawsOf } from './random-draws.ts';

export interface InterventionWorld {
  readonly truth: number;
  readonly difference: EffectEstimate | null;
  readonly series: EffectEstimate | null;
  /** Share of placebo dates on which an effect would have been told. */
  readonly placeboTold: number | null;
  readonly trendHolds: boolean;
}

const weeks = { before: 26, after: 12 };

/**
 * A rate in two groups of some hundred contacts a week over 38 weeks: both share a slow trend, a shock of each week that lasts (correlation 0.4
 * from week to week), and each has one of its own (0.2); on week 0 the one jumps by the planted effect. `effect` 0 plants nothing.
 */
export function interventionWorld(seed: number, effect?: number): InterventionWorld {
  const draws = drawsOf(seed);
  const truth = effect ?? 0.12 * (draws.uniform() - 0.5);
  const base = 0.25 + 0.3 * draws.uniform();
  const trend = 0.002 * (draws.uniform() - 0.5);
  const shared = echoing(draws, { spread: 0.015, echo: 0.4 });
  const group = (jump: number, level: number): WeeklyValue[] => {
    const own = echoing(draws, { spread: 0.01, echo: 0.2 });
    const size = 150 + Math.floor(400 * draws.uniform());
    return shared.map((shock, index) => {
      const week = index - weeks.before;
      const rate = Math.min(0.98, Math.max(0.02, level + trend * week + shock + (own[index] ?? 0) + (week >= 0 ? jump : 0)));
      return { week, value: binomial(draws, size, rate) / size };
    });
  };
  const [treated, comparison] = [group(truth, base), group(0, base + 0.1 * (draws.uniform() - 0.5))];
  const series = interruptedSeries(treated);
  const placebos = series && placeboDates(treated, series);
  return {
    truth,
    difference: differenceInDifferences(treated, comparison),
    series,
    placeboTold: placebos && placebos.told / placebos.dates,
    trendHolds: (parallelTrend(treated, comparison)?.p ?? 1) >= 0.05,
  };
}

function echoing(draws: Draws, { spread, echo }: { readonly spread: number; readonly echo: number }): number[] {
  let level = spread * draws.normal();
  return Array.from({ length: weeks.before + weeks.after }, () => {
    level = echo * level + spread * Math.sqrt(1 - echo * echo) * draws.normal();
    return level;
  });
}

function binomial(draws: Draws, n: number, rate: number): number {
  let hits = 0;
  for (let index = 0; index < n; index += 1) if (draws.uniform() < rate) hits += 1;
  return hits;
}
