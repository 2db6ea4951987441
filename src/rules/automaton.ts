import { AppError } from '../domain/errors.ts';

/** Aho–Corasick over word symbols (Aho and Corasick 1975): all literal phrases of all rules in one pass over a conversation. */
export interface LiteralPattern {
  readonly symbols: readonly number[];
  /** Posting list the hit goes to. */
  readonly leaf: number;
}

/**
 * The transitions of all states share one array of cells, a row per state, rows pushed into each other's gaps (Tarjan and Yao
 * 1979). A state is known by where its row begins: the cell of (state, symbol) is `state + symbol`, and it is that state's own
 * where its owner says so. The root, state 0, owns a cell for every symbol. Only states that some symbol leads on from have
 * rows: after a phrase's last word matching goes on from the longest end of it that does.
 */
export interface Automaton {
  /** One more than the largest symbol. */
  readonly symbols: number;
  /** Four numbers per cell, so that a step touches one line of memory: see `cellField`. */
  readonly cells: Int32Array;
  /** What ends with a step: `outputs[firstOutput[list] … firstOutput[list + 1])` in pairs (leaf, words). List 0 is empty. */
  readonly firstOutput: Int32Array;
  readonly outputs: Int32Array;
  /** Words on the way from the root, per state. */
  readonly depth: ReadonlyMap<number, number>;
}

export const cellField = {
  /** State whose cell this is; -1 for none. */
  owner: 0,
  /** State that matching goes on from. */
  next: 1,
  /** List of what ends here; 0 for nothing. */
  outputs: 2,
  /** Of the state whose row begins here: where to look when a symbol has no cell of its own. */
  fail: 3,
} as const;

/** Sixteen bytes each: a gigabyte holds 65,000 phrases of 65,000 different words many times over. */
const maxCells = 2 ** 26;

/** The cell one symbol leads to from a state. */
export function step({ cells }: Automaton, from: number, symbol: number): number {
  let state = from;
  while (cells[(state + symbol) * 4] !== state) state = cells[state * 4 + cellField.fail] ?? 0;
  return state + symbol;
}

/** Where matching goes on after a cell; 0 is the root. */
export function stateAfter({ cells }: Automaton, cell: number): number {
  return cells[cell * 4 + cellField.next] ?? 0;
}

/** What ends with a cell: a list of `outputs`. */
export function outputsOf({ cells }: Automaton, cell: number): number {
  return cells[cell * 4 + cellField.outputs] ?? 0;
}

export function failOf({ cells }: Automaton, state: number): number {
  return cells[state * 4 + cellField.fail] ?? 0;
}

export function buildAutomaton(patterns: readonly LiteralPattern[], symbols: number): Automaton {
  const trie = buildTrie(patterns);
  const { fail, order } = failures(trie.next);
  const resume = resumptions(trie.next, fail, order);
  const { lists, firstOutput, outputs } = collectOutputs(trie, fail, order);
  const { rows, size } = placeRows(trie.next, symbols);
  const cells = new Int32Array(size * 4);
  for (let cell = 0; cell < size; cell++) cells[cell * 4] = cell < symbols ? 0 : -1;
  const depth = new Map<number, number>();
  for (const [node, row] of rows) {
    depth.set(row, trie.depth[node] ?? 0);
    cells[row * 4 + cellField.fail] = rows.get(resume[fail[node] ?? 0] ?? 0) ?? 0;
    for (const [symbol, to] of trie.next[node] ?? []) {
      const cell = (row + symbol) * 4;
      cells[cell] = row;
      cells[cell + cellField.next] = rows.get(resume[to] ?? 0) ?? 0;
      cells[cell + cellField.outputs] = lists[to] ?? 0;
    }
  }
  return { symbols, cells, firstOutput, outputs, depth };
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

/** Itself where any symbol leads on from a state, else the first one down its failures. */
function resumptions(next: readonly ReadonlyMap<number, number>[], fail: Int32Array, order: readonly number[]): Int32Array {
  const resume = new Int32Array(next.length);
  for (const state of order) resume[state] = next[state]?.size === 0 ? (resume[fail[state] ?? 0] ?? 0) : state;
  return resume;
}

interface Outputs {
  /** List per state of the trie. */
  readonly lists: Int32Array;
  readonly firstOutput: Int32Array;
  readonly outputs: Int32Array;
}

function collectOutputs(trie: Trie, fail: Int32Array, order: readonly number[]): Outputs {
  const lists = new Int32Array(trie.next.length);
  const firstOutput = [0, 0];
  const outputs: number[] = [];
  for (const state of order) {
    const ends = trie.ends[state];
    const shorter = lists[fail[state] ?? 0] ?? 0;
    lists[state] = shorter;
    if (ends === undefined) continue;
    for (const { leaf, symbols } of ends) outputs.push(leaf, symbols.length);
    for (let at = firstOutput[shorter] ?? 0; at < (firstOutput[shorter + 1] ?? 0); at++) outputs.push(outputs[at] ?? 0);
    lists[state] = firstOutput.push(outputs.length) - 2;
  }
  return { lists, firstOutput: Int32Array.from(firstOutput), outputs: Int32Array.from(outputs) };
}

/** Cells tried in vain before the ones passed over are given up for good: placing all rows stays linear in the cells. */
const triesPerGap = 200;

/** First-fit, long rows first: where each state's row begins. No two begin at one cell. */
function placeRows(
  next: readonly ReadonlyMap<number, number>[],
  symbols: number,
): { readonly rows: ReadonlyMap<number, number>; readonly size: number } {
  const rows = new Map([[0, 0]]);
  const begun = [true];
  const taken: boolean[] = [];
  let gap = symbols;
  let end = symbols;
  const nodes = [...next.keys()].filter((node) => node > 0 && (next[node]?.size ?? 0) > 0);
  nodes.sort((a, b) => (next[b]?.size ?? 0) - (next[a]?.size ?? 0));
  for (const node of nodes) {
    const edges = [...(next[node]?.keys() ?? [])];
    const first = Math.min(...edges);
    const fits = (row: number): boolean => begun[row] !== true && edges.every((symbol) => taken[row + symbol] !== true);
    while (taken[gap] === true) gap++;
    let cell = gap;
    for (let tries = 1; !fits(cell - first); tries++, cell++) if (tries % triesPerGap === 0) gap = cell;
    rows.set(node, cell - first);
    begun[cell - first] = true;
    for (const symbol of edges) {
      taken[cell - first + symbol] = true;
      end = Math.max(end, cell - first + symbol + 1);
    }
    if (end > maxCells) throw new AppError('bad-workspace', `the rules hold too many phrases: ${nodes.length} beginnings of phrases`);
  }
  // A look from the last row for the last symbol must stay inside.
  return { rows, size: end + symbols };
}
