/** One piece of a text: its row in the vocabulary, and the characters it stands for (whole word when accents changed its length). */
export interface WordPiece {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Longer "words" are data, not language; the published tokeniser calls them unknown too. */
const longestWord = 100;
/** Words are met again and again: their pieces are looked up once. */
const mostKnownWords = 50_000;

/**
 * The uncased WordPiece tokeniser of BERT: words and single punctuation marks, lower case, accents off, then greedily the
 * longest piece of the vocabulary. No start or end marks: the network adds them.
 */
export class WordPieces {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #unknown: number;
  #known = new Map<string, readonly number[]>();

  constructor(vocabulary: ReadonlyMap<string, number>) {
    this.#ids = vocabulary;
    this.#unknown = vocabulary.get('[UNK]') ?? 0;
  }

  /** Rows of the vocabulary for at most `most` pieces. */
  idsOf(text: string, most = Number.POSITIVE_INFINITY): number[] {
    const ids: number[] = [];
    scanWords(text, (start, end) => {
      const pieces = this.#piecesOf(text.slice(start, end));
      for (const id of pieces) if (ids.length < most) ids.push(id);
      return ids.length < most;
    });
    return ids;
  }

  /** The same pieces with their places in the text. */
  piecesOf(text: string, most = Number.POSITIVE_INFINITY): WordPiece[] {
    const found: WordPiece[] = [];
    scanWords(text, (start, end) => {
      const lengths = this.#split(normalise(text.slice(start, end)));
      const exact = lengths.reduce((sum, piece) => sum + piece.length, 0) === end - start;
      let at = start;
      for (const { id, length } of lengths) {
        if (found.length >= most) return false;
        found.push(exact ? { id, start: at, end: at + length } : { id, start, end });
        at += length;
      }
      return true;
    });
    return found;
  }

  #piecesOf(word: string): readonly number[] {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const ids = this.#split(normalise(word)).map(({ id }) => id);
    if (this.#known.size >= mostKnownWords) this.#known = new Map();
    this.#known.set(word, ids);
    return ids;
  }

  /** Greedy, longest first; a word with a rest that no piece fits is unknown as a whole. */
  #split(word: string): { id: number; length: number }[] {
    if (word.length === 0) return [];
    if (word.length > longestWord) return [{ id: this.#unknown, length: word.length }];
    const pieces: { id: number; length: number }[] = [];
    for (let start = 0; start < word.length; ) {
      const piece = this.#longestPiece(word, start);
      if (piece === null) return [{ id: this.#unknown, length: word.length }];
      pieces.push(piece);
      start += piece.length;
    }
    return pieces;
  }

  #longestPiece(word: string, start: number): { id: number; length: number } | null {
    for (let end = word.length; end > start; end--) {
      const piece = word.slice(start, end);
      const id = this.#ids.get(start === 0 ? piece : `##${piece}`);
      if (id !== undefined) return { id, length: end - start };
    }
    return null;
  }
}

const marks = /\p{M}/gu;
const unprintable = /[\p{Cc}\p{Cf}\ufffd]/gu;
const plainWord = /^[a-z0-9]+$/;

function normalise(word: string): string {
  if (plainWord.test(word)) return word;
  return word.toLowerCase().normalize('NFD').replace(marks, '').replace(unprintable, '');
}

const space = 0;
const letter = 1;
const mark = 2;

/** Kind of each ASCII character; everything printable that is no letter or digit stands alone. */
const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code <= 32 || code === 127) return space;
  return /[a-z0-9]/i.test(String.fromCharCode(code)) ? letter : mark;
});

const otherSpace = /\s/u;
/** Punctuation, and ideographs, which are read one by one. */
const standsAlone = /[\p{P}\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/u;

function kindOf(code: number): number {
  if (code < 128) return asciiKinds[code] ?? letter;
  const character = String.fromCharCode(code);
  if (otherSpace.test(character)) return space;
  return standsAlone.test(character) ? mark : letter;
}

/** Visits words and marks from left to right until `visit` says that it has enough. */
function scanWords(text: string, visit: (start: number, end: number) => boolean): void {
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const kind = at === text.length ? space : kindOf(text.charCodeAt(at));
    if (kind === letter) {
      if (start < 0) start = at;
      continue;
    }
    if (start >= 0 && !visit(start, at)) return;
    start = -1;
    if (kind === mark && !visit(at, at + 1)) return;
  }
}
