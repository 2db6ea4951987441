/** A stretch of text to draw in one way. Marked: searched for. Token: stands for redacted data. Word: heard at a time. */
export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly marked: boolean;
  /** What was redacted (`card`), in words; absent for plain text. */
  readonly token?: string;
  /** Index into the turn's words. */
  readonly word?: number;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface TextLayers {
  readonly marks?: readonly Range[];
  /** Place of each word in the text, as `placeWords` gives it. */
  readonly words?: readonly (Range | null)[];
}

/** Redaction writes typed tokens into the analysed text (`<card>`), and marks the same words where a person typed them (`‹card›`). */
const tokenPattern =
  /<(account|address|age|birthdate|card|credentials|cvv|email|expiry|iban|ip|password|person|phone|pin|postcode|ssn|money|date|number|duration|place)>/g;

/** Cuts text at every border of a mark, a token or a word, so that each piece is drawn in one way. Nothing is lost or doubled. */
export function segmentText(text: string, { marks = [], words = [] }: TextLayers): Segment[] {
  const tokens = [...text.matchAll(tokenPattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    token: match[1] ?? '',
  }));
  const placed = words.flatMap((range, word) => (range ? [{ ...range, word }] : []));
  const borders = bordersOf(text.length, [...marks, ...tokens, ...placed]);
  return borders.slice(0, -1).map((start, n) => {
    const end = borders[n + 1] ?? text.length;
    const covers = (range: Range) => range.start <= start && end <= range.end;
    const token = tokens.find(covers)?.token;
    const word = placed[lastStartingBefore(placed, start)];
    return {
      start,
      text: text.slice(start, end),
      marked: marks.some(covers),
      ...(token !== undefined && { token }),
      ...(word && covers(word) && { word: word.word }),
    };
  });
}

function bordersOf(length: number, ranges: readonly Range[]): number[] {
  const borders = new Set([0, length]);
  for (const { start, end } of ranges) for (const border of [start, end]) if (border > 0 && border < length) borders.add(border);
  return length === 0 ? [] : [...borders].sort((a, b) => a - b);
}

function lastStartingBefore(ranges: readonly Range[], position: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where each word stands in its turn's text, in order; null for one that is written in another way there. */
export function placeWords(text: string, words: readonly { readonly text: string }[]): (Range | null)[] {
  let from = 0;
  return words.map((word) => {
    const start = word.text === '' ? -1 : text.indexOf(word.text, from);
    if (start < 0) return null;
    from = start + word.text.length;
    return { start, end: from };
  });
}
