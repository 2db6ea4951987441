import { splitContraction } from './contractions.ts';

/** Bumped whenever the same text could give other tokens: stored token ids of another version are read from text again. */
export const tokenizerVersion = 'tokens-1';

/** Ids below `firstWord` have fixed meanings. */
export const specialToken = {
  none: 0,
  /** Stands between two sentences of one turn; not a word. */
  sentenceBreak: 1,
  /** Any number of more than four digits or with a fraction: keeps account numbers out of the dictionary. */
  number: 2,
  /** The same with a currency sign. */
  money: 3,
  /** A word met after the dictionary was full. */
  rare: 4,
} as const;
export const firstWord = 5;

/** What a word is, beside its letters. */
export const wordFlag = {
  /** um, uh: no part of any distance or phrase. */
  filler: 1,
  /** <card>, <phone>: a redaction token. */
  entity: 2,
  number: 4,
  money: 8,
  contraction: 16,
  /** A full stop after it does not end a sentence. */
  abbreviation: 32,
} as const;

const fillers = new Set(['um', 'umm', 'uh', 'uhh', 'erm', 'er', 'hm', 'hmm', 'hmmm', 'mm', 'mmm', 'mhm', 'uhm']);
const abbreviations = new Set(['mr', 'mrs', 'ms', 'dr', 'st', 'vs', 'no', 'approx', 'dept', 'inc', 'ltd', 'jr', 'sr', 'prof']);

const initialSlots = 1 << 12;
/** Numbers of a slot, side by side so that a look-up touches one line of memory: id, hash, where its letters begin, how many. */
const slotNumbers = 4;
/** 2^20 words hold decades of one centre's language; beyond them a word becomes `rare`. */
const defaultMaxWords = 1 << 20;

/**
 * Words and their stable ids, append-only: an open-addressed table over a rolling hash, compared letter by letter with the
 * text in place, so that looking a token up makes no string.
 */
export class Dictionary {
  readonly #maxWords: number;
  #slots = new Int32Array(initialSlots * slotNumbers);
  #offsets = new Int32Array(initialSlots);
  #units = new Uint16Array(initialSlots * 8);
  #flags = new Uint8Array(initialSlots);
  #splits = new Map<number, { readonly first: number; readonly second: number; readonly at: number }>();
  #size = firstWord;

  constructor(options: { readonly maxWords?: number } = {}) {
    this.#maxWords = options.maxWords ?? defaultMaxWords;
  }

  /** From the words of `words()`, in the same order. */
  static from(words: readonly string[]): Dictionary {
    const dictionary = new Dictionary({ maxWords: Math.max(defaultMaxWords, words.length + firstWord) });
    for (const word of words) dictionary.intern(word);
    return dictionary;
  }

  /** One more than the largest id. */
  get size(): number {
    return this.#size;
  }

  /** Flags by id; replaced when the dictionary grows, so read it anew for each text. */
  get flags(): Readonly<Uint8Array> {
    return this.#flags;
  }

  splitOf(id: number): { readonly first: number; readonly second: number; readonly at: number } | undefined {
    return this.#splits.get(id);
  }

