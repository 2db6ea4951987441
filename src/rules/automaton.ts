/** Aho–Corasick over word symbols (Aho and Corasick 1975): all literal phrases of all rules in one pass over a conversation. */
export interface LiteralPattern {
  readonly symbols: readonly number[];
  /** Posting list the hit goes to. */
  readonly leaf: number;
}

export interface Automaton {
  readonly states: number;
  readonly symbols: number;
  /** Next state from the root, by symbol. */
  readonly rootNext: Int32Array;
  /** Next state from any other: open-addressed triples (state, symbol, next), `tableMask + 1` of them. */
  readonly table: Int32Array;
  readonly tableMask: number;
  readonly fail: Int32Array;
  /** Words on the way from the root. */
  readonly depth: Int32Array;
  /** Hits of a state: `outputs[firstOutput[s] … firstOutput[s + 1])` in pairs (leaf, words). */
  readonly firstOutput: Int32Array;
  readonly outputs: Int32Array;
}

export function transitionSlot(state: number, symbol: number): number {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(symbol, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

export function buildAutomaton(patterns: readonly LiteralPattern[], symbols: number): Automaton {
  const trie = buildTrie(patterns);
  const { fail, order } = failures(trie.next);
  const { firstOutput, outputs } = collectOutputs(trie, fail, order);
  const { table, tableMask } = hashTransitions(trie.next);
  const rootNext = new Int32Array(Math.max(1, symbols));
  for (const [symbol, state] of trie.next[0] ?? []) rootNext[symbol] = state;
  return { states: trie.next.length, symbols, rootNext, table, tableMask, fail, depth: Int32Array.from(trie.depth), firstOutput, outputs };
}

interface Trie {
  readonly next: Map<number, number>[];
  readonly depth: number[];
  readonly ends: (LiteralPattern[] | undefined)[];
}

function buildTrie(patterns: readonly LiteralPattern[]): Trie {
  const trie: Trie = { next: [new Map()], depth: [0], ends: [] };
  for (const pattern of patterns) {
    let state = 0;
    for (const symbol of pattern.symbols) {
      const edges = trie.next[state] ?? new Map<number, number>();
      let to = edges.get(symbol);
      if (to === undefined) {
        to = trie.next.length;
        edges.set(symbol, to);
        trie.next.push(new Map());
        trie.depth.push((trie.depth[state] ?? 0) + 1);
      }
      state = to;
    }
    const ends = trie.ends[state] ?? [];
    if (!ends.some((end) => end.leaf === pattern.leaf)) ends.push(pattern);
    trie.ends[state] = ends;
  }
  return trie;
}

function failures(next: readonly Map<number, number>[]): { fail: Int32Array; order: number[] } {
  const fail = new Int32Array(next.length);
  const order = [...(next[0]?.values() ?? [])];
  for (let at = 0; at < order.length; at++) {
    const state = order[at] ?? 0;
    for (const [symbol, to] of next[state] ?? []) {
      let link = fail[state] ?? 0;
      while (link !== 0 && !next[link]?.has(symbol)) link = fail[link] ?? 0;
      fail[to] = next[link]?.get(symbol) ?? 0;
      order.push(to);
    }
  }
  return { fail, order };
}

function collectOutputs(trie: Trie, fail: Int32Array, order: readonly number[]): { firstOutput: Int32Array; outputs: Int32Array } {
  const lists: number[][] = Array.from({ length: trie.next.length }, () => []);
  for (const state of order) {
    const own = (trie.ends[state] ?? []).flatMap((pattern) => [pattern.leaf, pattern.symbols.length]);
    lists[state] = [...own, ...(lists[fail[state] ?? 0] ?? [])];
  }
  const firstOutput = new Int32Array(trie.next.length + 1);
  let total = 0;
  for (const [state, list] of lists.entries()) {
    firstOutput[state] = total;
    total += list.length;
  }
  firstOutput[trie.next.length] = total;
  const outputs = new Int32Array(total);
  for (const [state, list] of lists.entries()) outputs.set(list, firstOutput[state] ?? 0);
  return { firstOutput, outputs };
}

function hashTransitions(next: readonly Map<number, number>[]): { table: Int32Array; tableMask: number } {
  let count = 0;
  for (const [state, edges] of next.entries()) if (state > 0) count += edges.size;
  let size = 16;
  while (size < count * 3) size *= 2;
  const table = new Int32Array(size * 3);
  for (const [state, edges] of next.entries()) {
    if (state === 0) continue;
    for (const [symbol, to] of edges) {
      let slot = transitionSlot(state, symbol) & (size - 1);
      while (table[slot * 3] !== 0) slot = (slot + 1) & (size - 1);
      table.set([state, symbol, to], slot * 3);
    }
  }
  return { table, tableMask: size - 1 };
}

/** One step; 0 is the root. */
export function step(automaton: Automaton, from: number, symbol: number): number {
  const { table, tableMask, fail, rootNext } = automaton;
  let state = from;
  while (state !== 0) {
    let slot = transitionSlot(state, symbol) & tableMask;
    for (;;) {
      const found = table[slot * 3] ?? 0;
      if (found === 0) break;
      if (found === state && table[slot * 3 + 1] === symbol) return table[slot * 3 + 2] ?? 0;
      slot = (slot + 1) & tableMask;
    }
    state = fail[state] ?? 0;
  }
  return rootNext[symbol] ?? 0;
}
