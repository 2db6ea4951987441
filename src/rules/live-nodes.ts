import { asksForAnswer } from './judge.ts';
import { displaces, type LiveCandidate, type PairPlan, pairOf } from './live-pairs.ts';
import { piecesOf } from './live-quotes.ts';
import { endOf, inOneStream, type LiveSpan, startOf, wordsBetween } from './live-span.ts';
import { inOrder, lowestConfidence } from './pieces.ts';
import type { Program, SpanPlan } from './plan.ts';
import type { Window } from './syntax.ts';
import { windowBounds } from './windows.ts';

/** A lower bound on where spans to come can start. */
export interface LowMark {
  readonly token: number;
  readonly ms: number;
}

export const never: LowMark = { token: Number.POSITIVE_INFINITY, ms: Number.POSITIVE_INFINITY };

/** What nodes ask of the conversation so far. */
export interface LiveField {
  readonly program: Program;
  readonly hasClock: boolean;
  readonly ended: boolean;
  readonly clock: { readonly zeroMs: number; readonly recordingMs: number; readonly endMs: number };
  /** Totals for `last n turns / words`, at the end. */
  totals(node: Extract<SpanPlan, { op: 'window' }>): { readonly words: number; readonly turns: number };
  low(node: number): LowMark;
  /** Counted words between a span and the next word its speaker can say in the same stream; Infinity when the stream is broken. */
  wordsSince(span: LiveSpan): number;
  /** Whether finding nothing of a node means that it was not said. */
  isSearched(node: number): boolean;
  /** The token that comes next: a low mark before it is a partial match, or a span that is held. */
  readonly nextToken: number;
}

const none: readonly LiveSpan[] = [];
const noCandidates: readonly LiveCandidate[] = [];

/** What a node keeps between steps: only what spans to come can still meet. */
export class LiveNode {
  readonly plan: SpanPlan;
  left: readonly LiveSpan[] = none;
  right: readonly LiveSpan[] = none;
  held: readonly LiveSpan[] = none;
  candidates: readonly LiveCandidate[] = noCandidates;
  #recent: readonly LiveSpan[] = none;

  constructor(plan: SpanPlan) {
    this.plan = plan;
  }

  get size(): number {
    return this.left.length + this.right.length + this.held.length + this.candidates.length + this.#recent.length;
  }

  get isWaiting(): boolean {
    return this.held.length > 0 || this.candidates.some((candidate) => !candidate.released);
  }

  /** Takes new spans of the operands and returns the node's own spans that are now certain. */
  step(left: readonly LiveSpan[], right: readonly LiveSpan[], field: LiveField): LiveSpan[] {
    const { plan } = this;
    switch (plan.op) {
      case 'either':
        return this.#fresh(left, field);
      case 'adjacent':
      case 'near':
      case 'same':
      case 'sequence':
        return this.#pairs(plan, left, right, field);
      case 'notNear':
        return this.#notNear(plan, left, right, field);
      case 'notIn':
        return this.#notIn(plan, left, right, field);
      case 'relative':
        return this.#relative(plan, left, right, field);
      case 'window':
        return this.#window(plan, left, field);
      case 'atTurn':
        return plan.edge === 'start' ? left.filter((span) => span.first.turn >= 0 && span.first.turnWords === 0) : this.#atTurnEnd(left);
      case 'asr':
        return left.filter((span) => !(lowestConfidence(piecesOf(span)) < plan.floor));
      case 'limit':
        return field.hasClock ? left.filter((span) => span.last.endMs - span.first.startMs <= plan.withinMs) : [];
      default:
        return [...left];
    }
  }

  /** The same range from two alternatives is one span. */
  #fresh(spans: readonly LiveSpan[], field: LiveField): LiveSpan[] {
    const fresh: LiveSpan[] = [];
    for (const span of spans) {
      if (this.#recent.some((known) => startOf(known) === startOf(span) && endOf(known) === endOf(span))) continue;
      this.#recent = joined(this.#recent, [span]);
      fresh.push(span);
    }
    const low = this.#lowOf(field, this.plan.op === 'either' ? this.plan.options : []);
    this.#recent = kept(this.#recent, (span) => startOf(span) >= low);
    return fresh;
  }

