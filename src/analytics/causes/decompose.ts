/** Sums of a metric's numerator and denominator over the contacts of one group in one period. */
export interface GroupSums {
  readonly x: number;
  readonly y: number;
}

/** One group in both periods; zeros where it has no contacts. */
export interface GroupChange {
  readonly group: string;
  readonly before: GroupSums;
  readonly after: GroupSums;
}

/** What one group did to the whole. `mix` and `rate` of all groups add up to the change. */
export interface Effect {
  /** Because the group became a larger or smaller part. */
  readonly mix: number;
  /** Because the metric changed inside the group. */
  readonly rate: number;
}

export interface Totals {
  readonly before: GroupSums;
  readonly after: GroupSums;
}

export interface Decomposition extends Effect {
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** change − mix − rate: zero but for rounding of the machine. */
  readonly residual: number;
  /** In the order of the groups given. */
  readonly effects: readonly Effect[];
}

/**
 * Splits the change of a ratio of sums between two periods into mix and rate by group, symmetrically in both periods (Shapley
 * values of two factors): rate = ½(s₀+s₁)(m₁−m₀), mix = (s₁−s₀)(½(m₀+m₁)−M̄), where s is the group's share of the denominator, m its
 * value and M̄ the mean of both totals. Null when a period has nothing to divide by.
 */
export function decompose(groups: readonly GroupChange[]): Decomposition | null {
  const totals = totalsOf(groups);
  if (totals.before.y === 0 || totals.after.y === 0) return null;
  const [before, after] = [totals.before.x / totals.before.y, totals.after.x / totals.after.y];
  const effects = groups.map((group) => effectOf(group, totals));
  const mix = effects.reduce((sum, effect) => sum + effect.mix, 0);
  const rate = effects.reduce((sum, effect) => sum + effect.rate, 0);
  return { before, after, change: after - before, mix, rate, residual: after - before - mix - rate, effects };
}

export function totalsOf(groups: readonly GroupChange[]): Totals {
  const sum = (of: (group: GroupChange) => GroupSums) =>
    groups.map(of).reduce<GroupSums>((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { before: sum(({ before }) => before), after: sum(({ after }) => after) };
}

/** A group that is in one period only has no change of its own: its effect is all mix. */
export function effectOf({ before, after }: Pick<GroupChange, 'before' | 'after'>, totals: Totals): Effect {
  const middle = (totals.before.x / totals.before.y + totals.after.x / totals.after.y) / 2;
  const [shareBefore, shareAfter] = [before.y / totals.before.y, after.y / totals.after.y];
  const [valueBefore, valueAfter] = [ratioOf(before), ratioOf(after)];
  const from = valueBefore ?? valueAfter ?? 0;
  const to = valueAfter ?? valueBefore ?? 0;
  return {
    mix: (shareAfter - shareBefore) * ((from + to) / 2 - middle),
    rate: ((shareBefore + shareAfter) / 2) * (to - from),
  };
}

/** Null where the group has nothing to divide by. */
export function ratioOf({ x, y }: GroupSums): number | null {
  return y === 0 ? null : x / y;
}
