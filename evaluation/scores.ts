/** Mean over classes of F1, from pairs of true and given class. */
export function macroF1(pairs: readonly (readonly [number, number])[], classes: number): number {
  const hits = new Float64Array(classes);
  const given = new Float64Array(classes);
  const truth = new Float64Array(classes);
  for (const [gold, guess] of pairs) {
    truth[gold] = (truth[gold] ?? 0) + 1;
    given[guess] = (given[guess] ?? 0) + 1;
    if (gold === guess) hits[gold] = (hits[gold] ?? 0) + 1;
  }
  let sum = 0;
  for (let index = 0; index < classes; index++) {
    const both = (truth[index] ?? 0) + (given[index] ?? 0);
    sum += both === 0 ? 0 : (2 * (hits[index] ?? 0)) / both;
  }
  return sum / classes;
}

export function accuracy(pairs: readonly (readonly [number, number])[]): number {
  return pairs.length === 0 ? 0 : pairs.filter(([gold, guess]) => gold === guess).length / pairs.length;
}

export function pearson(left: readonly number[], right: readonly number[]): number {
  const n = left.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanLeft, meanRight] = [mean(left), mean(right)];
  let [product, squareLeft, squareRight] = [0, 0, 0];
  left.forEach((value, at) => {
    const [a, b] = [value - meanLeft, (right[at] ?? 0) - meanRight];
    product += a * b;
    squareLeft += a * a;
    squareRight += b * b;
  });
  return squareLeft === 0 || squareRight === 0 ? 0 : product / Math.sqrt(squareLeft * squareRight);
}

/** Probability that a positive item scores above a negative one; ties count half. */
export function auroc(items: readonly { readonly score: number; readonly isPositive: boolean }[]): number {
  const sorted = items.toSorted((a, b) => a.score - b.score);
  const positives = items.filter(({ isPositive }) => isPositive).length;
  const negatives = items.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  let ranks = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to++;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (sorted[at]?.isPositive) ranks += rank;
    from = to;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export function mostLikely(shares: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < shares.length; index++) if ((shares[index] ?? 0) > (shares[best] ?? 0)) best = index;
  return best;
}
