import { alertTier, detectRises } from '../../src/analytics/trends/daily-detector.ts';
import { type Draws, drawsOf } from './random-draws.ts';

const seriesCount = 1000;
const days = 365;
const planted = 80;
const plantedDays = 14;
const multipliers = [2, 3, 5];
const weekdays = [1.2, 1.1, 1, 1, 0.95, 0.5, 0.35];

export interface DetectorResult {
  readonly episodes: number;
  readonly falseEpisodes: number;
  /** Tripled series of at least ten a day: whether each was told within seven days. */
  readonly triples: readonly boolean[];
}

interface PlantedRise {
  readonly start: number;
  readonly multiplier: number;
  readonly base: number;
}

/**
 * A year of a thousand series: log-normal base rates (median 6 a day), weekday profile with noise of each series' own, slow drift,
 * days that are busy for all, over-dispersion; eighty of them rise for two weeks.
 */
export function judgeDetector(seed: number): DetectorResult {
  const draws = drawsOf(seed);
  const shocks = Array.from({ length: days }, () => Math.exp(0.1 * draws.normal()));
  const series = Array.from({ length: seriesCount }, (_, number) =>
    makeSeries(draws, { shocks, rise: number < planted ? riseOf(draws, number) : null }),
  );
  const volume = Array.from({ length: days }, (_, day) => series.reduce((sum, { counts }) => sum + (counts[day] ?? 0), 0));
  const told = series.map(({ counts, rise }) => ({ rise, episodes: detectRises({ counts, volume, firstWeekday: 0 }, alertTier) }));
  const isFalse = (alarmDay: number, rise: PlantedRise | null) =>
    rise === null || alarmDay < rise.start - 1 || alarmDay >= rise.start + plantedDays + 7;
  const triples = told.filter(({ rise }) => rise !== null && rise.multiplier === 3 && rise.base >= 10);
  return {
    episodes: told.reduce((sum, { episodes }) => sum + episodes.length, 0),
    falseEpisodes: told.reduce((sum, { rise, episodes }) => sum + episodes.filter(({ alarmDay }) => isFalse(alarmDay, rise)).length, 0),
    triples: triples.map(({ rise, episodes }) =>
      episodes.some(({ alarmDay }) => rise !== null && alarmDay >= rise.start && alarmDay < rise.start + 7),
    ),
  };
}

function riseOf(draws: Draws, number: number): PlantedRise {
  const base = Math.exp(Math.log(6) + draws.normal());
  return { start: 90 + Math.floor(draws.uniform() * 250), multiplier: multipliers[number % multipliers.length] ?? 3, base };
}

function makeSeries(draws: Draws, { shocks, rise }: { readonly shocks: readonly number[]; readonly rise: PlantedRise | null }) {
  const base = rise?.base ?? Math.exp(Math.log(6) + draws.normal());
  const dispersion = 1 - 0.5 * Math.log(1 - draws.uniform());
  const drift = (0.1 * draws.normal()) / 180;
  const profile = weekdays.map((weight) => weight * Math.exp(0.05 * draws.normal()));
  const counts = shocks.map((shock, day) => {
    const lifted = rise !== null && day >= rise.start && day < rise.start + plantedDays ? rise.multiplier : 1;
    return draws.negativeBinomial(base * (profile[day % 7] ?? 1) * shock * Math.exp(drift * day) * lifted, dispersion);
  });
  return { counts, rise };
}
