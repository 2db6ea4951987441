import type { Ordinals } from './windows.ts';

/**
 * Where the leaf nodes of a program occur in one document, as linked lists in flat arrays, and each token's place in its
 * speaker's stream. Reused from document to document: `epoch` says which entries are of this one.
 */
export class Postings {
  epoch = 0;
  /** Three numbers per node and one spare: the epoch of its last hit, its first and its last hit. */
  readonly #lists: Int32Array;
  /** Leaf nodes with a hit in this document. */
  readonly touched: Int32Array;
  touchedCount = 0;
  /** Per hit: first and last token, and the node's next hit, -1 after the last; one spare. */
  hits: Int32Array = new Int32Array(4096);
  hitCount = 0;
  /** Words masked beyond their kind. */
  masked = 0;
  /** Stream of a token: changes where its speaker's words are broken off. */
  segment = new Int32Array(1024);
  /** Counted words before it in its stream. */
  position = new Int32Array(1024);
  /** Counted words before it, whoever said them; -1 for events. */
  ordinal = new Int32Array(1024);
  /** The counted word before it in its stream, or -1. */
  previous = new Int32Array(1024);
  /** 1 for words that count in distances. */
  counted = new Uint8Array(1024);
  /** Counted words in all. */
  words = 0;
  /** Places among one speaker's words, as windows count them; made when asked for. */
  readonly wordPlaces = new Map<string, Ordinals>();
  /** First token of each segment. */
  segmentStart: number[] = [];

  constructor(nodes: number) {
    this.#lists = new Int32Array(nodes * 4);
    this.touched = new Int32Array(nodes);
  }

  begin(tokens: number): void {
    this.epoch++;
    this.touchedCount = 0;
    this.hitCount = 0;
    this.masked = 0;
    this.segmentStart.length = 0;
    if (this.wordPlaces.size > 0) this.wordPlaces.clear();
    if (tokens <= this.segment.length) return;
    const size = Math.max(tokens, this.segment.length * 2);
    this.segment = new Int32Array(size);
    this.position = new Int32Array(size);
    this.ordinal = new Int32Array(size);
    this.previous = new Int32Array(size);
    this.counted = new Uint8Array(size);
  }

  add(node: number, start: number, end: number): void {
    const hit = this.hitCount++ * 4;
    if (hit === this.hits.length) this.#grow();
    const { hits } = this;
    hits[hit] = start;
    hits[hit + 1] = end;
    hits[hit + 2] = -1;
    const lists = this.#lists;
    const list = node * 4;
    if (lists[list] === this.epoch) hits[(lists[list + 2] ?? 0) + 2] = hit;
    else {
      lists[list] = this.epoch;
      lists[list + 1] = hit;
      this.touched[this.touchedCount++] = node;
    }
    lists[list + 2] = hit;
  }

  /** Where a node's first hit lies in `hits`; -1 without one. */
  firstHit(node: number): number {
    return this.#lists[node * 4] === this.epoch ? (this.#lists[node * 4 + 1] ?? -1) : -1;
  }

  #grow(): void {
    const larger = new Int32Array(this.hits.length * 2);
    larger.set(this.hits);
    this.hits = larger;
  }
}