  #lowOf(field: LiveField, children: readonly number[]): number {
    return children.reduce((low, child) => Math.min(low, field.low(child).token), Number.POSITIVE_INFINITY);
  }

  #pairs(plan: PairPlan, left: readonly LiveSpan[], right: readonly LiveSpan[], field: LiveField): LiveSpan[] {
    for (const span of left) for (const other of this.right) this.#consider(pairOf(plan, span, other));
    this.left = joined(this.left, left);
    for (const span of right) for (const other of this.left) this.#consider(pairOf(plan, other, span));
    this.right = joined(this.right, right);
    const lowLeft = field.low(plan.left).token;
    const lowRight = field.low(plan.right).token;
    const released = this.#release(plan, Math.min(lowLeft, lowRight), field);
    this.#prunePartners(plan, { lowLeft, lowRight }, field);
    return released;
  }

  /** Forgets partners that nothing to come can reach. */
  prune(field: LiveField): void {
    const { plan } = this;
    if (plan.op !== 'adjacent' && plan.op !== 'near' && plan.op !== 'same' && plan.op !== 'sequence') return;
    this.#prunePartners(plan, { lowLeft: field.low(plan.left).token, lowRight: field.low(plan.right).token }, field);
  }

  #consider(candidate: LiveCandidate | null): void {
    if (candidate === null) return;
    if (this.plan.op !== 'adjacent' && this.candidates.some((known) => displaces(known, candidate))) return;
    if (this.plan.op === 'adjacent') {
      const same = (known: LiveCandidate): boolean =>
        startOf(known.span) === startOf(candidate.span) && endOf(known.span) === endOf(candidate.span);
      if (this.candidates.some(same)) return;
    } else {
      this.candidates = kept(this.candidates, (known) => known.released || !displaces(candidate, known));
    }
    this.candidates = joined(this.candidates, [candidate]);
  }

  /** A candidate is certain when nothing to come can lie inside it. */
  #release(plan: PairPlan, low: number, field: LiveField): LiveSpan[] {
    const isDelayed = [plan.left, plan.right].some((child) => field.program.nodes[child]?.delayed);
    const out: LiveSpan[] = [];
    for (const candidate of this.candidates) {
      if (candidate.released || (isDelayed && plan.op !== 'adjacent' && low <= endOf(candidate.span))) continue;
      candidate.released = true;
      out.push(candidate.span);
    }
    const retained = [...this.left, ...this.right].reduce((least, span) => Math.min(least, startOf(span)), low);
    this.candidates = kept(this.candidates, (candidate) => !candidate.released || startOf(candidate.span) >= retained);
    return out;
  }

  #prunePartners(plan: PairPlan, lows: { lowLeft: number; lowRight: number }, field: LiveField): void {
    if (plan.op === 'sequence') {
      this.right = kept(this.right, (span) => lows.lowLeft <= startOf(span));
      this.#keepBestLeft(lows.lowRight);
      return;
    }
    const reach = plan.op === 'near' ? plan.words : plan.op === 'adjacent' ? plan.gap : Number.POSITIVE_INFINITY;
    const open = (span: LiveSpan, low: number): boolean => {
      if (low <= endOf(span) || low < field.nextToken) return true;
      if (plan.op === 'same') return low !== Number.POSITIVE_INFINITY && !span.first.turnState.ended;
      return low !== Number.POSITIVE_INFINITY && field.wordsSince(span) <= reach;
    };
    // A partial match that is still alive began within reach: the partner must wait for it.
    this.left = kept(this.left, (span) => open(span, lows.lowRight));
    this.right = kept(this.right, (span) => open(span, lows.lowLeft));
  }

  /** Of the left spans that every right span to come starts after, only the latest can be part of a minimal one. */
  #keepBestLeft(lowRight: number): void {
    let best: LiveSpan | null = null;
    for (const span of this.left) {
      if (endOf(span) >= lowRight) continue;
      if (best === null || startOf(span) > startOf(best) || (startOf(span) === startOf(best) && endOf(span) < endOf(best))) best = span;
    }
    this.left = kept(this.left, (span) => endOf(span) >= lowRight || span === best);
  }

  #notNear(
    plan: Extract<SpanPlan, { op: 'notNear' }>,
    left: readonly LiveSpan[],
    right: readonly LiveSpan[],
    field: LiveField,
  ): LiveSpan[] {
    const isNear = (span: LiveSpan, other: LiveSpan): boolean => {
      if (other.first.segment !== span.first.segment) return false;
      if (endOf(other) >= startOf(span) && startOf(other) <= endOf(span)) return true;
      if (!inOneStream(span) || !inOneStream(other)) return false;
      return endOf(span) < startOf(other) ? wordsBetween(span, other) <= plan.words : wordsBetween(other, span) <= plan.words;
    };
    this.right = joined(this.right, right);
    this.held = joined(this.held, left);
    this.held = kept(this.held, (span) => !this.right.some((other) => isNear(span, other)));
    const lowRight = field.low(plan.right).token;
    const lowLeft = field.low(plan.left).token;
    const certain = this.#take(
      (span) =>
        lowRight > endOf(span) &&
        lowRight >= field.nextToken &&
        (lowRight === Number.POSITIVE_INFINITY || field.wordsSince(span) > plan.words),
    );
    this.right = kept(this.right, (span) => this.held.length > 0 || lowLeft < field.nextToken || field.wordsSince(span) <= plan.words);
    return certain;
  }

  #notIn(plan: Extract<SpanPlan, { op: 'notIn' }>, left: readonly LiveSpan[], right: readonly LiveSpan[], field: LiveField): LiveSpan[] {
    const holds = (outer: LiveSpan, span: LiveSpan): boolean => {
      const crossing = outer.first.segment !== outer.last.segment;
      return startOf(outer) <= startOf(span) && endOf(outer) >= endOf(span) && (crossing || outer.first.segment === span.first.segment);
    };
    this.right = joined(this.right, right);
    this.held = joined(this.held, left);
    this.held = kept(this.held, (span) => !this.right.some((outer) => holds(outer, span)));
    const lowRight = field.low(plan.right).token;
    const lowLeft = field.low(plan.left).token;
    const certain = this.#take((span) => lowRight > startOf(span));
    this.right = kept(this.right, (span) => lowLeft <= endOf(span));
    return certain;
  }

  #relative(
    plan: Extract<SpanPlan, { op: 'relative' }>,
    left: readonly LiveSpan[],
    right: readonly LiveSpan[],
    field: LiveField,
  ): LiveSpan[] {
    if (plan.withinMs !== null && !field.hasClock) return [];
    this.held = joined(this.held, left);
    this.right = joined(this.right, right);
    if (plan.first) return this.#beforeFirst(plan, field);
    if (asksForAnswer(plan) && !field.isSearched(plan.other)) {
      if (field.ended) this.held = none;
      return [];
    }
    return plan.direction === 'after' ? this.#after(plan, field) : this.#before(plan, field);
  }

  #beforeFirst(plan: Extract<SpanPlan, { op: 'relative' }>, field: LiveField): LiveSpan[] {
    const [earliest] = [...this.right].sort((a, b) => startOf(a) - startOf(b));
    if (earliest !== undefined) {
      this.right = kept(this.right, (span) => span === earliest);
      this.held = kept(this.held, (span) => endOf(span) < startOf(earliest));
    }
    const low = field.low(plan.other).token;
    return this.#take((span) => low > endOf(span));
  }

  #after(plan: Extract<SpanPlan, { op: 'relative' }>, field: LiveField): LiveSpan[] {
    const low = field.low(plan.other).token;
    const out: LiveSpan[] = [];
    for (const span of this.#take((held) => low >= startOf(held))) {
      const partner = latestEnded(this.right, startOf(span));
      const holds = partner !== null && (plan.withinMs === null || span.first.startMs - partner.last.endMs <= plan.withinMs);
      if (holds !== plan.negated) out.push(plan.negated ? span : withPartner(span, partner));
    }
    const lowChild = Math.min(field.low(plan.child).token, ...this.held.map(startOf));
    const latest = latestEnded(this.right, lowChild);
    this.right = kept(this.right, (span) => endOf(span) >= lowChild || span === latest);
    return out;
  }

  #before(plan: Extract<SpanPlan, { op: 'relative' }>, field: LiveField): LiveSpan[] {
    const low = field.low(plan.other);
    const limit = plan.withinMs ?? Number.POSITIVE_INFINITY;
    const out: LiveSpan[] = [];
    this.held = kept(this.held, (span) => {
      const partner = earliestAfter(this.right, endOf(span));
      const settled = partner !== null && low.token >= startOf(partner);
      const expired = partner === null && (low.token === Number.POSITIVE_INFINITY || low.ms - span.last.endMs > limit);
      if (!settled && !expired) return true;
      const holds = partner !== null && partner.first.startMs - span.last.endMs <= limit;
      const isWithin = partner !== null && (plan.withinMs === null || holds);
      if (isWithin !== plan.negated) out.push(plan.negated ? span : withPartner(span, partner));
      return false;
    });
    const lowChild = Math.min(field.low(plan.child).token, ...this.held.map(startOf));
    this.right = kept(this.right, (span) => startOf(span) > lowChild || field.low(plan.child).token <= startOf(span));
    return out;
  }

  #window(plan: Extract<SpanPlan, { op: 'window' }>, left: readonly LiveSpan[], field: LiveField): LiveSpan[] {
    const { window } = plan;
    const late = window.kind === 'share' || ('edge' in window && window.edge === 'last');
    if (!late) return left.filter((span) => inWindow(plan, span, field));
    this.held = joined(this.held, left);
    if (!field.ended) {
      if (window.kind === 'time') this.held = kept(this.held, (span) => !(field.low(plan.id).ms - span.first.startMs > window.ms));
      return [];
    }
    return this.#take(() => true).filter((span) => inWindow(plan, span, field));
  }

  #atTurnEnd(left: readonly LiveSpan[]): LiveSpan[] {
    this.held = joined(this.held, left);
    const done = this.#take((span) => span.last.turn < 0 || span.last.turnState.ended);
    return done.filter((span) => span.last.turn >= 0 && span.last.turnWords + span.last.counted === span.last.turnState.words);
  }

  /** Removes and returns the held spans that pass. */
  #take(test: (span: LiveSpan) => boolean): LiveSpan[] {
    const taken: LiveSpan[] = [];
    this.held = kept(this.held, (span) => {
      if (!test(span)) return true;
      taken.push(span);
      return false;
    });
    return taken;
  }
}

