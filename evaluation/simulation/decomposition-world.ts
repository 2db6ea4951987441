import { decompose } from '../../src/analytics/causes/decompose.ts';
import { effectEstimates, type GroupSpread, type SpreadSums, sumOfSpreads } from '../../src/analytics/causes/effect-intervals.ts';
import { type Draws, drawsOf } from './random-draws.ts';

export interface DecompositionWorld {
  /** Largest rest of mix and rate against the change. */
  readonly residual: number;
  /** Whether each group's interval holds its true effect. */
  readonly covered: readonly boolean[];
}

const groups = 8;
const customers = 1500;

/** Eight drivers whose shares and rates differ between two months; customers have one to several contacts about one driver. */
export function decompositionWorld(seed: number): DecompositionWorld {
  const draws = drawsOf(seed);
  const plans = Array.from({ length: groups }, () => ({
    before: { weight: 0.5 + draws.uniform(), rate: 0.1 + 0.5 * draws.uniform() },
    after: { weight: 0.5 + draws.uniform(), rate: 0.1 + 0.5 * draws.uniform() },
  }));
  const month = (period: 'before' | 'after') => {
    const total = plans.reduce((sum, plan) => sum + plan[period].weight, 0);
    return plans.map((plan) => ({ share: plan[period].weight / total, rate: plan[period].rate }));
  };
  const [first, second] = [month('before'), month('after')];
  const truth = decompose(first.map((one, index) => ({ group: '', before: sumsOf(one), after: sumsOf(second[index] ?? one) })));
  const drawn = first.map((one, index): GroupSpread => ({ before: drawGroup(draws, one), after: drawGroup(draws, second[index] ?? one) }));
  const whole = { before: sumOfSpreads(drawn.map(({ before }) => before)), after: sumOfSpreads(drawn.map(({ after }) => after)) };
  const split = decompose(drawn.map((each) => ({ group: '', ...each })));
  const covered = drawn.map((group, index) => {
    const { interval } = effectEstimates(group, whole).effect;
    const expected = truth?.effects[index];
    const effect = (expected?.mix ?? 0) + (expected?.rate ?? 0);
    return interval[0] <= effect && effect <= interval[1];
  });
  return { residual: Math.abs(split?.residual ?? 1), covered };
}

function sumsOf({ share, rate }: { readonly share: number; readonly rate: number }) {
  return { x: share * rate, y: share };
}

/** Customers of a driver come as a Poisson count; each has its own rate, so their contacts are not independent. */
function drawGroup(draws: Draws, { share, rate }: { readonly share: number; readonly rate: number }): SpreadSums {
  const sums = { x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
  for (let customer = draws.poisson(customers * share); customer > 0; customer--) {
    const own = rate * (0.5 + draws.uniform());
    const y = 1 + draws.poisson(0.5);
    let x = 0;
    for (let contact = 0; contact < y; contact++) if (draws.uniform() < own) x++;
    sums.x += x;
    sums.y += y;
    sums.xx += x * x;
    sums.xy += x * y;
    sums.yy += y * y;
  }
  return sums;
}
