import { piecesOf } from './live-quotes.ts';
import { endOf, inOneStream, type LiveSpan, startOf, wordsBetween } from './live-span.ts';
import { inOrder, joinByTurn } from './pieces.ts';
import type { SpanPlan } from './plan.ts';

export type PairPlan = Extract<SpanPlan, { op: 'adjacent' | 'near' | 'same' | 'sequence' }>;

/** A pair that may become a span of its node. */
export interface LiveCandidate {
  readonly span: LiveSpan;
  readonly partEnd: number;
  readonly partStart: number;
  released: boolean;
}

/** The pair as a candidate, or null when the two do not fit together. */
export function pairOf(node: PairPlan, left: LiveSpan, right: LiveSpan): LiveCandidate | null {
  switch (node.op) {
    case 'adjacent':
      return precedes(left, right) && inStream(left, right) && wordsBetween(left, right) === node.gap ? candidate(left, right, true) : null;
    case 'near':
      if (inStream(left, right) && precedes(left, right) && wordsBetween(left, right) <= node.words) return candidate(left, right, true);
      return !node.ordered && inStream(left, right) && precedes(right, left) && wordsBetween(right, left) <= node.words
        ? candidate(right, left, true)
        : null;
    case 'sequence':
      return precedes(left, right) ? candidate(left, right, false) : null;
    case 'same':
      return sameUnit(node, left, right) ? candidate(left, right, true) : null;
  }
}

function precedes(left: LiveSpan, right: LiveSpan): boolean {
  return endOf(left) < startOf(right);
}

function inStream(left: LiveSpan, right: LiveSpan): boolean {
  return inOneStream(left) && inOneStream(right) && left.first.segment === right.first.segment;
}

function sameUnit(node: Extract<PairPlan, { op: 'same' }>, left: LiveSpan, right: LiveSpan): boolean {
  const units = [left.first, left.last, right.first, right.last].map((place) => (node.unit === 'sentence' ? place.sentence : place.turn));
  return (units[0] ?? -1) >= 0 && units.every((unit) => unit === units[0]);
}

function candidate(before: LiveSpan, after: LiveSpan, joined: boolean): LiveCandidate {
  const first = startOf(before) <= startOf(after) ? before.first : after.first;
  const last = endOf(before) >= endOf(after) ? before.last : after.last;
  const pieces = [...piecesOf(before), ...piecesOf(after)];
  return {
    span: { first, last, pieces: joined ? joinByTurn(pieces) : inOrder(pieces) },
    partEnd: endOf(before),
    partStart: startOf(after),
    released: false,
  };
}

/** True when `inner` lies in `outer`, or covers the same range and wins it by its shorter parts. */
export function displaces(inner: LiveCandidate, outer: LiveCandidate): boolean {
  const innerStart = startOf(inner.span);
  const innerEnd = endOf(inner.span);
  const outerStart = startOf(outer.span);
  const outerEnd = endOf(outer.span);
  if (innerStart < outerStart || innerEnd > outerEnd) return false;
  if (innerStart !== outerStart || innerEnd !== outerEnd) return true;
  if (inner.released || outer.released) return inner.released;
  return inner.partEnd - outer.partEnd || outer.partStart - inner.partStart
    ? inner.partEnd < outer.partEnd || (inner.partEnd === outer.partEnd && inner.partStart > outer.partStart)
    : false;
}
