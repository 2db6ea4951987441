import type { ClusteredSums } from '../../storage/aggregate.ts';
import { type Interval, z95 } from '../statistics/normal.ts';
import { effectOf, type GroupSums, type Totals } from './decompose.ts';

/** Sums of one group in one period, and their squares over customers. */
export type SpreadSums = Pick<ClusteredSums, 'x' | 'y' | 'xx' | 'xy' | 'yy'>;

export const nothingSummed: SpreadSums = { x: 0, y: 0, xx: 0, xy: 0, yy: 0 };

export interface GroupSpread {
  readonly before: SpreadSums;
  readonly after: SpreadSums;
}

export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/** A number made of sums that vary from customer to customer. */
type OfGroups = (groups: readonly GroupSpread[]) => number;

const parts = [
  ['before', 'x'],
  ['before', 'y'],
  ['after', 'x'],
  ['after', 'y'],
] as const;

/**
 * The 95 % interval that a Poisson bootstrap over customers tends to, without drawing: a customer's sums count Poisson(1) times, so
 * a linear figure has the variance Σ(∂f·sums)² over customers; the figure is linearised by its slopes (delta method). A customer in
 * several groups or periods counts as several, which Poisson weights would not tell apart either way by much.
 */
export function estimateOf(figure: OfGroups, groups: readonly GroupSpread[]): Estimate {
  const value = figure(groups);
  let variance = 0;
  for (const [index, group] of groups.entries()) {
    const slope = (part: (typeof parts)[number]) => slopeOf(figure, groups, { index, part });
    const [beforeX, beforeY, afterX, afterY] = parts.map(slope) as [number, number, number, number];
    variance += quadratic(group.before, beforeX, beforeY) + quadratic(group.after, afterX, afterY);
  }
  const width = z95 * Math.sqrt(Math.max(0, variance));
  return { value, interval: [value - width, value + width] };
}

function quadratic({ xx, xy, yy }: SpreadSums, x: number, y: number): number {
  return x * x * xx + 2 * x * y * xy + y * y * yy;
}

/** Central difference; nothing varies where there is nothing. */
function slopeOf(
  figure: OfGroups,
  groups: readonly GroupSpread[],
  { index, part: [period, sum] }: { readonly index: number; readonly part: (typeof parts)[number] },
): number {
  const group = groups[index];
  if (!group || group[period].yy === 0) return 0;
  const at = group[period][sum];
  const step = 1e-5 * Math.max(1, Math.abs(at));
  const shifted = (by: number) => figure(groups.with(index, { ...group, [period]: { ...group[period], [sum]: at + by } }));
  return (shifted(step) - shifted(-step)) / (2 * step);
}

/** Mix, rate and both together of one group against all others, which count as one. */
export function effectEstimates(group: GroupSpread, whole: GroupSpread): { mix: Estimate; rate: Estimate; effect: Estimate } {
  const rest = { before: without(whole.before, group.before), after: without(whole.after, group.after) };
  const of = (pick: (effect: { mix: number; rate: number }) => number) =>
    estimateOf(([own = group, others = rest]) => pick(effectOf(own, totalsWith(own, others))), [group, rest]);
  return { mix: of(({ mix }) => mix), rate: of(({ rate }) => rate), effect: of(({ mix, rate }) => mix + rate) };
}

function totalsWith(own: GroupSpread, others: GroupSpread): Totals {
  const sum = (a: GroupSums, b: GroupSums) => ({ x: a.x + b.x, y: a.y + b.y });
  return { before: sum(own.before, others.before), after: sum(own.after, others.after) };
}

export function sumOfSpreads(spreads: readonly SpreadSums[]): SpreadSums {
  return spreads.reduce(
    (total, { x, y, xx, xy, yy }) => ({ x: total.x + x, y: total.y + y, xx: total.xx + xx, xy: total.xy + xy, yy: total.yy + yy }),
    nothingSummed,
  );
}

function without(whole: SpreadSums, part: SpreadSums): SpreadSums {
  const { x, y, xx, xy, yy } = part;
  return { x: whole.x - x, y: whole.y - y, xx: whole.xx - xx, xy: whole.xy - xy, yy: whole.yy - yy };
}
