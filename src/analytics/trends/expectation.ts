/**
 * What to expect of a series on one day, from the days before: its rate per unit of overall volume, its weekdays, and how
 * much it scatters. Follows Farrington et al. 1996 in weighing past outbreaks down, and Noufaily et al. 2013 in the rest.
 */
export interface Expectation {
  readonly mean: number;
  /** Of a prediction: scatter, the estimate's own error, and drift that the model does not know. */
  readonly variance: number;
}

/** Counts per day, oldest first, all of one length; the last day's index is `volume.length − 1`. */
export interface DailyCounts {
  readonly counts: ArrayLike<number>;
  /** All contacts of each day: a busy Monday is not a rise of everything. */
  readonly volume: ArrayLike<number>;
  /** Weekday of the first day, Monday 0. */
  readonly firstWeekday: number;
}

const historyDays = 56;
/** Yesterday and the day before may already be part of what is to be noticed. */
const guardDays = 2;
/** Shorter histories say nothing. */
export const minimumHistoryDays = 21;
const halfLifeDays = 28;
const weekdayPrior = 30;
/** Standardised residual from which a past day counts less (99.5 % of a normal distribution). */
const outbreakResidual = 2.58;
const reweighings = 3;
/** Scatter is shrunk towards 1.5 as if 20 more days had shown that. */
const dispersionPrior = { days: 20, value: 1.5 };
const dataDays = 40;
/** Unmodelled drift of about 6 % of the mean. */
const driftVariance = 0.004;
const smallestMean = 0.5;

interface Fit {
  rate: number;
  readonly weekdays: Float64Array;
  dispersion: number;
  effectiveDays: number;
}

/** The expectation of `day` from the days before it, or null while there are too few. */
export function expectationOf(series: DailyCounts, day: number): Expectation | null {
  const last = day - guardDays;
  const first = Math.max(0, last - historyDays);
  if (last - first < minimumHistoryDays) return null;
  const meanVolume = sumOf(series.volume, first, last) / (last - first);
  if (meanVolume === 0) return null;
  const fit = fitHistory(series, { first, last, meanVolume });
  const offset = (series.volume[day] ?? 0) / meanVolume;
  const mean = fit.rate * offset * (fit.weekdays[weekdayOf(series, day)] ?? 1);
  const floored = Math.max(mean, smallestMean);
  return { mean, variance: floored * fit.dispersion * (1 + 1 / fit.effectiveDays) + driftVariance * floored * floored };
}

interface Window {
  readonly first: number;
  readonly last: number;
  readonly meanVolume: number;
}

const weights = new Float64Array(historyDays);
const expected = new Float64Array(historyDays);

/** Rate, weekdays and scatter, weighing days down that stood out; one pass per reweighing. */
function fitHistory(series: DailyCounts, window: Window): Fit {
  const { first, last } = window;
  for (let day = first; day < last; day++) weights[day - first] = 0.5 ** ((last - 1 - day) / halfLifeDays);
  const fit: Fit = { rate: 0, weekdays: new Float64Array(7).fill(1), dispersion: 1, effectiveDays: 1 };
  for (let pass = 0; pass < reweighings; pass++) {
    fitRate(series, { window, fit });
    fitWeekdays(series, { window, fit });
    fitDispersion(series, { window, fit });
    if (pass < reweighings - 1) weighOutbreaksDown(series, { window, fit });
  }
  return fit;
}

interface Fitting {
  readonly window: Window;
  readonly fit: Fit;
}

function fitRate(series: DailyCounts, { window: { first, last, meanVolume }, fit }: Fitting): void {
  let [seen, exposure] = [0.5, 1];
  for (let day = first; day < last; day++) {
    const weight = weights[day - first] ?? 0;
    seen += weight * (series.counts[day] ?? 0);
    exposure += (weight * (series.volume[day] ?? 0) * (fit.weekdays[weekdayOf(series, day)] ?? 1)) / meanVolume;
  }
  fit.rate = seen / exposure;
}

function fitWeekdays(series: DailyCounts, { window: { first, last, meanVolume }, fit }: Fitting): void {
  const seen = new Float64Array(7).fill(weekdayPrior);
  const modelled = new Float64Array(7).fill(weekdayPrior);
  for (let day = first; day < last; day++) {
    const weight = weights[day - first] ?? 0;
    const weekday = weekdayOf(series, day);
    seen[weekday] = (seen[weekday] ?? 0) + weight * (series.counts[day] ?? 0);
    modelled[weekday] = (modelled[weekday] ?? 0) + (weight * fit.rate * (series.volume[day] ?? 0)) / meanVolume;
  }
  for (let weekday = 0; weekday < 7; weekday++) fit.weekdays[weekday] = (seen[weekday] ?? 1) / (modelled[weekday] ?? 1);
}

/** Weighted Pearson χ² over its degrees of freedom, shrunk. */
function fitDispersion(series: DailyCounts, { window: { first, last, meanVolume }, fit }: Fitting): void {
  let [chiSquare, total, squares] = [0, 0, 0];
  for (let day = first; day < last; day++) {
    const weight = weights[day - first] ?? 0;
    const mean = Math.max(1e-9, (fit.rate * (fit.weekdays[weekdayOf(series, day)] ?? 1) * (series.volume[day] ?? 0)) / meanVolume);
    expected[day - first] = mean;
    if (mean > 1e-6) chiSquare += (weight * ((series.counts[day] ?? 0) - mean) ** 2) / Math.max(mean, smallestMean);
    total += weight;
    squares += weight * weight;
  }
  fit.effectiveDays = Math.max(1, (total * total) / squares);
  const freedom = Math.max(1, total * (1 - 7 / (last - first)));
  const { days, value } = dispersionPrior;
  fit.dispersion = Math.max(1, (dataDays * (chiSquare / freedom) + days * value) / (dataDays + days));
}

function weighOutbreaksDown(series: DailyCounts, { window: { first, last }, fit }: Fitting): void {
  for (let day = first; day < last; day++) {
    const mean = Math.max(expected[day - first] ?? 0, smallestMean);
    const residual = ((series.counts[day] ?? 0) - mean) / Math.sqrt(mean * fit.dispersion);
    const age = 0.5 ** ((last - 1 - day) / halfLifeDays);
    weights[day - first] = residual > outbreakResidual ? age * (outbreakResidual / residual) ** 2 : age;
  }
}

function weekdayOf({ firstWeekday }: DailyCounts, day: number): number {
  return (firstWeekday + day) % 7;
}

function sumOf(values: ArrayLike<number>, first: number, last: number): number {
  let sum = 0;
  for (let index = first; index < last; index++) sum += values[index] ?? 0;
  return sum;
}
