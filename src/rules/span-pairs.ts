import type { SpanArena } from './span-arena.ts';

/** Pairs of spans that may become spans, in flat arrays that are used again. */
export class PairList {
  count = 0;
  start = new Int32Array(64);
  end = new Int32Array(64);
  left = new Int32Array(64);
  right = new Int32Array(64);
  /** Where the first part ends and the second starts: between equal ranges the shorter parts win. */
  partEnd = new Int32Array(64);
  partStart = new Int32Array(64);
  #order = new Int32Array(64);

  clear(): void {
    this.count = 0;
  }

  /** The span at `before` in the arena with a later one at `after`; `swapped` where `before` is of the right operand. */
  add(arena: SpanArena, before: number, after: number, swapped: boolean): void {
    const at = this.count++;
    if (at === this.start.length) this.#grow();
    const { start, end } = arena;
    this.start[at] = Math.min(start[before] ?? 0, start[after] ?? 0);
    this.end[at] = end[after] ?? 0;
    this.left[at] = swapped ? after : before;
    this.right[at] = swapped ? before : after;
    this.partEnd[at] = end[before] ?? 0;
    this.partStart[at] = start[after] ?? 0;
  }

  /** Pairs that contain no other (Clarke, Cormack and Burkowski 1995), in order. */
  pushMinimal(arena: SpanArena): void {
    const order = this.#sorted();
    let latest = -1;
    for (let index = 0; index < this.count; index++) {
      const at = order[index] ?? 0;
      const start = this.start[at] ?? 0;
      if (start <= latest) continue;
      latest = start;
      arena.push(start, this.end[at] ?? 0, this.left[at] ?? -1, this.right[at] ?? -1);
    }
  }

  #sorted(): Int32Array {
    const { count } = this;
    const order = this.#order;
    for (let at = 0; at < count; at++) order[at] = at;
    if (count > 32) return order.subarray(0, count).sort((a, b) => this.#compare(a, b));
    for (let at = 1; at < count; at++) {
      const moved = order[at] ?? 0;
      let to = at;
      for (; to > 0 && this.#compare(order[to - 1] ?? 0, moved) > 0; to--) order[to] = order[to - 1] ?? 0;
      order[to] = moved;
    }
    return order;
  }

  #compare(a: number, b: number): number {
    return (
      (this.end[a] ?? 0) - (this.end[b] ?? 0) ||
      (this.start[b] ?? 0) - (this.start[a] ?? 0) ||
      (this.partEnd[a] ?? 0) - (this.partEnd[b] ?? 0) ||
      (this.partStart[b] ?? 0) - (this.partStart[a] ?? 0)
    );
  }

  #grow(): void {
    for (const name of ['start', 'end', 'left', 'right', 'partEnd', 'partStart'] as const) {
      const larger = new Int32Array(this[name].length * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
    this.#order = new Int32Array(this.start.length);
  }
}

/** Places of a node's spans by end, then start: their own order when no span lies inside another. */
export class EndOrder {
  order = new Int32Array(64);
  count = 0;

  of(arena: SpanArena, node: number): this {
    const from = arena.from[node] ?? 0;
    const { start, end } = arena;
    this.count = (arena.to[node] ?? 0) - from;
    if (this.count > this.order.length) this.order = new Int32Array(this.count * 2);
    const { order, count } = this;
    let isOrdered = true;
    for (let at = 0; at < count; at++) {
      order[at] = from + at;
      if (at > 0 && (end[from + at] ?? 0) < (end[from + at - 1] ?? 0)) isOrdered = false;
    }
    if (!isOrdered) order.subarray(0, count).sort((a, b) => (end[a] ?? 0) - (end[b] ?? 0) || (start[a] ?? 0) - (start[b] ?? 0));
    return this;
  }
}
