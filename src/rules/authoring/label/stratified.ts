import { crossing, type Estimate, type Interval, type Share, shareInterval } from './intervals.ts';

/** Judgements of one stratum; `population` is how many conversations they stand for. */
export type JudgedStratum = Required<Share>;

/** How many conversations of the strata are true cases, with interval. */
interface Total {
  readonly value: number;
  readonly interval: Interval;
}

/**
 * Share of true cases over all strata. As what the rule says is the stratum, this is the difference estimator with weights 1/π
 * (Särndal, Swensson and Wretman 1992; prediction-powered with λ = 1, Angelopoulos et al. 2023): N⁻¹ (Σ f + Σ (y − f)/π) and the
 * stratified mean are the same number when f does not vary inside a stratum.
 */
export function stratifiedShare(strata: readonly JudgedStratum[]): Estimate | null {
  const known = strata.filter(({ population }) => population > 0);
  const all = known.reduce((sum, { population }) => sum + population, 0);
  if (all === 0 || known.some(({ n }) => n === 0)) return null;
  const { value, interval } = totalOf(known);
  return { value: value / all, interval: [clip(interval[0] / all), clip(interval[1] / all)], n: judged(known) };
}

/**
 * Share of the true cases that the rule finds: cases among its findings over those plus cases elsewhere. A stratum without a
 * judgement may be all cases or none, and the interval says so. Interval by Fieller's way with the variance recovered from each stratum's own interval
 * (MOVER, Donner and Zou 2012): all r for which (1 − r)·found − r·lost may be zero.
 */
export function recallOf(fired: JudgedStratum, others: readonly JudgedStratum[]): Estimate | null {
  if (fired.n === 0) return null;
  const found = totalOf([fired]);
  const lost = totalOf(others.filter(({ population }) => population > 0));
  if (found.value + lost.value === 0) return null;
  const low = crossing((r) => balance(r, found, lost, 'low') <= 0);
  const high = crossing((r) => balance(r, found, lost, 'high') < 0);
  return {
    value: found.value / (found.value + lost.value),
    interval: [found.interval[0] === 0 ? 0 : low, lost.interval[0] === 0 ? 1 : high],
    n: judged([fired, ...others]),
  };
}

/** Limit of (1 − r)·found − r·lost. */
function balance(r: number, found: Total, lost: Total, side: 'low' | 'high'): number {
  const middle = (1 - r) * found.value - r * lost.value;
  const byFound = (1 - r) * (side === 'low' ? found.value - found.interval[0] : found.interval[1] - found.value);
  const byLost = r * (side === 'low' ? lost.interval[1] - lost.value : lost.value - lost.interval[0]);
  return middle + Math.hypot(byFound, byLost) * (side === 'low' ? -1 : 1);
}

function totalOf(strata: readonly JudgedStratum[]): Total {
  let value = 0;
  let below = 0;
  let above = 0;
  for (const stratum of strata) {
    const { hits, n, population } = stratum;
    const share = n === 0 ? 0 : hits / n;
    const [low, high] = shareInterval(stratum);
    value += population * share;
    below += (population * (share - low)) ** 2;
    above += (population * (high - share)) ** 2;
  }
  return { value, interval: [Math.max(0, value - Math.sqrt(below)), value + Math.sqrt(above)] };
}

function judged(strata: readonly JudgedStratum[]): number {
  return strata.reduce((sum, { n }) => sum + n, 0);
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