/** Lists of no more room than they need: a session keeps hundreds of them. */
function joined<T>(list: readonly T[], more: readonly T[]): readonly T[] {
  if (more.length === 0) return list;
  return list.length === 0 ? more.slice() : list.concat(more);
}

/** Those that pass; every item is tested once. */
function kept<T>(list: readonly T[], test: (item: T) => boolean): readonly T[] {
  if (list.length === 0) return list;
  const passing = list.filter(test);
  return passing.length === list.length ? list : passing.slice();
}

function withPartner(span: LiveSpan, partner: LiveSpan | null): LiveSpan {
  return partner === null ? span : { ...span, pieces: inOrder([...piecesOf(span), ...piecesOf(partner)]) };
}

function latestEnded(spans: readonly LiveSpan[], before: number): LiveSpan | null {
  let best: LiveSpan | null = null;
  for (const span of spans) {
    if (endOf(span) >= before) continue;
    if (best === null || endOf(span) > endOf(best) || (endOf(span) === endOf(best) && startOf(span) > startOf(best))) best = span;
  }
  return best;
}

function earliestAfter(spans: readonly LiveSpan[], after: number): LiveSpan | null {
  let best: LiveSpan | null = null;
  for (const span of spans) {
    if (startOf(span) <= after) continue;
    if (best === null || startOf(span) < startOf(best) || (startOf(span) === startOf(best) && endOf(span) < endOf(best))) best = span;
  }
  return best;
}

