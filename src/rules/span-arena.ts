/**
 * The spans of all nodes in one document, in flat arrays that are used again for the next one. Spans are token ranges, both
 * ends inclusive; those of one node lie together, sorted by start, then end, each range once. `left` and `right` say which
 * spans of the operands a span was made of.
 *
 * What a scan finds comes first, in the order in which it ends: a single hit of a leaf is its node's span where it lies; of several,
 * each has the next one in `left`, and they are put together when somebody asks.
 */
export class SpanArena {
  start = new Int32Array(256);
  end = new Int32Array(256);
  left = new Int32Array(256);
  right = new Int32Array(256);
  /** First span, and the one after the last, per node. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Spans so far: where the next goes. */
  top = 0;
  /** Leaf nodes with a hit in this document. */
  readonly touched: Int32Array;
  touchedCount = 0;
  /** Which entries are of this document. */
  #epoch = 0;
  /** Per node: the document in which it was last hit, and in which its spans were put together; its first and last hit. */
  readonly #hitIn: Int32Array;
  readonly #laidIn: Int32Array;
  readonly #firstHit: Int32Array;
  readonly #lastHit: Int32Array;
  #open = 0;

  constructor(nodes: number) {
    this.from = new Int32Array(nodes);
    this.to = new Int32Array(nodes);
    this.touched = new Int32Array(nodes);
    this.#hitIn = new Int32Array(nodes);
    this.#laidIn = new Int32Array(nodes);
    this.#firstHit = new Int32Array(nodes);
    this.#lastHit = new Int32Array(nodes);
  }

  clear(): void {
    this.top = 0;
    this.touchedCount = 0;
    this.#epoch++;
  }

  /** A leaf node occurs, as the scan finds it. */
  hit(node: number, start: number, end: number): void {
    const at = this.top++;
    if (at === this.start.length) this.#grow();
    this.start[at] = start;
    this.end[at] = end;
    this.left[at] = -1;
    if (this.#hitIn[node] === this.#epoch) {
      this.left[this.#lastHit[node] ?? 0] = at;
      this.#laidIn[node] = 0;
    } else {
      this.#hitIn[node] = this.#epoch;
      this.#laidIn[node] = this.#epoch;
      this.from[node] = at;
      this.to[node] = this.top;
      this.#firstHit[node] = at;
      this.touched[this.touchedCount++] = node;
    }
    this.#lastHit[node] = at;
  }

  isHit(node: number): boolean {
    return this.#hitIn[node] === this.#epoch;
  }

  isLaid(node: number): boolean {
    return this.#laidIn[node] === this.#epoch;
  }

  /** Puts together what a scan found of a leaf node. */
  layHits(node: number): void {
    this.open();
    if (this.isHit(node))
      for (let at = this.#firstHit[node] ?? -1; at >= 0; at = this.left[at] ?? -1)
        this.insert(this.start[at] ?? 0, this.end[at] ?? 0, -1, -1);
    this.close(node);
  }

  /** What is pushed from now on belongs to one node, until `close`. */
  open(): void {
    this.#open = this.top;
  }

  close(node: number): void {
    this.from[node] = this.#open;
    this.to[node] = this.top;
    this.#laidIn[node] = this.#epoch;
  }

  push(start: number, end: number, left: number, right: number): void {
    const at = this.top++;
    if (at === this.start.length) this.#grow();
    this.start[at] = start;
    this.end[at] = end;
    this.left[at] = left;
    this.right[at] = right;
  }

  /** Keeps the order on the way in: spans arrive nearly sorted. A range that is there already is not taken again. */
  insert(start: number, end: number, left: number, right: number): void {
    let at = this.top;
    while (at > this.#open && isAfter(this, at - 1, start, end)) at--;
    if (at > this.#open && this.start[at - 1] === start && this.end[at - 1] === end) return;
    this.push(start, end, left, right);
    if (at === this.top - 1) return;
    for (const column of [this.start, this.end, this.left, this.right]) column.copyWithin(at + 1, at, this.top - 1);
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

function isAfter(arena: SpanArena, at: number, start: number, end: number): boolean {
  const own = arena.start[at] ?? 0;
  return own > start || (own === start && (arena.end[at] ?? 0) > end);
}

/** Spans of a node that contain no other span of it, as places in the arena, in order. */
export function minimalOf(arena: SpanArena, node: number): number[] {
  const kept: number[] = [];
  const from = arena.from[node] ?? 0;
  let earliest = Number.POSITIVE_INFINITY;
  for (let at = (arena.to[node] ?? 0) - 1; at >= from; at--) {
    const end = arena.end[at] ?? 0;
    if (end >= earliest) continue;
    if (at > from && arena.start[at - 1] === arena.start[at]) continue;
    earliest = end;
    kept.push(at);
  }
  return kept.reverse();
}

/** How many disjoint minimal spans a node has, taken from the left: always the one that ends first among those after the last. */
export function countDisjoint(arena: SpanArena, node: number): number {
  let count = 0;
  let last = -1;
  for (let at = arena.from[node] ?? 0, to = arena.to[node] ?? 0; at < to; at++) {
    const end = arena.end[at] ?? 0;
    if ((arena.start[at] ?? 0) > last) {
      count++;
      last = end;
    } else if (end < last) last = end;
  }
  return count;
}
