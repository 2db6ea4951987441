import type { Document } from './document.ts';
import type { Places } from './places.ts';
import type { SpanArena } from './span-arena.ts';
import { EndOrder, PairList } from './span-pairs.ts';

/** The span algebra: merges of sorted lists in the arena. `Field` is what they look words up in. */
export interface Field {
  readonly document: Document;
  readonly places: Places;
  readonly arena: SpanArena;
}

/** Two nodes whose spans are known. */
export interface Operands {
  readonly left: number;
  readonly right: number;
}

const pairs = new PairList();
const leftEnds = new EndOrder();
const rightEnds = new EndOrder();

/** Counted words strictly between two spans of one stream, the first ending before the second starts. */
function wordsBetween(places: Places, end: number, start: number): number {
  const { position } = places.streams;
  return (position[start] ?? 0) - (position[end] ?? 0) - (places.counted[end] ?? 0);
}

/** All spans of all options; where two have the same range, the first option's. */
export function either(options: readonly number[], { arena }: Field): void {
  for (let option = 0; option < options.length; option++) {
    const node = options[option] ?? 0;
    for (let at = arena.from[node] ?? 0, to = arena.to[node] ?? 0; at < to; at++)
      arena.insert(arena.start[at] ?? 0, arena.end[at] ?? 0, option, at);
  }
}

/** Right operands that start exactly `gap` words after a left one ends. Keeps all: a phrase is a leaf. */
export function adjacent({ left, right }: Operands, gap: number, { arena, places }: Field): void {
  pairs.clear();
  pairWithin({ left, right }, gap, { arena, places }, false);
  for (let at = 0; at < pairs.count; at++) {
    if (wordsBetween(places, pairs.partEnd[at] ?? 0, pairs.partStart[at] ?? 0) === gap)
      arena.insert(pairs.start[at] ?? 0, pairs.end[at] ?? 0, pairs.left[at] ?? -1, pairs.right[at] ?? -1);
  }
}

/** Every (left, right) in that order with at most `words` counted words between them in one stream. */
function pairWithin({ left, right }: Operands, words: number, field: Pick<Field, 'arena' | 'places'>, swapped: boolean): void {
  const { arena, places } = field;
  const { segmentStart } = places;
  const { segment } = places.streams;
  const { start: starts, end: ends } = arena;
  const { order, count } = leftEnds.of(arena, left);
  const to = arena.to[right] ?? 0;
  let pointer = 0;
  for (let at = arena.from[right] ?? 0; at < to; at++) {
    const start = starts[at] ?? 0;
    const stream = segment[start] ?? -1;
    while (pointer < count && (ends[order[pointer] ?? 0] ?? 0) < start) pointer++;
    for (let back = pointer - 1; back >= 0; back--) {
      const index = order[back] ?? 0;
      const leftEnd = ends[index] ?? 0;
      if (leftEnd < (segmentStart[stream] ?? 0)) break;
      if (segment[leftEnd] !== stream) continue;
      if (wordsBetween(places, leftEnd, start) > words) break;
      if (segment[starts[index] ?? 0] === stream && segment[ends[at] ?? 0] === stream) pairs.add(arena, index, at, swapped);
    }
  }
}

export function near({ left, right }: Operands, how: { words: number; ordered: boolean }, field: Field): void {
  pairs.clear();
  pairWithin({ left, right }, how.words, field, false);
  if (!how.ordered) pairWithin({ left: right, right: left }, how.words, field, true);
  pairs.pushMinimal(field.arena);
}

