import { decimalDigits, fillerWords, quantityWords, spokenDigits, spokenTens } from './number-words.ts';

/** Digits said or written without a break: `4111`, `four one`, `double five`. Offsets in the text it was read from. */
export interface DigitGroup {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  readonly spoken: boolean;
  /** What stands between this group and the one before it in its run; empty for the first. */
  readonly gap: string;
}

/** Groups with nothing but separators and fillers between them. */
export interface DigitRun {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  readonly groups: readonly DigitGroup[];
  /** A plus sign stands before it. */
  readonly international: boolean;
  /** An amount, a date, years or a counted quantity: a number that names nobody. */
  readonly plain: boolean;
}

const andThen = /\band then\b/i;
const joinPattern = /^[\s.,()\-–—·]{0,4}$/;
const otherDigits = /[\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g;

/** Full-width, Arabic and Devanagari digits as ASCII, one for one, so that offsets stay. */
export function foldDigits(text: string): string {
  return otherDigits.test(text) ? text.replace(otherDigits, (digit) => String(decimalDigits(digit))) : text;
}

/** Every run of digits in a text, written and spoken, in order; one pass, linear in the text. */
export function readDigitRuns(text: string): readonly DigitRun[] {
  // `and then` between two groups parts them no more than `then` does; blanks keep every place.
  const plain = andThen.test(text) ? text.replace(/\band(?= then\b)/gi, '   ') : text;
  const reader = new RunReader(plain);
  for (let at = 0; at < plain.length; ) {
    const isToken = isDigitCode(plain.charCodeAt(at)) ? isDigitCode : isLetterCode(plain.charCodeAt(at)) ? isLetterCode : null;
    const start = at++;
    if (isToken === null) continue;
    while (at < plain.length && isToken(plain.charCodeAt(at))) at++;
    reader.token(start, at);
  }
  return reader.finish();
}

const repeatWords: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
]);
const longestWord = 9;
/** Lengths, as bits, of the words that can begin a number, by their first letter: nearly all words are passed over by it. */
const beginnings = new Uint16Array(32);
for (const word of [...spokenDigits.keys(), ...repeatWords.keys()]) {
  const letter = word.charCodeAt(0) & 31;
  beginnings[letter] = (beginnings[letter] ?? 0) | (1 << word.length);
}

function beginsNumber(firstLetter: number, length: number): boolean {
  return length <= longestWord && ((beginnings[firstLetter & 31] ?? 0) & (1 << length)) !== 0;
}

/** Holds the run that is being read. `pending` is a `double`, `triple` or a ten that waits for its digit. */
class RunReader {
  readonly #text: string;
  readonly #runs: DigitRun[] = [];
  #groups: DigitGroup[] = [];
  #counted = false;
  /** `double` or `triple` seen: how often the next digit counts, and where the word began. */
  #repeat: { readonly times: number; readonly start: number } | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  token(start: number, end: number): void {
    if (isDigitCode(this.#text.charCodeAt(start))) this.#written(this.#text.slice(start, end), start);
    else if (this.#groups.length > 0 || this.#repeat !== null || beginsNumber(this.#text.charCodeAt(start), end - start))
      this.#word(end - start > longestWord ? '' : this.#text.slice(start, end).toLowerCase(), start, end);
  }

  finish(): readonly DigitRun[] {
    this.#close();
    return this.#runs;
  }

  #written(digits: string, start: number): void {
    const end = start + digits.length;
    if (isGlued(this.#text, start, end)) this.#close();
    else this.#add({ start, end, digits, spoken: false });
  }

  #word(word: string, start: number, end: number): void {
    const times = repeatWords.get(word);
    const spoken = spokenDigits.get(word);
    if (times !== undefined) this.#repeat = { times, start };
    else if (spoken !== undefined) this.#spoken(spoken, start, end);
    else if (word === 'o' && this.#groups.length > 0) this.#spoken('0', start, end);
    else if (word === 'hundred' && this.#groups.length > 0) this.#spoken('00', start, end);
    else if (!fillerWords.has(word)) {
      if (quantityWords.has(word)) this.#counted = true;
      this.#close();
    }
  }

  #spoken(digits: string, start: number, end: number): void {
    const last = this.#groups.at(-1);
    const joinsTen = last?.spoken === true && spokenTens.has(last.digits) && digits.length === 1 && digits !== '0';
    if (joinsTen && this.#text.slice(last.end, start).length === 1) {
      this.#groups[this.#groups.length - 1] = { ...last, end, digits: `${last.digits[0]}${digits}` };
    } else this.#add({ start, end, digits, spoken: true });
  }

  #add(found: Omit<DigitGroup, 'gap'>): void {
    const start = this.#repeat?.start ?? found.start;
    const digits = this.#repeat === null ? found.digits : found.digits.repeat(this.#repeat.times);
    this.#repeat = null;
    const last = this.#groups.at(-1);
    const gap = last === undefined ? '' : this.#text.slice(last.end, start);
    if (last !== undefined && !joins(gap)) this.#close();
    this.#groups.push({ ...found, start, digits, gap: this.#groups.length === 0 ? '' : gap });
  }

  #close(): void {
    this.#trim();
    const [first] = this.#groups;
    const last = this.#groups.at(-1);
    if (first !== undefined && last !== undefined) {
      const before = this.#text.slice(Math.max(0, first.start - 6), first.start);
      this.#runs.push({
        start: first.start,
        end: last.end,
        digits: this.#groups.map((group) => group.digits).join(''),
        groups: this.#groups,
        international: /(?:\+|plus )\(?$/i.test(before),
        plain: this.#counted || /[$£€¥₹]\s?$/.test(before) || isPlain(this.#groups, this.#text[last.end] ?? ''),
      });
    }
    this.#groups = [];
    this.#counted = false;
    this.#repeat = null;
  }