function ordinalKey(plan: SpanPlan): 'all' | 'role' | 'own' {
  return plan.speaker === null ? 'all' : plan.speaker.nth === null ? 'role' : 'own';
}

function inWindow(plan: Extract<SpanPlan, { op: 'window' }>, span: LiveSpan, field: LiveField): boolean {
  const { window, fully } = plan;
  if (window.kind === 'turns' || window.kind === 'words') return inOrdinals({ plan, ordinal: window.kind }, span, field);
  const bounds = windowBounds(window, field.clock);
  if (bounds === null) return window.kind === 'share' && !field.hasClock && inOrdinals({ plan, ordinal: 'words' }, span, field);
  const { fromMs, toMs } = bounds;
  const ms = span.first.startMs;
  return ms >= fromMs && ms <= toMs && (!fully || span.last.endMs <= toMs);
}

function inOrdinals(
  of: { plan: Extract<SpanPlan, { op: 'window' }>; ordinal: 'turns' | 'words' },
  span: LiveSpan,
  field: LiveField,
): boolean {
  const { plan, ordinal } = of;
  const window: Window = plan.window;
  if (span.first.turn < 0) return false;
  const key = window.kind === 'share' ? 'all' : ordinalKey(plan);
  const total =
    window.kind !== 'share' && 'edge' in window && window.edge === 'first' ? Number.POSITIVE_INFINITY : field.totals(plan)[ordinal];
  const count = window.kind === 'share' ? window.share * total : 'count' in window ? window.count : 0;
  const isFirst = 'edge' in window && window.edge === 'first';
  const from = isFirst ? 0 : total - count;
  const to = isFirst ? count : total;
  const place = span.first[ordinal][key];
  return place >= from && place < to && (!plan.fully || span.last[ordinal][key] < to);
}
