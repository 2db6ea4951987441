import { type Dictionary, specialToken, wordFlag } from '../language/tokens/dictionary.ts';
import { passes } from './phrase.ts';
import type { Program } from './plan.ts';

/** Bits of a word's code, above its literal symbol. */
export const wordCode = {
  symbolMask: 0xff_ffff,
  /** Some leaf tests this word: see `testedLeaves`. */
  tested: 1 << 24,
  /** A filler or a redaction token: no part of distances and phrases. */
  skipped: 1 << 25,
  sentenceBreak: 1 << 26,
  /** `<redacted>` hides what was said; `<card>` and its like only hide values. */
  masked: 1 << 27,
  /** Skipped or a sentence break: not counted as a word. */
  uncounted: (1 << 25) | (1 << 26),
} as const;

/**
 * What each word of a dictionary means to a program, worked out once per word: after that a conversation's words are
 * array lookups. Grows with the dictionary.
 */
export class VocabularyCodes {
  readonly dictionary: Dictionary;
  readonly #program: Program;
  readonly #testedLeaves = new Map<number, Int32Array>();
  #codes = new Int32Array(1024);
  #known = 0;

  constructor(program: Program, dictionary: Dictionary) {
    this.#program = program;
    this.dictionary = dictionary;
  }

  /** Code per word id, complete for every word the dictionary holds now. */
  codes(): Readonly<Int32Array> {
    const { size } = this.dictionary;
    if (this.#known < size) this.#extend(size);
    return this.#codes;
  }

  testedLeaves(id: number): Readonly<Int32Array> {
    return this.#testedLeaves.get(id) ?? none;
  }

  #extend(size: number): void {
    if (size > this.#codes.length) {
      const larger = new Int32Array(Math.max(size, this.#codes.length * 2));
      larger.set(this.#codes);
      this.#codes = larger;
    }
    for (let id = this.#known; id < size; id++) this.#codes[id] = this.#codeOf(id);
    this.#known = size;
  }

  #codeOf(id: number): number {
    if (id === specialToken.sentenceBreak) return wordCode.sentenceBreak;
    const word = this.dictionary.word(id);
    const flags = this.dictionary.flags[id] ?? 0;
    let code = this.#program.literalSymbols.get(word) ?? 0;
    if ((flags & (wordFlag.filler | wordFlag.entity)) !== 0) code |= wordCode.skipped;
    if (word === '<redacted>') code |= wordCode.masked;
    const leaves = this.#program.tested.filter((leaf) => this.#passesLeaf(leaf, word));
    if (leaves.length > 0) {
      this.#testedLeaves.set(id, Int32Array.from(leaves));
      code |= wordCode.tested;
    }
    return code;
  }

  #passesLeaf(leaf: number, word: string): boolean {
    const content = this.#program.leaves[leaf];
    if (content?.kind !== 'tested') return false;
    return content.test.kind === 'words' ? content.test.words.has(word) : passes(content.test, word);
  }
}

const none = new Int32Array(0);
