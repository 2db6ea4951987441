import type { Document } from './document.ts';
import type { Postings } from './scan.ts';
import { byEnd, type Candidate, keepMinimal, type SpanList } from './span-list.ts';

/** The span algebra: merges of sorted lists. `Field` is what they look words up in. */
export interface Field {
  readonly document: Document;
  readonly postings: Postings;
}

/** Counted words strictly between two spans of one stream, the first ending before the second starts. */
function wordsBetween(postings: Postings, end: number, start: number): number {
  return (postings.position[start] ?? 0) - (postings.position[end] ?? 0) - (postings.counted[end] ?? 0);
}

/** Right operands that start exactly `gap` words after a left one ends. Keeps all: a phrase is a leaf. */
export function adjacent(left: SpanList, right: SpanList, gap: number, field: Field, out: SpanList): void {
  out.clear();
  for (const pair of pairsWithin(left, right, gap, field)) {
    if (wordsBetween(field.postings, pair.partEnd, pair.partStart) === gap) out.insert(pair.start, pair.end, pair.left, pair.right);
  }
}

/** Every (left, right) in that order with at most `words` counted words between them in one stream. */
function pairsWithin(left: SpanList, right: SpanList, words: number, field: Field): Candidate[] {
  const { postings } = field;
  const { segment, segmentStart } = postings;
  const order = byEnd(left);
  const found: Candidate[] = [];
  let pointer = 0;
  for (let at = 0; at < right.count; at++) {
    const start = right.start[at] ?? 0;
    const end = right.end[at] ?? 0;
    const stream = segment[start] ?? -1;
    while (pointer < order.length && (left.end[order[pointer] ?? 0] ?? 0) < start) pointer++;
    for (let back = pointer - 1; back >= 0; back--) {
      const index = order[back] ?? 0;
      const leftEnd = left.end[index] ?? 0;
      if (leftEnd < (segmentStart[stream] ?? 0)) break;
      if (segment[leftEnd] !== stream) continue;
      if (wordsBetween(postings, leftEnd, start) > words) break;
      const leftStart = left.start[index] ?? 0;
      if (segment[leftStart] === stream && segment[end] === stream) {
        found.push({ start: leftStart, end, left: index, right: at, partEnd: leftEnd, partStart: start });
      }
    }
  }
  return found;
}

export function near(left: SpanList, right: SpanList, how: { words: number; ordered: boolean }, field: Field, out: SpanList): void {
  const candidates = pairsWithin(left, right, how.words, field);
  if (!how.ordered) {
    for (const pair of pairsWithin(right, left, how.words, field)) candidates.push({ ...pair, left: pair.right, right: pair.left });
  }
  keepMinimal(candidates, out);
}

/** Left spans that share a word with a right span, or lie within `words` of one in the same stream, are dropped. */
export function notNear(left: SpanList, right: SpanList, words: number, field: Field, out: SpanList): void {
  const { postings } = field;
  const dropped = new Set<number>();
  for (const pair of pairsWithin(left, right, words, field)) dropped.add(pair.left);
  for (const pair of pairsWithin(right, left, words, field)) dropped.add(pair.right);
  out.clear();
  for (let at = 0; at < left.count; at++) {
    const start = left.start[at] ?? 0;
    const end = left.end[at] ?? 0;
    if (!dropped.has(at) && !overlapsSameStream(right, start, end, postings)) out.push(start, end, at, -1);
  }
}

function overlapsSameStream(list: SpanList, start: number, end: number, postings: Postings): boolean {
  for (let at = 0; at < list.count; at++) {
    const otherStart = list.start[at] ?? 0;
    if (otherStart > end) return false;
    if ((list.end[at] ?? 0) >= start && postings.segment[otherStart] === postings.segment[start]) return true;
  }
  return false;
}

/** Left spans that lie inside a right span of the same stream, or inside one that crosses streams, are dropped. */
export function notIn(left: SpanList, right: SpanList, field: Field, out: SpanList): void {
  const { segment } = field.postings;
  out.clear();
  for (let at = 0; at < left.count; at++) {
    const start = left.start[at] ?? 0;
    const end = left.end[at] ?? 0;
    let inside = false;
    for (let other = 0; other < right.count && (right.start[other] ?? 0) <= start && !inside; other++) {
      const otherStart = right.start[other] ?? 0;
      const otherEnd = right.end[other] ?? 0;
      const crossing = segment[otherStart] !== segment[otherEnd];
      inside = otherEnd >= end && (crossing || segment[otherStart] === segment[start]);
    }
    if (!inside) out.push(start, end, at, -1);
  }
}

