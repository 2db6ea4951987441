import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exactInterval, fisherLower, type Interval, shareInterval } from './intervals.ts';
import { roganGladen } from './rogan-gladen.ts';
import { type JudgedStratum, recallOf, stratifiedShare } from './stratified.ts';

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = generator(20_260);

function binomial(n: number, p: number): number {
  let hits = 0;
  for (let at = 0; at < n; at++) if (random() < p) hits++;
  return hits;
}

const holds = ([low, high]: Interval, truth: number) => low - 1e-9 <= truth && truth <= high + 1e-9;

/** Share of runs whose interval holds the truth. */
function coverage(runs: number, run: () => { interval: Interval; truth: number } | null): number {
  let [held, made] = [0, 0];
  for (let at = 0; at < runs; at++) {
    const result = run();
    if (result === null) continue;
    made++;
    if (holds(result.interval, result.truth)) held++;
  }
  return held / made;
}

const about95 = (value: number, what: string) => assert.ok(value >= 0.93 && value <= 0.97, `${what}: ${value.toFixed(3)}`);
const between = (low: number, high: number) => low + (high - low) * random();

/** A stratum judged as it would be: without replacement from a population that holds `rate` of true cases. */
function judge(population: number, rate: number, n: number): { stratum: JudgedStratum; cases: number } {
  const cases = Math.round(population * rate);
  let [left, hits] = [cases, 0];
  const judged = Math.min(n, population);
  for (let at = 0; at < judged; at++) {
    if (random() * (population - at) >= left) continue;
    left--;
    hits++;
  }
  return { stratum: { hits, n: judged, population }, cases };
}

describe('intervals hold the truth in 93 to 97 of 100 samples', () => {
  for (const n of [5, 8, 16, 40]) {
    test(`precision from ${n} judgements, over all true precisions from 50 % to 98 %`, () => {
      const share = coverage(4000, () => {
        const truth = between(0.5, 0.98);
        return { truth, interval: shareInterval({ hits: binomial(n, truth), n }) };
      });
      about95(share, `n ${n}`);
    });
  }

  for (const [fired, near, rest] of [
    [8, 8, 4],
    [16, 16, 8],
    [40, 40, 20],
    [80, 80, 40],
  ] as const) {
    const draws = () => {
      const drawn = [judge(400, between(0.6, 0.95), fired), judge(600, between(0.05, 0.4), near), judge(4000, between(0.01, 0.1), rest)];
      return { strata: drawn.map(({ stratum }) => stratum), cases: drawn.map(({ cases }) => cases) };
    };
    const total = fired + near + rest;
    test(`recall and corrected prevalence from ${total} judgements`, () => {
      const recall = coverage(2000, () => {
        const { strata, cases } = draws();
        const [first, ...others] = strata;
        const found = cases[0] ?? 0;
        const estimate = first === undefined ? null : recallOf(first, others);
        return estimate && { interval: estimate.interval, truth: found / cases.reduce((sum, one) => sum + one, 0) };
      });
      about95(recall, 'recall');
      const prevalence = coverage(2000, () => {
        const { strata, cases } = draws();
        const estimate = stratifiedShare(strata);
        return estimate && { interval: estimate.interval, truth: cases.reduce((sum, one) => sum + one, 0) / 5000 };
      });
      about95(prevalence, 'prevalence');
    });
  }

  test('Rogan-Gladen with 100 cases and 200 others labelled elsewhere', () => {
    const share = coverage(2000, () => {
      const [truth, sensitivity, specificity] = [between(0.05, 0.5), between(0.6, 0.95), between(0.85, 0.99)];
      const raw = { hits: binomial(3000, truth * sensitivity + (1 - truth) * (1 - specificity)), n: 3000 };
      const elsewhere = {
        cases: { hits: binomial(100, sensitivity), n: 100 },
        others: { hits: binomial(200, 1 - specificity), n: 200 },
      };
      const estimate = roganGladen(raw, elsewhere);
      return estimate && { interval: estimate.interval, truth };
    });
    about95(share, 'Rogan-Gladen');
  });
});

test('the exact interval holds the truth in at least 95 of 100 samples at every truth', () => {
  for (const truth of [0.02, 0.1, 0.5, 0.9, 0.99]) {
    const share = coverage(1000, () => ({ truth, interval: exactInterval({ hits: binomial(20, truth), n: 20 }) }));
    assert.ok(share >= 0.94, `${truth}: ${share}`);
  }
});

test('known values: Clopper-Pearson 8 of 10, and nothing found in 20', () => {
  const rounded = (interval: Interval) => interval.map((value) => Math.round(value * 1000) / 1000);
  assert.deepEqual(rounded(exactInterval({ hits: 8, n: 10 })), [0.444, 0.975]);
  assert.deepEqual(rounded(exactInterval({ hits: 0, n: 20 })), [0, 0.168]);
  assert.deepEqual(rounded(shareInterval({ hits: 0, n: 0 })), [0, 1]);
});

test('a stratum judged whole leaves nothing open', () => {
  assert.deepEqual(shareInterval({ hits: 3, n: 4, population: 4 }), [0.75, 0.75]);
});

test('a stratum nobody judged may hide any number of lost cases', () => {
  const recall = recallOf({ hits: 8, n: 8, population: 100 }, [
    { hits: 0, n: 8, population: 200 },
    { hits: 0, n: 0, population: 5000 },
  ]);
  assert.ok(recall && recall.interval[0] < 0.03 && recall.interval[1] === 1);
  assert.equal(stratifiedShare([{ hits: 0, n: 0, population: 10 }]), null);
});

test('Fisher: the tea-tasting table', () => {
  assert.ok(Math.abs(fisherLower({ hits: 3, n: 4 }, { hits: 1, n: 4 }) - 17 / 70) < 1e-12);
});

test('Rogan-Gladen refuses a rule that hardly tells cases from others', () => {
  const raw = { hits: 300, n: 1000 };
  assert.equal(roganGladen(raw, { cases: { hits: 60, n: 100 }, others: { hits: 35, n: 100 } }), null);
  const estimate = roganGladen(raw, { cases: { hits: 90, n: 100 }, others: { hits: 10, n: 100 } });
  assert.ok(estimate && Math.abs(estimate.value - 0.25) < 1e-9);
});
