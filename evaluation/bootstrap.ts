const draws = 1_000;

/**
 * 95 % percentile bootstrap: units (conversations, customers) are drawn with replacement and the pooled statistic is
 * taken of each draw. The seed is fixed, so the same results give the same interval.
 */
export function bootstrapInterval<Unit>(units: readonly Unit[], statistic: (drawn: readonly Unit[]) => number, seed = 1): [number, number] {
  const random = mulberry32(seed);
  const values = Array.from({ length: draws }, () =>
    statistic(units.map((unit) => units[Math.floor(random() * units.length)] ?? unit)),
  ).sort((a, b) => a - b);
  return [values[Math.floor(draws * 0.025)] ?? 0, values[Math.floor(draws * 0.975)] ?? 0];
}

/** A small seeded generator (T. Ettinger's mulberry32), uniform in 0…1. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
