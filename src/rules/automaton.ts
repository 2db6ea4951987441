import { AppError } from '../domain/errors.ts';

/** Aho–Corasick over word symbols (Aho and Corasick 1975): all literal phrases of all rules in one pass over a conversation. */
export interface LiteralPattern {
  readonly symbols: readonly number[];
  /** Posting list the hit goes to. */
  readonly leaf: number;
}

export interface Automaton {
  readonly states: number;
  /** One more than the largest symbol. */
  readonly symbols: number;
  /** Next state from the root, by symbol. */
  readonly rootNext: Int32Array;
  /** Next state from any other: open-addressed pairs (key, next); the key is `state * symbols + symbol`. */
  readonly table: Int32Array;
  /** Keys are mixed to 32 bits and cut to the table's size by this shift. */
  readonly tableShift: number;
  readonly fail: Int32Array;
  /** The symbols a state goes on with, folded into 32 bits: spares most look-ups in the table. */
  readonly edges: Int32Array;
  /** Where matching goes on after a state: itself, or the first state down its failures that any symbol leads on from. */
  readonly resume: Int32Array;
  /** Words on the way from the root. */
  readonly depth: Int32Array;
  /** Hits of a state: `outputs[firstOutput[s] … firstOutput[s + 1])` in pairs (leaf, words). */
  readonly firstOutput: Int32Array;
  readonly outputs: Int32Array;
}

/** Keys are 32 bits wide: 65,000 phrases of 65,000 different words still fit. */
const maxKeys = 2 ** 32;
export const keyMixer = 0x9e3779b1;

export function buildAutomaton(patterns: readonly LiteralPattern[], symbols: number): Automaton {
  const trie = buildTrie(patterns);
  if (trie.next.length * symbols >= maxKeys)
    throw new AppError('bad-workspace', `the rules hold too many phrases: ${trie.next.length} of ${symbols} different words`);
  const { fail, order } = failures(trie.next);
  const { firstOutput, outputs } = collectOutputs(trie, fail, order);
  const { table, tableShift } = hashTransitions(trie.next, symbols);
  const rootNext = new Int32Array(Math.max(1, symbols));
  for (const [symbol, state] of trie.next[0] ?? []) rootNext[symbol] = state;
  return {
    states: trie.next.length,
    symbols,
    rootNext,
    table,
    tableShift,
    fail,
    edges: Int32Array.from(trie.next, edgeMask),
    resume: resumptions(trie.next, fail, order),
    depth: Int32Array.from(trie.depth),
    firstOutput,
    outputs,
  };
}

function edgeMask(edges: ReadonlyMap<number, number>): number {
  let mask = 0;
  for (const symbol of edges.keys()) mask |= 1 << symbol;
  return mask;
}

function resumptions(next: readonly ReadonlyMap<number, number>[], fail: Int32Array, order: readonly number[]): Int32Array {
  const resume = new Int32Array(next.length);
  for (const state of order) resume[state] = next[state]?.size === 0 ? (resume[fail[state] ?? 0] ?? 0) : state;
  return resume;
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

function hashTransitions(next: readonly ReadonlyMap<number, number>[], symbols: number): { table: Int32Array; tableShift: number } {
  let count = 0;
  for (const [state, edges] of next.entries()) if (state > 0) count += edges.size;
  let bits = 4;
  while (2 ** bits < count * 2) bits++;
  const table = new Int32Array(2 ** bits * 2);
  const tableShift = 32 - bits;
  for (const [state, edges] of next.entries()) {
    if (state === 0) continue;
    for (const [symbol, to] of edges) {
      const key = (Math.imul(state, symbols) + symbol) | 0;
      let at = (Math.imul(key, keyMixer) >>> tableShift) << 1;
      while (table[at] !== 0) at = (at + 2) & (table.length - 1);
      table[at] = key;
      table[at + 1] = to;
    }
  }
  return { table, tableShift };
}

/** The state one symbol leads to; 0 is the root. Matching goes on from its `resume`. */
export function step(automaton: Automaton, state: number, symbol: number): number {
  const { table, tableShift, fail, edges, rootNext, symbols } = automaton;
  for (let from = state; from !== 0; from = fail[from] ?? 0) {
    if (((edges[from] ?? 0) & (1 << symbol)) === 0) continue;
    const key = (Math.imul(from, symbols) + symbol) | 0;
    for (let at = (Math.imul(key, keyMixer) >>> tableShift) << 1; table[at] !== 0; at = (at + 2) & (table.length - 1)) {
      if (table[at] === key) return table[at + 1] ?? 0;
    }
  }
  return rootNext[symbol] ?? 0;
}