  /** An `oh` at the edge of written digits is a sigh, not a zero. */
  #trim(): void {
    const isSigh = (group: DigitGroup | undefined) => group?.spoken === true && /^oh?$/i.test(this.#text.slice(group.start, group.end));
    if (isSigh(this.#groups[0]) && this.#groups[1]?.spoken !== true) this.#groups = this.#groups.slice(1);
    if (isSigh(this.#groups.at(-1)) && this.#groups.at(-2)?.spoken !== true) this.#groups = this.#groups.slice(0, -1);
  }
}

/** Separators, or one filler between separators: `4111, uh, 1111`. */
function joins(gap: string): boolean {
  if (gap.length <= 4 && joinPattern.test(gap)) return !gap.includes('\n');
  return gap.length <= 24 && !/[\n:;/$£€¥₹?!+]/.test(gap);
}

const year = /^(?:19|20)\d\d$/;

function isPlain(groups: readonly DigitGroup[], next: string): boolean {
  if (next === '%' || next === '°') return true;
  const shape = groups.map((group) => group.gap + 'd'.repeat(group.digits.length)).join('');
  if (/^d{1,3}(?:,ddd)+(?:\.d{1,2})?$/.test(shape) || /^d+\.d{1,2}$/.test(shape)) return true;
  const values = groups.map((group) => Number(group.digits));
  if (/^dddd([-.])dd\1dd$/.test(shape)) return isDayAndMonth(values[2] ?? 0, values[1] ?? 0);
  if (/^d{1,2}([-.])d{1,2}\1(?:dd|dddd)$/.test(shape)) return isDayAndMonth(values[0] ?? 0, values[1] ?? 0);
  if (/^d{8}$/.test(shape)) return isCompactDate(groups[0]?.digits ?? '');
  return groups.every((group) => year.test(group.digits));
}

function isDayAndMonth(a: number, b: number): boolean {
  return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
}

function isCompactDate(digits: string): boolean {
  return year.test(digits.slice(0, 4)) && isDayAndMonth(Number(digits.slice(6)), Number(digits.slice(4, 6)));
}

/** Part of a word or a handle: `2nd`, `A4`, `@1234`. An extension written `x12` leaves its number whole. */
function isGlued(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const isExtension = (text.charCodeAt(end) | 32) === 120 && isDigitCode(text.charCodeAt(end + 1));
  return isLetterCode(before) || before === 64 || before === 95 || (isLetterCode(text.charCodeAt(end)) && !isExtension);
}

function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetterCode(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}
