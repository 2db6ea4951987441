import assert from 'node:assert/strict';
import { test } from 'node:test';
import { associate, eValue, riskRatio, type Stratum } from './association.ts';
import { type AdjustedRow, doublyRobust } from './doubly-robust.ts';
import { fitLogistic } from './fit-logistic.ts';

function near(actual: number | undefined, expected: number, tolerance: number): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

const stratum = (name: string, exposedOutcomes: number, exposed: number, unexposedOutcomes: number, unexposed: number): Stratum => ({
  name,
  exposed,
  exposedOutcomes,
  unexposed,
  unexposedOutcomes,
});

test('the crude ratio is that of the physicians’ aspirin trial', () => {
  // Steering Committee, NEJM 1989 321: 129–135: 104 of 11,037 with aspirin, 189 of 11,034 with placebo had a heart attack.
  const { value, interval } = riskRatio(stratum('', 104, 11_037, 189, 11_034));
  near(value, 0.5501, 1e-3);
  near(interval[0], 0.4337, 2e-3);
  near(interval[1], 0.6978, 2e-3);
});

// Charig et al., BMJ 1986 292: 879–882: success of open surgery against percutaneous removal of kidney stones, by size of the stone.
const stones = [stratum('small', 81, 87, 234, 270), stratum('large', 192, 263, 55, 80)];

test('Simpson’s flip of the kidney stones is flagged, and adjusting turns the ratio round', () => {
  const found = associate(stones);
  near(found.crude.value, 273 / 350 / (289 / 350), 1e-9);
  assert.ok(found.adjusted && found.adjusted.value > 1 && found.crude.value < 1);
  // Mantel and Haenszel by hand: (81·270/357 + 192·80/343) / (234·87/357 + 55·263/343).
  near(found.adjusted?.value, ((81 * 270) / 357 + (192 * 80) / 343) / ((234 * 87) / 357 + (55 * 263) / 343), 1e-9);
  assert.equal(found.directionDiffers, true);
});

test('where strata agree one number is enough, and strata without both kinds count as no overlap', () => {
  const found = associate([stratum('a', 40, 200, 20, 200), stratum('b', 60, 300, 30, 300), stratum('alone', 10, 200, 0, 0)]);
  near(found.adjusted?.value, 2, 1e-9);
  assert.equal(found.directionDiffers, false);
  near(found.overlap, 1000 / 1200, 1e-9);
  assert.ok(found.p < 1e-4);
});

test('opposite directions in two halves may not be told as one number', () => {
  assert.equal(associate([stratum('a', 60, 200, 20, 200), stratum('b', 20, 200, 60, 200)]).directionDiffers, true);
});

for (const [ratio, expected] of [
  [3.9, 7.26],
  [1, 1],
  [0.5, 3.41],
] as const) {
  test(`the E-value of ${ratio} is VanderWeele and Ding’s`, () => near(eValue(ratio), expected, 0.005));
}

test('without slopes the logistic level is the log odds, and a column takes what is its own', () => {
  const rows = [...new Array(100).fill([1, 0]), ...new Array(100).fill([1, 1])];
  const outcomes = rows.map((_, index) => Number(index < 20 || (index >= 100 && index < 160)));
  const [level = 0, slope = 0] = fitLogistic(rows, outcomes);
  near(level, Math.log(0.2 / 0.8), 0.1);
  near(level + slope, Math.log(0.6 / 0.4), 0.1);
});

/** 4,000 contacts: channel decides both exposure and outcome; the exposure itself adds `effect`. */
function confounded(effect: number): AdjustedRow[] {
  return Array.from({ length: 4000 }, (_, index) => {
    const voice = index % 2 === 0;
    const place = Math.floor(index / 2) % 100;
    const exposed = place < (voice ? 80 : 20);
    const again = Math.floor(index / 200) % 20;
    const rate = (voice ? 0.4 : 0.1) + (exposed ? effect : 0);
    return { exposed, outcome: again < Math.round(20 * rate) ? 1 : 0, cluster: String(index), confounders: [voice ? 'voice' : 'chat'] };
  });
}

for (const effect of [0, 0.1]) {
  test(`the doubly robust difference recovers a planted ${effect} under confounding`, () => {
    const found = doublyRobust(confounded(effect));
    near(found?.difference.value, effect, 0.005);
    assert.ok(found && found.difference.interval[0] < effect && found.difference.interval[1] > effect);
  });
}

test('below a thousand contacts nothing is claimed to be doubly robust', () =>
  assert.equal(doublyRobust(confounded(0).slice(0, 900)), null));