/** Shortest stretches that hold one of each within the same unit; `unitOf` gives a token's unit, -1 for none. */
export function same(left: SpanList, right: SpanList, unitOf: (token: number) => number, out: SpanList): void {
  const candidates = [
    ...coverings(left, right, unitOf),
    ...coverings(right, left, unitOf).map((pair) => ({ ...pair, left: pair.right, right: pair.left })),
  ];
  keepMinimal(candidates, out);
}

/** For each right span, the left span of its unit that starts latest among those that end no later. */
function coverings(left: SpanList, right: SpanList, unitOf: (token: number) => number): Candidate[] {
  const order = byEnd(left);
  const best = new Map<number, number>();
  const found: Candidate[] = [];
  let pointer = 0;
  for (const at of byEnd(right)) {
    const start = right.start[at] ?? 0;
    const end = right.end[at] ?? 0;
    for (; pointer < order.length && (left.end[order[pointer] ?? 0] ?? 0) <= end; pointer++) {
      const index = order[pointer] ?? 0;
      const unit = unitOf(left.start[index] ?? 0);
      if (unit < 0 || unitOf(left.end[index] ?? 0) !== unit) continue;
      const known = best.get(unit);
      if (known === undefined || (left.start[index] ?? 0) > (left.start[known] ?? 0)) best.set(unit, index);
    }
    const partner = best.get(unitOf(start));
    if (partner === undefined || unitOf(start) < 0 || unitOf(end) !== unitOf(start)) continue;
    const from = Math.min(start, left.start[partner] ?? 0);
    found.push({ start: from, end, left: partner, right: at, partEnd: left.end[partner] ?? 0, partStart: start });
  }
  return found;
}

/** Left, and later right: minimal stretches over all speakers. */
export function sequence(left: SpanList, right: SpanList, out: SpanList): void {
  const order = byEnd(left);
  const candidates: Candidate[] = [];
  let pointer = 0;
  let best = -1;
  for (let at = 0; at < right.count; at++) {
    const start = right.start[at] ?? 0;
    for (; pointer < order.length && (left.end[order[pointer] ?? 0] ?? 0) < start; pointer++) {
      const index = order[pointer] ?? 0;
      if (best < 0 || (left.start[index] ?? 0) > (left.start[best] ?? 0)) best = index;
    }
    if (best >= 0)
      candidates.push({
        start: left.start[best] ?? 0,
        end: right.end[at] ?? 0,
        left: best,
        right: at,
        partEnd: left.end[best] ?? 0,
        partStart: start,
      });
  }
  keepMinimal(candidates, out);
}

export interface RelativeHow {
  readonly direction: 'after' | 'before';
  readonly first: boolean;
  readonly negated: boolean;
  readonly withinMs: number | null;
}

/** Spans of `list` with (or, negated, without) one of `other` before or after them; the partner is kept as evidence. */
export function relative(list: SpanList, other: SpanList, how: RelativeHow, field: Field, out: SpanList): void {
  out.clear();
  const ends = byEnd(other);
  for (let at = 0; at < list.count; at++) {
    const start = list.start[at] ?? 0;
    const end = list.end[at] ?? 0;
    if (how.first) {
      if (other.count === 0 || end < (other.start[0] ?? 0)) out.push(start, end, at, -1);
      continue;
    }
    const partner = how.direction === 'after' ? latestEndedBefore(other, ends, start) : earliestStartingAfter(other, end);
    const holds = partner >= 0 && isWithin(list, at, other, partner, how, field);
    if (holds !== how.negated) out.push(start, end, at, how.negated ? -1 : partner);
  }
}

function latestEndedBefore(other: SpanList, ends: readonly number[], start: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((other.end[ends[middle] ?? 0] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : (ends[low - 1] ?? -1);
}

function earliestStartingAfter(other: SpanList, end: number): number {
  let low = 0;
  let high = other.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((other.start[middle] ?? 0) <= end) low = middle + 1;
    else high = middle;
  }
  return low === other.count ? -1 : low;
}

function isWithin(list: SpanList, at: number, other: SpanList, partner: number, how: RelativeHow, field: Field): boolean {
  if (how.withinMs === null) return true;
  const { document } = field;
  const gap =
    how.direction === 'after'
      ? document.startMs(list.start[at] ?? 0) - document.endMsOf(other.end[partner] ?? 0)
      : document.startMs(other.start[partner] ?? 0) - document.endMsOf(list.end[at] ?? 0);
  return gap <= how.withinMs;
}
