import type { Span } from '../../domain/span.ts';
import { searchTokens } from './search-text.ts';

/** A word (one token) or a phrase (tokens that must follow each other in one turn). */
export type SearchTerm = readonly string[];

export interface ParsedSearch {
  readonly required: readonly SearchTerm[];
  readonly excluded: readonly SearchTerm[];
  /** True when there was something typed but nothing that can be looked for, e.g. `???`: nothing matches it. */
  readonly unsearchable: boolean;
}

/** `refund "call me back" -ticket`: every word and phrase must occur, nothing after a minus may. Never throws. */
export function parseSearch(text: string): ParsedSearch {
  const required: SearchTerm[] = [];
  const excluded: SearchTerm[] = [];
  for (const match of text.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const term = searchTokens(match[2] ?? match[3] ?? '').map(({ token }) => token);
    if (term.length > 0) (match[1] === '-' ? excluded : required).push(term);
  }
  const unsearchable = text.trim() !== '' && required.length + excluded.length === 0;
  return { required, excluded, unsearchable };
}

/** Where the terms stand in a turn. */
export function markTerms(turn: number, text: string, terms: readonly SearchTerm[]): Span[] {
  const tokens = searchTokens(text);
  const marks: Span[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const length = longestTermAt(tokens, at, terms);
    const first = tokens[at];
    const last = tokens[at + length - 1];
    if (length === 0 || first === undefined || last === undefined) continue;
    marks.push({ turn, start: first.start, end: last.end });
    at += length - 1;
  }
  return marks;
}

function longestTermAt(tokens: readonly { readonly token: string }[], at: number, terms: readonly SearchTerm[]): number {
  let longest = 0;
  for (const term of terms) {
    if (term.length > longest && term.every((token, offset) => tokens[at + offset]?.token === token)) longest = term.length;
  }
  return longest;
}
