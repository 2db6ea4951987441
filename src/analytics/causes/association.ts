import { chiSquareUpperTail, normalUpperTail } from '../statistics/distributions.ts';
import { z95 } from '../statistics/normal.ts';
import { differenceInterval, wilsonInterval } from '../statistics/share-interval.ts';
import type { Estimate } from './effect-intervals.ts';

/** Contacts with and without something (a driver, a behaviour), and how many of each had the outcome. */
export interface TwoByTwo {
  readonly exposed: number;
  readonly exposedOutcomes: number;
  readonly unexposed: number;
  readonly unexposedOutcomes: number;
}

export interface Stratum extends TwoByTwo {
  readonly name: string;
}

export interface Association {
  readonly crude: Estimate;
  /** Difference of the two rates. */
  readonly difference: Estimate;
  /** Outcomes beyond those that the unexposed rate would give: what there is to win. */
  readonly excess: number;
  /** Mantel-Haenszel risk ratio over strata; null when no stratum has both kinds of contacts. */
  readonly adjusted: Estimate | null;
  /** p value of no association, of the adjusted ratio where there is one. */
  readonly p: number;
  /** Part of the contacts that lie in strata with both kinds: the rest says nothing about the adjusted ratio. */
  readonly overlap: number;
  /** p value of one ratio for all strata (Cochran's Q). */
  readonly heterogeneity: number;
  /** The direction is not the same everywhere, or adjusting turns it round: one number would mislead. */
  readonly directionDiffers: boolean;
  readonly strata: readonly (Stratum & { readonly ratio: number })[];
}

/** Strata with fewer contacts say nothing. */
const fewestInStratum = 10;
/** Share of contacts in strata against the main direction from which it may not be told as one. */
const mostAgainst = 0.25;
const heterogeneous = 0.05;
/** Logarithm of the ratio by which adjusting must move it to count as turned round: 5 %, below which both say “no difference”. */
const leastMove = 0.05;

/** How much more often an outcome comes with something than without it: crude, and within strata of what else differs. */
export function associate(strata: readonly Stratum[]): Association {
  const whole = strata.reduce<TwoByTwo>(add, { exposed: 0, exposedOutcomes: 0, unexposed: 0, unexposedOutcomes: 0 });
  const usable = strata.filter((one) => one.exposed > 0 && one.unexposed > 0 && one.exposed + one.unexposed >= fewestInStratum);
  const withRatios = usable.map((one) => ({ ...one, ratio: riskRatio(one).value }));
  const crude = riskRatio(whole);
  const adjusted = mantelHaenszel(usable);
  const [rate, base] = [share(whole.exposedOutcomes, whole.exposed), share(whole.unexposedOutcomes, whole.unexposed)];
  return {
    crude,
    difference: { value: rate.value - base.value, interval: differenceInterval(base, rate) },
    excess: whole.exposed * (rate.value - base.value),
    adjusted,
    p: pValue(adjusted ?? crude),
    overlap: contactsIn(usable) / Math.max(1, contactsIn([whole])),
    heterogeneity: cochranQ(usable),
    directionDiffers: differsInDirection(withRatios, { crude, adjusted }),
    strata: withRatios,
  };
}

function add(a: TwoByTwo, b: TwoByTwo): TwoByTwo {
  return {
    exposed: a.exposed + b.exposed,
    exposedOutcomes: a.exposedOutcomes + b.exposedOutcomes,
    unexposed: a.unexposed + b.unexposed,
    unexposedOutcomes: a.unexposedOutcomes + b.unexposedOutcomes,
  };
}

function share(hits: number, n: number): Estimate {
  return { value: n === 0 ? 0 : hits / n, interval: wilsonInterval(hits, n) };
}

