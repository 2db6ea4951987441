/** A stretch of time in ms from the start of the interaction, end exclusive. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

export function lengthMs({ startMs, endMs }: Interval): number {
  return endMs - startMs;
}

export function totalMs(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, interval) => sum + lengthMs(interval), 0);
}

/** In order, without overlap; neighbours closer than `joinMs` become one. Empty intervals vanish. */
export function mergeIntervals(intervals: readonly Interval[], joinMs = 0): readonly Interval[] {
  const merged: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of [...intervals].sort((a, b) => a.startMs - b.startMs)) {
    if (!(endMs > startMs)) continue;
    const last = merged.at(-1);
    if (last !== undefined && startMs - last.endMs <= joinMs) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}

/** What is left of one interval outside the others, which are in order and without overlap. */
export function subtractIntervals(interval: Interval, others: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = [];
  let startMs = interval.startMs;
  for (const other of others) {
    if (other.endMs <= startMs) continue;
    if (other.startMs >= interval.endMs) break;
    if (other.startMs > startMs) left.push({ startMs, endMs: other.startMs });
    startMs = Math.max(startMs, other.endMs);
  }
  if (startMs < interval.endMs) left.push({ startMs, endMs: interval.endMs });
  return left;
}

export function overlapsAny(interval: Interval, others: readonly Interval[]): boolean {
  return others.some((other) => other.startMs < interval.endMs && interval.startMs < other.endMs);
}
