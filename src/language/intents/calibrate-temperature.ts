import type { UnseenScore } from './fit-intent-model.ts';

type Probabilities = (unseen: UnseenScore, temperature: number) => Float32Array;

const lowest = 0.1;
const highest = 10;
const golden = (Math.sqrt(5) - 1) / 2;

/** The temperature at which texts that the model had not seen are least surprising: golden section over its logarithm. */
export function calibrateTemperature(unseen: readonly UnseenScore[], probabilities: Probabilities): number {
  const scores = unseen.filter(({ label }) => label >= 0);
  if (scores.length === 0) return 1;
  const surprise = (logTemperature: number) =>
    scores.reduce((sum, score) => {
      return sum - Math.log(Math.max(probabilities(score, Math.exp(logTemperature))[score.label] ?? 0, 1e-9));
    }, 0);
  let [low, high] = [Math.log(lowest), Math.log(highest)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [surprise(left), surprise(right)];
  while (high - low > 0.02) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = surprise(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = surprise(right);
    }
  }
  return Math.exp((low + high) / 2);
}