/** Katz's interval of the logarithm; half a contact is added everywhere when a cell is empty. */
export function riskRatio(table: TwoByTwo): Estimate {
  const cells = [
    table.exposedOutcomes,
    table.exposed - table.exposedOutcomes,
    table.unexposedOutcomes,
    table.unexposed - table.unexposedOutcomes,
  ];
  const half = cells.some((cell) => cell === 0) ? 0.5 : 0;
  const [a, b, c, d] = cells.map((cell) => cell + half) as [number, number, number, number];
  const logarithm = Math.log(a / (a + b) / (c / (c + d)));
  const spread = z95 * Math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d));
  return { value: Math.exp(logarithm), interval: [Math.exp(logarithm - spread), Math.exp(logarithm + spread)] };
}

/** Mantel-Haenszel risk ratio with the variance of Greenland and Robins 1985. */
function mantelHaenszel(strata: readonly Stratum[]): Estimate | null {
  let [top, bottom, spread] = [0, 0, 0];
  for (const { exposed: n1, exposedOutcomes: a, unexposed: n0, unexposedOutcomes: c } of strata) {
    const n = n1 + n0;
    top += (a * n0) / n;
    bottom += (c * n1) / n;
    spread += (n1 * n0 * (a + c) - a * c * n) / (n * n);
  }
  if (top === 0 || bottom === 0) return null;
  const logarithm = Math.log(top / bottom);
  const width = z95 * Math.sqrt(Math.max(0, spread / (top * bottom)));
  return { value: Math.exp(logarithm), interval: [Math.exp(logarithm - width), Math.exp(logarithm + width)] };
}

interface LogRatio {
  readonly value: number;
  readonly weight: number;
}

function logRatios(strata: readonly Stratum[]): LogRatio[] {
  return strata.map((one) => {
    const { value, interval } = riskRatio(one);
    const error = (Math.log(interval[1]) - Math.log(interval[0])) / (2 * z95);
    return { value: Math.log(value), weight: 1 / (error * error) };
  });
}

function cochranQ(strata: readonly Stratum[]): number {
  const ratios = logRatios(strata);
  if (ratios.length < 2) return 1;
  const weight = ratios.reduce((sum, one) => sum + one.weight, 0);
  const mean = ratios.reduce((sum, one) => sum + one.weight * one.value, 0) / weight;
  const q = ratios.reduce((sum, one) => sum + one.weight * (one.value - mean) ** 2, 0);
  return chiSquareUpperTail(q, ratios.length - 1);
}

/** Simpson's guard. */
function differsInDirection(
  strata: readonly (Stratum & { readonly ratio: number })[],
  { crude, adjusted }: { readonly crude: Estimate; readonly adjusted: Estimate | null },
): boolean {
  if (adjusted === null) return false;
  const moved = Math.abs(Math.log(adjusted.value / crude.value));
  const turned = crude.value > 1 !== adjusted.value > 1 && moved > leastMove;
  const vanished =
    excludesOne(crude) && !excludesOne(adjusted) && Math.abs(Math.log(adjusted.value)) < 0.5 * Math.abs(Math.log(crude.value));
  const against = strata.filter(({ ratio }) => ratio > 1 !== adjusted.value > 1);
  const split = cochranQ(strata) < heterogeneous && contactsIn(against) >= mostAgainst * contactsIn(strata);
  return turned || vanished || split;
}

function contactsIn(tables: readonly TwoByTwo[]): number {
  return tables.reduce((sum, { exposed, unexposed }) => sum + exposed + unexposed, 0);
}

/** Two-sided, of a ratio whose logarithm is normal. */
function pValue({ value, interval }: Estimate): number {
  const error = (Math.log(interval[1]) - Math.log(interval[0])) / (2 * z95);
  return error === 0 ? 1 : Math.min(1, 2 * normalUpperTail(Math.abs(Math.log(value)) / error));
}

function excludesOne({ interval }: Estimate): boolean {
  return interval[0] > 1 || interval[1] < 1;
}

/** How strongly something unseen would have to go with both to explain it away (VanderWeele and Ding 2017). */
export function eValue(ratio: number): number {
  const above = ratio < 1 ? 1 / ratio : ratio;
  return above + Math.sqrt(above * (above - 1));
}
