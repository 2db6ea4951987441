import type { Match } from './findings.ts';
import { piecesOf } from './live-quotes.ts';
import { endOf, type LiveSpan, startOf } from './live-span.ts';
import type { Piece } from './pieces.ts';

/** Whole numbers of a span of several quotes: where its times begin, first and last token, how many. One word alone has none of them. */
const spanNumbers = 4;
/** Of each quote: tokens, turn, characters, thousandths of its confidence. */
const pieceNumbers = 6;
const pieceTimes = 2;
const unknown = -1;

/**
 * Evidence of what was found in one live session, for the findings at its end: spans with their quotes as plain numbers, each kept
 * once however many nodes it bears, in arrays that grow by an eighth. A session may keep hundreds of them for an hour.
 */
export class LiveEvidence {
  /** Newest entry of each node. */
  readonly #newest = new Map<number, number>();
  /** Pairs (place of the span, the node's entry before it); -1 before the first. */
  #entries = new Int32Array(32);
  #entryCount = 0;
  #numbers = new Int32Array(64);
  #numberCount = 0;
  #times = new Float64Array(16);
  #timeCount = 0;
  /** Spans of the current step by their object: other nodes get the same ones. */
  readonly #fresh = new Map<LiveSpan, number>();

  add(node: number, spans: readonly LiveSpan[]): void {
    for (const span of spans) {
      const entry = this.#entryCount;
      if (entry + 2 > this.#entries.length) this.#entries = grown(this.#entries, new Int32Array(larger(entry + 2)));
      this.#entries[entry] = this.#placeOf(span);
      this.#entries[entry + 1] = this.#newest.get(node) ?? -1;
      this.#newest.set(node, entry);
      this.#entryCount = entry + 2;
    }
  }

  /** A step is over: its spans may be forgotten. */
  endStep(): void {
    if (this.#fresh.size > 0) this.#fresh.clear();
  }

  /** What a node has found, oldest first. */
  of(node: number): Match[] {
    const matches: Match[] = [];
    for (let entry = this.#newest.get(node) ?? -1; entry >= 0; entry = this.#entries[entry + 1] ?? -1)
      matches.push(this.#read(this.#entries[entry] ?? 0));
    return matches.reverse();
  }

  #placeOf(span: LiveSpan): number {
    const known = this.#fresh.get(span);
    if (known !== undefined) return known;
    const place = this.#store(span);
    this.#fresh.set(span, place);
    return place;
  }

  /** One quote: its numbers behind the place of its times; several: see `spanNumbers`, the place of the times below zero. */
  #store(span: LiveSpan): number {
    const pieces = piecesOf(span);
    const place = this.#numberCount;
    const times = this.#timeCount;
    this.#reserve(pieces.length);
    const [only] = pieces;
    if (pieces.length === 1 && only !== undefined && only.first === startOf(span) && only.last === endOf(span)) this.#push([times]);
    else this.#push([-1 - times, startOf(span), endOf(span), pieces.length]);
    for (const piece of pieces) this.#pushPiece(piece);
    return place;
  }

  #reserve(pieces: number): void {
    const numbers = this.#numberCount + spanNumbers + pieces * pieceNumbers;
    if (numbers > this.#numbers.length) this.#numbers = grown(this.#numbers, new Int32Array(larger(numbers)));
    const times = this.#timeCount + pieces * pieceTimes;
    if (times > this.#times.length) this.#times = grown(this.#times, new Float64Array(larger(times)));
  }

  #push(numbers: readonly number[]): void {
    this.#numbers.set(numbers, this.#numberCount);
    this.#numberCount += numbers.length;
  }

  #pushPiece({ first, last, turn, start, end, startMs, endMs, confidence }: Piece): void {
    this.#push([first, last, turn, start, end, Number.isNaN(confidence) ? unknown : Math.round(confidence * 1000)]);
    this.#times[this.#timeCount++] = startMs;
    this.#times[this.#timeCount++] = endMs;
  }

  #read(place: number): Match {
    const [times = 0, start = 0, end = 0, count = 0] = this.#numbers.subarray(place, place + spanNumbers);
    if (times >= 0) {
      const only = this.#piece(place + 1, times);
      return { start: only.first, end: only.last, pieces: [only] };
    }
    const first = place + spanNumbers;
    const pieces = Array.from({ length: count }, (_, index) => this.#piece(first + index * pieceNumbers, -1 - times + index * pieceTimes));
    return { start, end, pieces };
  }

  #piece(place: number, times: number): Piece {
    const [first = 0, last = 0, turn = -1, start = 0, end = 0, thousandths = unknown] = this.#numbers.subarray(place, place + pieceNumbers);
    const [startMs = Number.NaN, endMs = Number.NaN] = this.#times.subarray(times, times + pieceTimes);
    return { first, last, turn, start, end, startMs, endMs, confidence: thousandths === unknown ? Number.NaN : thousandths / 1000 };
  }
}

function larger(length: number): number {
  return Math.ceil(length * 1.125) + 8;
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
