import type { Span } from '../../domain/span.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Document } from '../analyser.ts';

/** One sentence of the conversation with what scoring needs of it. */
export interface Sentence extends Span {
  readonly role: Role;
  readonly text: string;
  readonly words: readonly string[];
  /** Where its turn stands among its role's turns, 0…1, and which of them it is. */
  readonly share: number;
  readonly ownTurn: number;
}

const ending = /[^.!?\n]+(?:[.!?]+(?=\s|$)|\n|$)|[^\n]*?(?:[.!?]+(?=\s|$)|\n|$)/g;
const longestText = 4_000;
/** More sentences than these are not compared with each other; a long call is thinned to its longest ones. */
const mostSentences = 150;

/** The sentences of customers and agents (and bots, where nobody else answers), in order. */
export function splitSentences(turns: Document['turns']): Sentence[] {
  const seen = new Map<Role, number>();
  const totals = new Map<Role, number>();
  for (const { role } of turns) totals.set(role, (totals.get(role) ?? 0) + 1);
  const sentences = turns.flatMap((turn) => {
    const ownTurn = seen.get(turn.role) ?? 0;
    seen.set(turn.role, ownTurn + 1);
    const share = ownTurn / Math.max(1, (totals.get(turn.role) ?? 1) - 1);
    return sentencesOf(turn.text.slice(0, longestText)).map((span): Sentence => {
      const text = turn.text.slice(span.start, span.end);
      return { turn: turn.index, role: turn.role, ...span, text, words: wordsOf(text), share, ownTurn };
    });
  });
  if (sentences.length <= mostSentences) return sentences;
  const shortest = sentences.toSorted((a, b) => b.words.length - a.words.length)[mostSentences - 1]?.words.length ?? 0;
  return sentences.filter(({ words }) => words.length >= shortest).slice(0, 2 * mostSentences);
}

function sentencesOf(text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const match of text.matchAll(ending)) {
    const lead = match[0].length - match[0].trimStart().length;
    const start = match.index + lead;
    const end = match.index + match[0].trimEnd().length;
    if (end > start && /[\p{L}\p{N}]/u.test(text.slice(start, end))) spans.push({ start, end });
  }
  return spans;
}

export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu) ?? []
  );
}
