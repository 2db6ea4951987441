/** A token of a text and where it stands in it. */
export interface SearchToken {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

/** Longer runs are cut: a pasted file must not become one dictionary entry of megabytes. */
const maxTokenLength = 64;

/** Scripts written without spaces: each character is a token, and a word is found as a phrase. */
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]`;
const tokenPattern = new RegExp(String.raw`\p{Extended_Pictographic}|${unspaced}\p{M}*|[[\p{L}\p{N}\p{M}]--${unspaced}]+`, 'gv');

/** Tokens of any script with their offsets, for marks and for parsing queries. */
export function searchTokens(text: string): SearchToken[] {
  const tokens: SearchToken[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const token = fold(match[0]);
    if (token !== '') tokens.push({ token, start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

/**
 * What the text index reads of one turn: folded tokens between single spaces, with a space at both ends, so that a phrase
 * is found exactly by looking for ` its words ` as a substring.
 */
export function searchText(text: string): string {
  return Buffer.from(searchBytes([text])).toString('utf8');
}

/**
 * The same for all turns of a conversation, a line each, so that no phrase runs from one turn into the next. Plain ASCII,
 * nearly all there is in practice, is folded byte by byte through a table: twenty times faster than by regular expression.
 */
export function searchBytes(texts: readonly string[]): Uint8Array {
  const lines = texts.map(
    (text) =>
      asciiLine(text) ??
      Buffer.from(
        ` ${searchTokens(text)
          .map(({ token }) => `${token} `)
          .join('')}`,
      ),
  );
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [newline, line])));
}

/** Null when a character is not ASCII or a token is too long. */
function asciiLine(text: string): Uint8Array | null {
  const line = Buffer.allocUnsafe(text.length + 2);
  line[0] = space;
  let length = 1;
  let run = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f || run > maxTokenLength) return null;
    const folded = foldedAscii[code] ?? space;
    if (folded === space && run === 0) continue;
    run = folded === space ? 0 : run + 1;
    line[length] = folded;
    length += 1;
  }
  if (run > maxTokenLength) return null;
  if (run > 0) line[length++] = space;
  return line.subarray(0, length);
}

const space = 0x20;
const newline = Buffer.from('\n');

/** Letters to lower case, digits as they are, all else to space. */
const foldedAscii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9]/.test(character) ? character.charCodeAt(0) : space;
});

/** Upper, then lower case folds ß with SS; NFKC folds full-width and ligatures; both sigmas are one. */
function fold(run: string): string {
  const folded = run.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  const kept = folded.replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu, '');
  return kept.slice(0, maxTokenLength).toWellFormed();
}
