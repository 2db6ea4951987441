import { type Interval, z95 } from './normal.ts';

/** Wilson's score interval of `hits` in `n`; both may be fractions (effective sample sizes). Wilson 1927. */
export function wilsonInterval(hits: number, n: number, z = z95): Interval {
  if (n <= 0) return [0, 1];
  const share = hits / n;
  const centre = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

/** Newcombe's interval of the difference of two independent shares (method 10 of Newcombe 1998), from their own intervals. */
export function differenceInterval(
  first: { readonly value: number; readonly interval: Interval },
  second: { readonly value: number; readonly interval: Interval },
): Interval {
  const difference = second.value - first.value;
  const below = Math.hypot(second.value - second.interval[0], first.interval[1] - first.value);
  const above = Math.hypot(second.interval[1] - second.value, first.value - first.interval[0]);
  return [difference - below, difference + above];
}