/** Left spans that share a word with a right span, or lie within `words` of one in the same stream, are dropped. */
export function notNear({ left, right }: Operands, words: number, { arena, places }: Field): void {
  pairs.clear();
  pairWithin({ left, right }, words, { arena, places }, false);
  pairWithin({ left: right, right: left }, words, { arena, places }, true);
  const dropped = new Set(pairs.left.subarray(0, pairs.count));
  for (let at = arena.from[left] ?? 0, to = arena.to[left] ?? 0; at < to; at++) {
    const start = arena.start[at] ?? 0;
    const end = arena.end[at] ?? 0;
    if (!dropped.has(at) && !overlapsSameStream(arena, right, { start, end }, places)) arena.push(start, end, at, -1);
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function overlapsSameStream(arena: SpanArena, node: number, { start, end }: Range, { streams: { segment } }: Places): boolean {
  for (let at = arena.from[node] ?? 0, to = arena.to[node] ?? 0; at < to; at++) {
    const otherStart = arena.start[at] ?? 0;
    if (otherStart > end) return false;
    if ((arena.end[at] ?? 0) >= start && segment[otherStart] === segment[start]) return true;
  }
  return false;
}

/** Left spans that lie inside a right span of the same stream, or inside one that crosses streams, are dropped. */
export function notIn({ left, right }: Operands, { arena, places }: Field): void {
  for (let at = arena.from[left] ?? 0, to = arena.to[left] ?? 0; at < to; at++) {
    const start = arena.start[at] ?? 0;
    const end = arena.end[at] ?? 0;
    if (!liesInside(arena, right, { start, end }, places)) arena.push(start, end, at, -1);
  }
}

function liesInside(arena: SpanArena, node: number, { start, end }: Range, { streams: { segment } }: Places): boolean {
  for (let at = arena.from[node] ?? 0, to = arena.to[node] ?? 0; at < to; at++) {
    const otherStart = arena.start[at] ?? 0;
    const otherEnd = arena.end[at] ?? 0;
    if (otherStart > start) return false;
    const crossing = segment[otherStart] !== segment[otherEnd];
    if (otherEnd >= end && (crossing || segment[otherStart] === segment[start])) return true;
  }
  return false;
}

/** Shortest stretches that hold one of each within the same unit; `units` has a token's unit, -1 for none. */
export function same({ left, right }: Operands, units: Readonly<Int32Array>, { arena }: Field): void {
  pairs.clear();
  pairInUnit({ left, right }, units, arena, false);
  pairInUnit({ left: right, right: left }, units, arena, true);
  pairs.pushMinimal(arena);
}

/** For each right span, the left span of its unit that starts latest among those that end no later. */
function pairInUnit({ left, right }: Operands, units: Readonly<Int32Array>, arena: SpanArena, swapped: boolean): void {
  const { start: starts, end: ends } = arena;
  const lefts = leftEnds.of(arena, left);
  const rights = rightEnds.of(arena, right);
  const best = new Map<number, number>();
  let pointer = 0;
  for (let place = 0; place < rights.count; place++) {
    const at = rights.order[place] ?? 0;
    const end = ends[at] ?? 0;
    for (; pointer < lefts.count && (ends[lefts.order[pointer] ?? 0] ?? 0) <= end; pointer++) {
      const index = lefts.order[pointer] ?? 0;
      const unit = units[starts[index] ?? 0] ?? -1;
      if (unit < 0 || units[ends[index] ?? 0] !== unit) continue;
      const known = best.get(unit);
      if (known === undefined || (starts[index] ?? 0) > (starts[known] ?? 0)) best.set(unit, index);
    }
    const unit = units[starts[at] ?? 0] ?? -1;
    const partner = best.get(unit);
    if (partner !== undefined && units[end] === unit) pairs.add(arena, partner, at, swapped);
  }
}

/** Left, and later right: minimal stretches over all speakers. */
export function sequence({ left, right }: Operands, { arena }: Field): void {
  const { start: starts, end: ends } = arena;
  const { order, count } = leftEnds.of(arena, left);
  pairs.clear();
  let pointer = 0;
  let best = -1;
  for (let at = arena.from[right] ?? 0, to = arena.to[right] ?? 0; at < to; at++) {
    const start = starts[at] ?? 0;
    for (; pointer < count && (ends[order[pointer] ?? 0] ?? 0) < start; pointer++) {
      const index = order[pointer] ?? 0;
      if (best < 0 || (starts[index] ?? 0) > (starts[best] ?? 0)) best = index;
    }
    if (best >= 0) pairs.add(arena, best, at, false);
  }
  pairs.pushMinimal(arena);
}

export interface RelativeHow {
  readonly direction: 'after' | 'before';
  readonly first: boolean;
  readonly negated: boolean;
  readonly withinMs: number | null;
}

/** Left spans with (or, negated, without) a right one before or after them; the partner is kept as evidence. */
export function relative({ left, right }: Operands, how: RelativeHow, field: Field): void {
  const { arena } = field;
  const otherFrom = arena.from[right] ?? 0;
  const none = otherFrom === (arena.to[right] ?? 0);
  const ends = leftEnds.of(arena, right);
  for (let at = arena.from[left] ?? 0, to = arena.to[left] ?? 0; at < to; at++) {
    const start = arena.start[at] ?? 0;
    const end = arena.end[at] ?? 0;
    if (how.first) {
      if (none || end < (arena.start[otherFrom] ?? 0)) arena.push(start, end, at, -1);
      continue;
    }
    const partner = how.direction === 'after' ? latestEndedBefore(arena, ends, start) : earliestStartingAfter(arena, right, end);
    const holds = partner >= 0 && isWithin(at, partner, how, field);
    if (holds !== how.negated) arena.push(start, end, at, how.negated ? -1 : partner);
  }
}

function latestEndedBefore(arena: SpanArena, { order, count }: EndOrder, start: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((arena.end[order[middle] ?? 0] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : (order[low - 1] ?? -1);
}

function earliestStartingAfter(arena: SpanArena, node: number, end: number): number {
  const to = arena.to[node] ?? 0;
  let low = arena.from[node] ?? 0;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((arena.start[middle] ?? 0) <= end) low = middle + 1;
    else high = middle;
  }
  return low === to ? -1 : low;
}

function isWithin(at: number, partner: number, how: RelativeHow, { arena, document }: Field): boolean {
  if (how.withinMs === null) return true;
  const [before, after] = how.direction === 'after' ? [partner, at] : [at, partner];
  return document.startMs(arena.start[after] ?? 0) - document.endMsOf(arena.end[before] ?? 0) <= how.withinMs;
}
