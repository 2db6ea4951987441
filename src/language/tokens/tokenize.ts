import { AppError } from '../../domain/errors.ts';
import { characterClass, classify, classTable, foldTable, foldText, wordUnitTable } from './character-classes.ts';
import { type Dictionary, keyStep, shapeOf, specialToken, wordFlag } from './dictionary.ts';

/**
 * Token ids of one text, in arrays that are reused from text to text. `starts` and `ends` are character offsets in the text
 * as given. A sentence break is an entry of its own with an empty range.
 */
export class TokenBuffer {
  ids = new Int32Array(256);
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  length = 0;

  push(id: number, start: number, end: number): void {
    const at = this.length;
    if (at === this.ids.length) this.#grow();
    this.ids[at] = id;
    this.starts[at] = start;
    this.ends[at] = end;
    this.length = at + 1;
  }

  #grow(): void {
    for (const name of ['ids', 'starts', 'ends'] as const) {
      const larger = new Int32Array(this[name].length * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}

const maxWordUnits = 64;
const maxPlainDigits = 4;
const { letter, digit, apostrophe, separator, terminator, lineBreak, angle, currency, ideograph, complex, surrogate, unseen } =
  characterClass;

/**
 * Appends the tokens of `text` to `out`. Words are folded (NFKC, lower case), contractions taken apart, redaction tokens kept
 * whole; new words are added to the dictionary.
 */
export function tokenize(text: string, dictionary: Dictionary, out: TokenBuffer): void {
  const length = text.length;
  let at = 0;
  while (at < length) {
    let kind = classTable[text.charCodeAt(at)] ?? unseen;
    if (kind === unseen) kind = classify(text.charCodeAt(at));
    if (kind === separator) {
      at++;
      continue;
    }
    if (kind !== letter) {
      at = readOther(text, at, kind, { dictionary, out });
      continue;
    }
    // Most words are letters alone; what they are looked up by is made on the way, here, so that the text is opened once.
    const start = at;
    let even = 0;
    let odd = 0;
    let units = 0;
    let unit = wordUnitTable[text.charCodeAt(at)] ?? 0;
    do {
      const next = keyStep(even, unit);
      even = odd;
      odd = next;
      units |= unit;
      at++;
      unit = at < length ? (wordUnitTable[text.charCodeAt(at)] ?? 0) : 0;
    } while (unit !== 0);
    const after = at < length ? classTable[text.charCodeAt(at)] : separator;
    if (after === apostrophe || after === complex || after === unseen || at - start > maxWordUnits) {
      at = readWord(text, start, dictionary, out);
      continue;
    }
    const shape = shapeOf(at - start, units);
    let id = dictionary.find(text, start, shape, even, odd);
    if (id === specialToken.none) id = dictionary.add(text, start, { shape, even, odd });
    if (((dictionary.flags[id] ?? 0) & wordFlag.contraction) !== 0) pushContraction(id, { start, end: at }, dictionary, out);
    else out.push(id, start, at);
  }
}

function readWord(text: string, start: number, dictionary: Dictionary, out: TokenBuffer): number {
  const length = text.length;
  let even = 0;
  let odd = 0;
  let units = 0;
  let at = start;
  while (at < length) {
    let unit = wordUnitTable[text.charCodeAt(at)] ?? 0;
    if (unit === 0) {
      const kind = classify(text.charCodeAt(at));
      if (kind === complex) return readComplexWord(text, start, dictionary, out);
      if (kind === apostrophe && at + 1 < length && isLetter(text.charCodeAt(at + 1))) unit = foldTable[text.charCodeAt(at)] ?? 0;
      // Its class may have been worked out only now.
      else unit = wordUnitTable[text.charCodeAt(at)] ?? 0;
      if (unit === 0) break;
    }
    const next = keyStep(even, unit);
    even = odd;
    odd = next;
    units |= unit;
    at++;
  }
  if (at - start > maxWordUnits) {
    out.push(specialToken.rare, start, at);
    return at;
  }
  const shape = shapeOf(at - start, units);
  let id = dictionary.find(text, start, shape, even, odd);
  if (id === specialToken.none) id = dictionary.add(text, start, { shape, even, odd });
  if (((dictionary.flags[id] ?? 0) & wordFlag.contraction) !== 0) pushContraction(id, { start, end: at }, dictionary, out);
  else out.push(id, start, at);
  return at;
}

function isLetter(unit: number): boolean {
  const kind = classify(unit);
  return kind === letter || kind === complex;
}

function pushContraction(id: number, range: { start: number; end: number }, dictionary: Dictionary, out: TokenBuffer): void {
  const split = dictionary.splitOf(id);
  if (split === undefined) throw new AppError('internal', 'a contraction without its parts');
  const middle = Math.min(range.end, range.start + split.at);
  out.push(split.first, range.start, middle);
  out.push(split.second, middle, range.end);
}

/** Words with letters that fold to more or fewer units: folded as a string, looked up by it. */
function readComplexWord(text: string, start: number, dictionary: Dictionary, out: TokenBuffer): number {
  let at = start;
  while (at < text.length) {
    const kind = classify(text.charCodeAt(at));
    const joined = kind === apostrophe && at > start && at + 1 < text.length && isLetter(text.charCodeAt(at + 1));
    if (kind !== letter && kind !== digit && kind !== complex && !joined) break;
    at++;
  }
  const id = at - start > maxWordUnits ? specialToken.rare : dictionary.intern(foldText(text.slice(start, at)));
  if (((dictionary.flags[id] ?? 0) & wordFlag.contraction) !== 0) pushContraction(id, { start, end: at }, dictionary, out);
  else out.push(id, start, at);
  return at;
}

interface Sink {
  readonly dictionary: Dictionary;
  readonly out: TokenBuffer;
}

function readOther(text: string, at: number, kind: number, sink: Sink): number {
  switch (kind) {
    case digit:
      return readNumber(text, at, at, sink);
    case currency:
      return at + 1 < text.length && classify(text.charCodeAt(at + 1)) === digit ? readNumber(text, at, at + 1, sink) : at + 1;
    case terminator:
      return readTerminator(text, at, sink);
    case lineBreak:
      pushBreak(sink.out, at + 1);
      return at + 1;
    case angle:
      return readRedaction(text, at, sink);
    case ideograph:
      sink.out.push(sink.dictionary.intern(foldText(text.charAt(at))), at, at + 1);
      return at + 1;
    case complex:
      return readComplexWord(text, at, sink.dictionary, sink.out);
    case surrogate:
      return readSurrogate(text, at, sink);
    default:
      return at + 1;
  }
}

/** Digits with single points or commas between them, or with letters after them (5g, 2nd). */
function readNumber(text: string, start: number, digits: number, sink: Sink): number {
  let at = digits;
  let plain = true;
  while (at < text.length) {
    const kind = classify(text.charCodeAt(at));
    if (kind === digit) at++;
    else if (isPoint(text.charCodeAt(at)) && at + 1 < text.length && classify(text.charCodeAt(at + 1)) === digit) {
      plain = false;
      at++;
    } else break;
  }
  const withCurrency = digits > start;
  if (!withCurrency && at < text.length && classify(text.charCodeAt(at)) === letter)
    return readWord(text, start, sink.dictionary, sink.out);
  const short = plain && at - digits <= maxPlainDigits;
  const id = short ? sink.dictionary.intern(text.slice(start, at)) : withCurrency ? specialToken.money : specialToken.number;
  sink.out.push(id, start, at);
  return at;
}

function isPoint(unit: number): boolean {
  return unit === 46 || unit === 44;
}

function readTerminator(text: string, at: number, sink: Sink): number {
  const next = at + 1 < text.length ? classify(text.charCodeAt(at + 1)) : separator;
  if (next === letter || next === digit) return at + 1;
  const { out } = sink;
  const last = out.length > 0 ? (out.ids[out.length - 1] ?? 0) : specialToken.none;
  const abbreviated = text.charCodeAt(at) === 46 && ((sink.dictionary.flags[last] ?? 0) & wordFlag.abbreviation) !== 0;
  if (!abbreviated) pushBreak(out, at + 1);
  return at + 1;
}

function pushBreak(out: TokenBuffer, at: number): void {
  if (out.length > 0 && out.ids[out.length - 1] !== specialToken.sentenceBreak) out.push(specialToken.sentenceBreak, at, at);
}

const redactionToken = /<[a-z][a-z0-9_-]{1,30}>/iy;

function readRedaction(text: string, at: number, sink: Sink): number {
  redactionToken.lastIndex = at;
  const found = redactionToken.exec(text);
  if (found === null) return at + 1;
  sink.out.push(sink.dictionary.intern(found[0].toLowerCase()), at, at + found[0].length);
  return at + found[0].length;
}

/** Letters beyond the basic plane are words of their own; emoji separate words. */
function readSurrogate(text: string, at: number, sink: Sink): number {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character.length === 2 && /\p{L}/u.test(character)) {
    sink.out.push(sink.dictionary.intern(foldText(character)), at, at + 2);
  }
  return at + character.length;
}
