import { foldTable } from './character-classes.ts';
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
/** Numbers of a slot, side by side so that a look-up touches one line of memory: id and the three of its key. */
const slotNumbers = 4;
/** Slots looked at for a word; in a table half empty only words made to collide need more, and they are `rare`. */
const maxLooks = 256;
/** 2^20 words hold decades of one centre's language; beyond them a word becomes `rare`. */
const defaultMaxWords = 1 << 20;

/**
 * Words and their stable ids, append-only: an open-addressed table over a word's key. The key is made letter by letter while the
 * text is read, so that looking a word up makes no string, and short words are not read a second time: see `keyStep`.
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
    let even = 0;
    let odd = 0;
    let units = 0;
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      [even, odd] = [odd, keyStep(even, unit)];
      units |= unit;
    }
    const shape = shapeOf(word.length, units);
    const id = this.find(word, 0, shape, even, odd);
    return id === specialToken.none ? this.add(word, 0, { shape, even, odd }) : id;
  }

  /**
   * Id of the word that begins in `text` at `start`, folded or not, by its key; `specialToken.none` when it is new. Five plain
   * parameters: this is the innermost call of the tokeniser.
   */
  find(text: string, start: number, shape: number, even: number, odd: number): number {
    const slots = this.#slots;
    const mask = slots.length - slotNumbers;
    let slot = slotOf(even, odd) & mask;
    for (let look = 0; look < maxLooks; look++) {
      const id = slots[slot] ?? 0;
      if (id === specialToken.none) return id;
      if (slots[slot + 1] === even && slots[slot + 2] === odd && slots[slot + 3] === shape) {
        if (shape <= exactUnits || this.#same(text, start, id)) return id;
      }
      slot = (slot + slotNumbers) & mask;
    }
    return specialToken.rare;
  }

  #same(text: string, start: number, id: number): boolean {
    const offset = this.#offsets[id] ?? 0;
    const length = (this.#offsets[id + 1] ?? 0) - offset;
    for (let at = 0; at < length; at++) if (this.#units[offset + at] !== foldedUnit(text, start + at)) return false;
    return true;
  }

  /** A word that `find` did not know. */
  add(text: string, start: number, key: WordKey): number {
    if (this.#size >= this.#maxWords) return specialToken.rare;
    const length = key.shape & (wideShape - 1);
    this.#reserve(length);
    const id = this.#size++;
    const offset = this.#offsets[id] ?? 0;
    for (let at = 0; at < length; at++) this.#units[offset + at] = foldedUnit(text, start + at);
    this.#offsets[id + 1] = offset + length;
    this.#place(this.#slots, id, key);
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

  #place(slots: Int32Array, id: number, { shape, even, odd }: WordKey): void {
    const mask = slots.length - slotNumbers;
    let slot = slotOf(even, odd) & mask;
    while (slots[slot] !== specialToken.none) slot = (slot + slotNumbers) & mask;
    slots.set([id, even, odd, shape], slot);
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
      const [id = 0, even = 0, odd = 0, shape = 0] = this.#slots.subarray(slot, slot + slotNumbers);
      if (id !== specialToken.none) this.#place(larger, id, { even, odd, shape });
    }
    this.#slots = larger;
  }
}

/** What words are looked up by: see `keyStep` and `shapeOf`. */
export interface WordKey {
  readonly shape: number;
  readonly even: number;
  readonly odd: number;
}

/** Words of so many ASCII letters have a key of their own: equal keys are equal words. */
const exactUnits = 8;
const wideShape = 1 << 16;

/** How many code units a word has, and whether all of them are ASCII, by all of them or-ed together. */
export function shapeOf(length: number, units: number): number {
  return units < 128 ? length : length | wideShape;
}

/**
 * A word's letters go in turn into two numbers, each a number to the base 257: `[even, odd] = [odd, keyStep(even, unit)]`. Four
 * ASCII letters fit each without loss; with more the key is a hash, and the letters are compared.
 */
export function keyStep(half: number, unit: number): number {
  return (Math.imul(half, 257) + unit) | 0;
}

/** High bits of the product mixed into its low ones, as the first number of a slot. */
function slotOf(even: number, odd: number): number {
  const mixed = Math.imul(even, 0x9e3779b1) ^ Math.imul(odd, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) << 2;
}

/** Letters that were folded already stay what they are. */
function foldedUnit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return foldTable[unit] || unit;
}

function grow<T extends Int32Array | Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
