/**
 * Spans of one node, as token ranges (both ends inclusive) in flat arrays, sorted by start, then end, each range once. `left`
 * and `right` say which spans of the operands a span was made of.
 */
export class SpanList {
  count = 0;
  start = new Int32Array(8);
  end = new Int32Array(8);
  left = new Int32Array(8);
  right = new Int32Array(8);

  clear(): void {
    this.count = 0;
  }

  push(start: number, end: number, left: number, right: number): void {
    const at = this.count++;
    if (at === this.start.length) this.#grow();
    this.start[at] = start;
    this.end[at] = end;
    this.left[at] = left;
    this.right[at] = right;
  }

  /** Keeps the order on the way in: spans arrive nearly sorted. A range that is there already is not taken again. */
  insert(start: number, end: number, left: number, right: number): void {
    let at = this.count;
    while (at > 0 && after(this, at - 1, start, end)) at--;
    if (at > 0 && this.start[at - 1] === start && this.end[at - 1] === end) return;
    this.push(start, end, left, right);
    if (at === this.count - 1) return;
    for (const column of [this.start, this.end, this.left, this.right]) column.copyWithin(at + 1, at, this.count - 1);
    this.start[at] = start;
    this.end[at] = end;
    this.left[at] = left;
    this.right[at] = right;
  }

  #grow(): void {
    for (const name of ['start', 'end', 'left', 'right'] as const) {
      const larger = new Int32Array(this[name].length * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}

function after(list: SpanList, at: number, start: number, end: number): boolean {
  const own = list.start[at] ?? 0;
  return own > start || (own === start && (list.end[at] ?? 0) > end);
}

/** Indexes of a list by end, then start: its own order when no span lies inside another. */
export function byEnd(list: SpanList): number[] {
  const order = Array.from({ length: list.count }, (_, index) => index);
  const { start, end } = list;
  for (let at = 1; at < list.count; at++) {
    if ((end[at] ?? 0) < (end[at - 1] ?? 0)) {
      return order.sort((a, b) => (end[a] ?? 0) - (end[b] ?? 0) || (start[a] ?? 0) - (start[b] ?? 0));
    }
  }
  return order;
}

/** A pair that may become a span; `partEnd` and `partStart` break ties between equal ranges: the shorter parts win. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly left: number;
  readonly right: number;
  readonly partEnd: number;
  readonly partStart: number;
}

/** Candidates that contain no other (Clarke, Cormack and Burkowski 1995), into `out` in order. */
export function keepMinimal(candidates: Candidate[], out: SpanList): void {
  out.clear();
  candidates.sort((a, b) => a.end - b.end || b.start - a.start || a.partEnd - b.partEnd || b.partStart - a.partStart);
  let latest = Number.NEGATIVE_INFINITY;
  for (const { start, end, left, right } of candidates) {
    if (start <= latest) continue;
    latest = start;
    out.push(start, end, left, right);
  }
}

/** Spans of a list that contain no other span of it, as indexes in order. */
export function minimalOf(list: SpanList): number[] {
  const kept: number[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  for (let at = list.count - 1; at >= 0; at--) {
    const end = list.end[at] ?? 0;
    if (end >= earliest) continue;
    if (at > 0 && list.start[at - 1] === list.start[at]) continue;
    earliest = end;
    kept.push(at);
  }
  return kept.reverse();
}

/** How many disjoint minimal spans there are, taken from the left. */
export function countDisjoint(list: SpanList): number {
  let count = 0;
  let last = -1;
  for (const at of minimalOf(list)) {
    if ((list.start[at] ?? 0) <= last) continue;
    count++;
    last = list.end[at] ?? 0;
  }
  return count;
}
