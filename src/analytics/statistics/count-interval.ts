import { type Interval, z95 } from './normal.ts';

/** Byar's approximation to the exact Poisson interval of a count: within 1 % of it from 1 on (Breslow and Day 1987). */
export function countInterval(count: number, z = z95): Interval {
  if (count <= 0) return [0, -Math.log(0.025)];
  const low = count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3;
  const next = count + 1;
  const high = next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3;
  return [Math.max(0, low), high];
}
