import type { Document } from './document.ts';
import { wordCode } from './vocabulary-codes.ts';
import type { Ordinals } from './windows.ts';

/** Questions about single words before all are laid out. */
const askedOneByOne = 8;

/** Each word's place in its speaker's stream. */
export interface StreamPlaces {
  /** Stream of a token: changes where its speaker's words are broken off; -1 for events. */
  readonly segment: Readonly<Int32Array>;
  /** Counted words before it in its stream. */
  readonly position: Readonly<Int32Array>;
  /** The counted word before it in its stream, or -1. */
  readonly previous: Readonly<Int32Array>;
}

/**
 * Where the words of one document stand. A scan notes where each run of one speaker's words begins; the place of each word is
 * worked out from that when something first asks, which most conversations never do.
 */
export class Places {
  /** Per run: its stream, -1 for events; the run before it in that stream, or -1; counted words before it there, and in all. */
  runSegment = new Int32Array(64);
  runBefore = new Int32Array(64);
  runPosition = new Int32Array(64);
  runOrdinal = new Int32Array(64);
  /** First token of each segment. */
  segmentStart = new Int32Array(64);
  #segments = 0;
  /** Counted words in all. */
  words = 0;
  /** Places among one speaker's words, as windows count them; made when asked for. */
  readonly ofSpeaker = new Map<string, Ordinals>();
  #document: Document | null = null;
  #codesOf: Readonly<Int32Array> = new Int32Array(0);
  #hasWords = false;
  #hasStreams = false;
  #asked = 0;
  #ordinal = new Int32Array(1024);
  #counted = new Uint8Array(1024);
  #segment = new Int32Array(1024);
  #position = new Int32Array(1024);
  #previous = new Int32Array(1024);

  begin(document: Document, codesOf: Readonly<Int32Array>): void {
    this.#document = document;
    this.#codesOf = codesOf;
    this.#hasWords = false;
    this.#hasStreams = false;
    this.#segments = 0;
    this.#asked = 0;
    if (this.ofSpeaker.size > 0) this.ofSpeaker.clear();
    if (document.runs <= this.runSegment.length) return;
    const size = document.runs * 2;
    this.runSegment = new Int32Array(size);
    this.runBefore = new Int32Array(size);
    this.runPosition = new Int32Array(size);
    this.runOrdinal = new Int32Array(size);
    this.segmentStart = new Int32Array(size);
  }

  /** A new segment that begins with a token; there are no more of them than runs. */
  openSegment(first: number): number {
    this.segmentStart[this.#segments] = first;
    return this.#segments++;
  }

  /** Notes where a run begins: `total` words were counted before it. */
  enterRun(run: number, stream: { readonly segment: number; readonly run: number; readonly position: number }, total: number): void {
    this.runSegment[run] = stream.segment;
    this.runBefore[run] = stream.run;
    this.runPosition[run] = stream.position;
    this.runOrdinal[run] = total;
  }

  /** Counted words before a token, whoever said them; -1 for events. */
  get ordinal(): Readonly<Int32Array> {
    if (!this.#hasWords) this.#layWords();
    return this.#ordinal;
  }

  /** As `ordinal`, of one token: a few are counted from where their run begins. */
  ordinalOf(token: number): number {
    if (this.#hasWords || this.#asked++ > askedOneByOne) return this.ordinal[token] ?? -1;
    const { ids, runEnds } = this.#read();
    let run = 0;
    let at = 0;
    for (; (runEnds[run] ?? token + 1) <= token; run++) at = runEnds[run] ?? 0;
    if ((this.runSegment[run] ?? -1) < 0) return -1;
    let ordinal = this.runOrdinal[run] ?? 0;
    for (; at < token; at++) if (((this.#codesOf[ids[at] ?? 0] ?? 0) & wordCode.uncounted) === 0) ordinal++;
    return ordinal;
  }

  /** 1 for words that count in distances. */
  get counted(): Readonly<Uint8Array> {
    if (!this.#hasWords) this.#layWords();
    return this.#counted;
  }

  get streams(): StreamPlaces {
    if (!this.#hasStreams) this.#layStreams();
    return { segment: this.#segment, position: this.#position, previous: this.#previous };
  }

  /** Where a phrase of so many words begins that ends in a run: the words in between that do not count are passed over. */
  startOf(end: number, words: number, endRun: number): number {
    const { ids, runEnds } = this.#read();
    const codesOf = this.#codesOf;
    let run = endRun;
    let first = run === 0 ? 0 : (runEnds[run - 1] ?? 0);
    let start = end;
    for (let left = words - 1; left > 0; ) {
      start--;
      while (start < first) {
        run = this.runBefore[run] ?? -1;
        if (run < 0) return end;
        start = (runEnds[run] ?? 0) - 1;
        first = run === 0 ? 0 : (runEnds[run - 1] ?? 0);
      }
      if (((codesOf[ids[start] ?? 0] ?? 0) & wordCode.uncounted) === 0) left--;
    }
    return start;
  }

  #read(): Document {
    if (this.#document === null) throw new Error('no document has been scanned');
    return this.#document;
  }

  #layWords(): void {
    this.#hasWords = true;
    const { ids, count, runs, runEnds } = this.#read();
    const codesOf = this.#codesOf;
    if (count > this.#ordinal.length) {
      this.#ordinal = new Int32Array(count * 2);
      this.#counted = new Uint8Array(count * 2);
    }
    const ordinal = this.#ordinal;
    const counted = this.#counted;
    let at = 0;
    for (let run = 0; run < runs; run++) {
      const to = runEnds[run] ?? 0;
      const isEvent = (this.runSegment[run] ?? -1) < 0;
      let place = isEvent ? -1 : (this.runOrdinal[run] ?? 0);
      for (; at < to; at++) {
        const counts = isEvent || ((codesOf[ids[at] ?? 0] ?? 0) & wordCode.uncounted) !== 0 ? 0 : 1;
        ordinal[at] = place;
        counted[at] = counts;
        place += counts;
      }
    }
  }

  #layStreams(): void {
    this.#hasStreams = true;
    const { count, runs, runEnds } = this.#read();
    const { ordinal, counted } = this;
    if (count > this.#segment.length) {
      this.#segment = new Int32Array(count * 2);
      this.#position = new Int32Array(count * 2);
      this.#previous = new Int32Array(count * 2);
    }
    let at = 0;
    for (let run = 0; run < runs; run++) {
      const to = runEnds[run] ?? 0;
      const shift = (this.runPosition[run] ?? 0) - (this.runOrdinal[run] ?? 0);
      let last = this.#lastBefore(run);
      for (; at < to; at++) {
        this.#segment[at] = this.runSegment[run] ?? -1;
        this.#position[at] = (ordinal[at] ?? 0) + shift;
        this.#previous[at] = last;
        if (counted[at] === 1) last = at;
      }
    }
  }

  /** The last counted word before a run in its stream, or -1. */
  #lastBefore(of: number): number {
    const { runEnds } = this.#read();
    const { counted } = this;
    for (let run = this.runBefore[of] ?? -1; run >= 0; run = this.runBefore[run] ?? -1) {
      const first = run === 0 ? 0 : (runEnds[run - 1] ?? 0);
      for (let at = (runEnds[run] ?? 0) - 1; at >= first; at--) if (counted[at] === 1) return at;
    }
    return -1;
  }
}