  /** The word of an id, folded. */
  word(id: number): string {
    if (id < firstWord || id >= this.#size) return ['', '', '#', '$#', '?'][id] ?? '';
    let text = '';
    for (let at = this.#offsets[id] ?? 0; at < (this.#offsets[id + 1] ?? 0); at++) text += String.fromCharCode(this.#units[at] ?? 0);
    return text;
  }

  /** All words in the order of their ids: what a store keeps. */
  words(from: number = firstWord): string[] {
    return Array.from({ length: Math.max(0, this.#size - from) }, (_, index) => this.word(from + index));
  }

  /** Id of an already folded word, added when new. */
  intern(word: string): number {
    let hash = hashSeed;
    for (let at = 0; at < word.length; at++) hash = hashStep(hash, word.charCodeAt(at));
    return this.internUnits(word, { start: 0, end: word.length, hash, fold: null });
  }

  /** As `intern`, for the letters of `text` from `start` to `end`, folded by `fold` unit by unit; `hash` is theirs. */
  internUnits(
    text: string,
    part: { readonly start: number; readonly end: number; readonly hash: number; readonly fold: Readonly<Uint16Array> | null },
  ): number {
    const id = this.find(text, part.start, part.end, part.hash, part.fold);
    return id === specialToken.none ? this.#add(text, part) : id;
  }

  /** `specialToken.none` when the word is new. Five plain parameters: this is the innermost call of the tokeniser. */
  find(text: string, start: number, end: number, hash: number, fold: Readonly<Uint16Array> | null): number {
    const slots = this.#slots;
    const mask = slots.length - slotNumbers;
    const length = end - start;
    for (let slot = slotOf(hash) & mask; ; slot = (slot + slotNumbers) & mask) {
      const id = slots[slot] ?? 0;
      if (id === specialToken.none) return id;
      if (slots[slot + 1] !== hash || slots[slot + 3] !== length) continue;
      if (this.#same(text, start, slots[slot + 2] ?? 0, length, fold)) return id;
    }
  }

  #same(text: string, start: number, offset: number, length: number, fold: Readonly<Uint16Array> | null): boolean {
    const units = this.#units;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(start + at);
      if (units[offset + at] !== (fold === null ? unit : fold[unit])) return false;
    }
    return true;
  }

  #add(
    text: string,
    part: { readonly start: number; readonly end: number; readonly hash: number; readonly fold: Readonly<Uint16Array> | null },
  ): number {
    if (this.#size >= this.#maxWords) return specialToken.rare;
    this.#reserve(part.end - part.start);
    const id = this.#size++;
    const offset = this.#offsets[id] ?? 0;
    for (let at = part.start; at < part.end; at++) {
      const unit = text.charCodeAt(at);
      this.#units[offset + at - part.start] = part.fold === null ? unit : (part.fold[unit] ?? unit);
    }
    this.#offsets[id + 1] = offset + part.end - part.start;
    this.#place(this.#slots, { id, hash: part.hash, offset, length: part.end - part.start });
    this.#describe(id, this.word(id));
    return id;
  }

  #describe(id: number, word: string): void {
    let flags = 0;
    if (fillers.has(word)) flags |= wordFlag.filler;
    if (word.startsWith('<')) flags |= wordFlag.entity;
    if (/^\p{Nd}/u.test(word)) flags |= wordFlag.number;
    if (/^\p{Sc}/u.test(word)) flags |= wordFlag.money;
    if (word.length === 1 || abbreviations.has(word)) flags |= wordFlag.abbreviation;
    const split = splitContraction(word);
    if (split !== null) flags |= wordFlag.contraction;
    this.#flags[id] = flags;
    if (split !== null) this.#splits.set(id, { first: this.intern(split.words[0]), second: this.intern(split.words[1]), at: split.at });
  }

  #place(slots: Int32Array, entry: { id: number; hash: number; offset: number; length: number }): void {
    const mask = slots.length - slotNumbers;
    let slot = slotOf(entry.hash) & mask;
    while (slots[slot] !== specialToken.none) slot = (slot + slotNumbers) & mask;
    slots.set([entry.id, entry.hash, entry.offset, entry.length], slot);
  }

  #reserve(units: number): void {
    if (this.#size + 2 >= this.#offsets.length) {
      this.#offsets = grow(this.#offsets, new Int32Array(this.#offsets.length * 2));
      this.#flags = grow(this.#flags, new Uint8Array(this.#flags.length * 2));
    }
    while ((this.#offsets[this.#size] ?? 0) + units >= this.#units.length) {
      this.#units = grow(this.#units, new Uint16Array(this.#units.length * 2));
    }
    if (this.#size * 2 * slotNumbers >= this.#slots.length) this.#growSlots();
  }

  #growSlots(): void {
    const { length } = this.#slots;
    const larger = new Int32Array(length * 2);
    for (let slot = 0; slot < length; slot += slotNumbers) {
      const [id = 0, hash = 0, offset = 0, units = 0] = this.#slots.subarray(slot, slot + slotNumbers);
      if (id !== specialToken.none) this.#place(larger, { id, hash, offset, length: units });
    }
    this.#slots = larger;
  }
}

/** Its low bits, mixed with higher ones, as the first number of a slot. */
function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) << 2;
}

/** FNV-1a over code units. */
export const hashSeed = 0x811c9dc5 | 0;
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function grow<T extends Int32Array | Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
