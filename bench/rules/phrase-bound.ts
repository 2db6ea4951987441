import { type Dictionary, specialToken, wordFlag } from '../../src/language/tokens/dictionary.ts';
import { type Automaton, buildAutomaton, cellField } from '../../src/rules/automaton.ts';
import type { WordShelf } from '../../src/rules/word-shelf.ts';

/**
 * The bound: phrases found in stored word ids and nothing else. No speakers, no distances, no rules. What it finds is kept as
 * (phrase, last word) in flat arrays.
 */
export class PhraseBound {
  readonly #automaton: Automaton;
  /** Per word id: its symbol, 0 for other words, -1 for what stands between words. */
  readonly #symbols: Int32Array;
  phrase = new Int32Array(1 << 16);
  end = new Int32Array(1 << 16);
  hits = 0;

  /** The dictionary must hold all words of the conversations already. */
  constructor(phrases: readonly string[], dictionary: Dictionary) {
    const symbols = new Map<string, number>();
    const patterns = phrases.map((phrase, leaf) => ({
      leaf,
      symbols: phrase.split(' ').map((word) => {
        if (!symbols.has(word)) symbols.set(word, symbols.size + 1);
        return symbols.get(word) ?? 0;
      }),
    }));
    this.#automaton = buildAutomaton(patterns, symbols.size + 1);
    this.#symbols = Int32Array.from({ length: dictionary.size }, (_, id) => {
      const isBetween = id === specialToken.sentenceBreak || ((dictionary.flags[id] ?? 0) & (wordFlag.filler | wordFlag.entity)) !== 0;
      return isBetween ? -1 : (symbols.get(dictionary.word(id)) ?? 0);
    });
  }

  find(shelf: WordShelf, index: number): void {
    this.hits = 0;
    const first = shelf.firstId.values[index] ?? 0;
    const lastRun = shelf.firstRun.values[index + 1] ?? 0;
    let from = first;
    for (let run = shelf.firstRun.values[index] ?? 0; run < lastRun; run++) {
      const to = first + (shelf.runEnds.values[run] ?? 0);
      this.#findIn(shelf.ids.values, from, to);
      from = to;
    }
  }

  #findIn(ids: Int32Array, from: number, to: number): void {
    const { cells, firstOutput, outputs } = this.#automaton;
    const symbolOf = this.#symbols;
    let state = 0;
    for (let at = from; at < to; at++) {
      const symbol = symbolOf[ids[at] ?? 0] ?? 0;
      if (symbol < 0) continue;
      let cell = (state + symbol) << 2;
      while (cells[cell] !== state) {
        state = cells[(state << 2) + cellField.fail] ?? 0;
        cell = (state + symbol) << 2;
      }
      state = cells[cell + cellField.next] ?? 0;
      const list = cells[cell + cellField.outputs] ?? 0;
      if (list === 0) continue;
      const last = firstOutput[list + 1] ?? 0;
      for (let output = firstOutput[list] ?? 0; output < last; output += 2) {
        const hit = this.hits++;
        if (hit === this.end.length) this.#grow();
        this.phrase[hit] = outputs[output] ?? 0;
        this.end[hit] = at;
      }
    }
  }

  #grow(): void {
    for (const name of ['phrase', 'end'] as const) {
      const larger = new Int32Array(this[name].length * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}
