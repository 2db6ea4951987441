import { transitionSlot } from './automaton.ts';
import { interjectionWords } from './conversation.ts';
import type { Document } from './document.ts';
import type { Program } from './plan.ts';
import { type VocabularyCodes, wordCode } from './vocabulary-codes.ts';

/**
 * Where the leaves of a program occur in one document, as linked lists in flat arrays; and each token's place in its
 * speaker's stream. Reused from document to document: `epoch` says which entries are of this one.
 */
export class Postings {
  epoch = 0;
  readonly stamp: Int32Array;
  readonly head: Int32Array;
  readonly tail: Int32Array;
  /** Leaves with a hit in this document. */
  readonly touched: Int32Array;
  touchedCount = 0;
  hitStart = new Int32Array(1024);
  hitEnd = new Int32Array(1024);
  hitNext = new Int32Array(1024);
  hits = 0;
  /** Fillers and redaction tokens met. */
  skipped = 0;
  /** Stream of a token: changes where its speaker's words are broken off. */
  segment = new Int32Array(1024);
  /** Counted words before it in its stream. */
  position = new Int32Array(1024);
  /** The counted word before it in its stream, or -1. */
  previous = new Int32Array(1024);
  /** 1 for words that count in distances. */
  counted = new Uint8Array(1024);
  /** Places among the words, of everybody or of one speaker, as windows count them; made when asked for. */
  readonly wordPlaces = new Map<string, { readonly of: (token: number) => number; readonly total: number }>();
  /** First token of each segment. */
  segmentStart: number[] = [];

  constructor(leaves: number) {
    this.stamp = new Int32Array(leaves);
    this.head = new Int32Array(leaves);
    this.tail = new Int32Array(leaves);
    this.touched = new Int32Array(leaves);
  }

  begin(tokens: number): void {
    this.epoch++;
    this.touchedCount = 0;
    this.hits = 0;
    this.skipped = 0;
    this.segmentStart.length = 0;
    this.wordPlaces.clear();
    if (tokens <= this.segment.length) return;
    const size = Math.max(tokens, this.segment.length * 2);
    this.segment = new Int32Array(size);
    this.position = new Int32Array(size);
    this.previous = new Int32Array(size);
    this.counted = new Uint8Array(size);
  }

  add(leaf: number, start: number, end: number): void {
    const hit = this.hits++;
    if (hit === this.hitStart.length) this.#grow();
    this.hitStart[hit] = start;
    this.hitEnd[hit] = end;
    this.hitNext[hit] = -1;
    if (this.stamp[leaf] === this.epoch) this.hitNext[this.tail[leaf] ?? 0] = hit;
    else {
      this.stamp[leaf] = this.epoch;
      this.head[leaf] = hit;
      this.touched[this.touchedCount++] = leaf;
    }
    this.tail[leaf] = hit;
  }

  #grow(): void {
    for (const name of ['hitStart', 'hitEnd', 'hitNext'] as const) {
      const larger = new Int32Array(this[name].length * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}

/** A speaker's place while scanning: voice streams run on across short interjections. */
interface Stream {
  state: number;
  segment: number;
  position: number;
  last: number;
  turn: number;
  /** Counted words of the others when this speaker last spoke. */
  othersAtLast: number;
  own: number;
}

/** One pass over the words: positions, literal phrases by the automaton, tested words by their codes. */
export function scan(document: Document, program: Program, codes: VocabularyCodes, postings: Postings): void {
  postings.begin(document.count);
  const streams: Stream[] = document.speakers.map(() => ({
    state: 0,
    segment: -1,
    position: 0,
    last: -1,
    turn: -1,
    othersAtLast: 0,
    own: 0,
  }));
  const { turnOf, count } = document;
  let total = 0;
  let at = 0;
  while (at < count) {
    const turn = turnOf[at] ?? -1;
    if (turn < 0) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < count && turnOf[end] === turn) end++;
    const stream = streams[document.turnSpeaker[turn] ?? 0];
    if (stream !== undefined) {
      enterTurn(stream, { turn, total, at, isText: document.isText }, postings);
      const before = stream.own;
      scanRun(stream, { from: at, to: end, document, program, codes, postings });
      total += stream.own - before;
      stream.othersAtLast = total - stream.own;
    }
    at = end;
  }
}

function enterTurn(stream: Stream, entry: { turn: number; total: number; at: number; isText: boolean }, postings: Postings): void {
  if (stream.turn === entry.turn) return;
  stream.turn = entry.turn;
  const interjected = entry.total - stream.own - stream.othersAtLast;
  if (stream.segment >= 0 && !entry.isText && interjected <= interjectionWords) return;
  stream.segment = postings.segmentStart.push(entry.at) - 1;
  stream.position = 0;
  stream.state = 0;
  stream.last = -1;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly document: Document;
  readonly program: Program;
  readonly codes: VocabularyCodes;
  readonly postings: Postings;
}

/** The hot loop: one iteration per word, no allocation. */
function scanRun(stream: Stream, run: Run): void {
  const { document, program, codes, postings } = run;
  const { ids } = document.tokens;
  const codeOf = codes.codes();
  const { segment, position, previous, counted } = postings;
  const { table, tableMask, fail, rootNext, firstOutput } = program.automaton;
  let { state, last, position: place } = stream;
  const { segment: own } = stream;
  const { to } = run;
  for (let at = run.from; at < to; at++) {
    const id = ids[at] ?? 0;
    const code = codeOf[id] ?? 0;
    segment[at] = own;
    position[at] = place;
    previous[at] = last;
    if (code >= wordCode.tested) {
      if ((code & wordCode.sentenceBreak) !== 0) {
        counted[at] = 0;
        continue;
      }
      if ((code & wordCode.tested) !== 0) for (const leaf of codes.testedLeaves(id)) postings.add(leaf, at, at);
      if ((code & wordCode.skipped) !== 0) {
        counted[at] = 0;
        postings.skipped++;
        const symbol = code & wordCode.symbolMask;
        if (symbol !== 0) addOutputs(program, rootNext[symbol] ?? 0, at, postings);
        continue;
      }
    }
    counted[at] = 1;
    place++;
    last = at;
    const symbol = code & wordCode.symbolMask;
    if (symbol === 0) {
      state = 0;
      continue;
    }
    let next = 0;
    while (state !== 0 && next === 0) {
      let slot = transitionSlot(state, symbol) & tableMask;
      for (;;) {
        const found = table[slot * 3];
        if (found === 0) break;
        if (found === state && table[slot * 3 + 1] === symbol) {
          next = table[slot * 3 + 2] ?? 0;
          break;
        }
        slot = (slot + 1) & tableMask;
      }
      if (next === 0) state = fail[state] ?? 0;
    }
    state = next === 0 ? (rootNext[symbol] ?? 0) : next;
    if (firstOutput[state] !== firstOutput[state + 1]) addOutputs(program, state, at, postings);
  }
  stream.own += place - stream.position;
  stream.state = state;
  stream.last = last;
  stream.position = place;
}

function addOutputs(program: Program, state: number, end: number, postings: Postings): void {
  const { firstOutput, outputs } = program.automaton;
  const to = firstOutput[state + 1] ?? 0;
  for (let at = firstOutput[state] ?? 0; at < to; at += 2) {
    let start = end;
    for (let words = outputs[at + 1] ?? 1; words > 1; words--) start = postings.previous[start] ?? start;
    postings.add(outputs[at] ?? 0, start, end);
  }
}
