import { nearestName } from '../../rules/problem.ts';
import { fieldNames, kindOfField, measureOfField, openFieldPrefixes } from './search-fields.ts';

/** One part of a search, with its place in the text. All parts must hold. */
export type SearchPart = (WordsPart | FilterPart | ComparisonPart | ExpressionPart) & { readonly from: number; readonly to: number };

interface WordsPart {
  readonly kind: 'words';
  readonly text: string;
  /** In quotes: the words follow each other in one turn. */
  readonly isPhrase: boolean;
  readonly isExcluded: boolean;
}

/** `queue:billing,technical`: one of the values. */
interface FilterPart {
  readonly kind: 'filter';
  readonly field: string;
  readonly values: readonly string[];
  readonly isExcluded: boolean;
}

export const comparisons = ['<=', '>=', '<', '>'] as const;
export type Comparison = (typeof comparisons)[number];

interface ComparisonPart {
  readonly kind: 'comparison';
  readonly field: string;
  readonly comparison: Comparison;
  /** As it was written: `10m`. */
  readonly amount: string;
  /** In the unit of the measure: times in milliseconds. */
  readonly value: number;
}

/** An expression of the rule language (docs/RULES.md). */
interface ExpressionPart {
  readonly kind: 'expression';
  readonly text: string;
}

/** Something wrong with a search: where, and what to write instead. Offsets in the text. */
export interface SearchProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

export interface ReadSearch {
  readonly parts: readonly SearchPart[];
  readonly problems: readonly SearchProblem[];
}

interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A run without spaces; quotes keep spaces together, and may be left open at the end. */
const tokenPattern = /(?:"[^"]*"?|[^\s"])+/g;
const filterPattern = /^(-?)([a-z][a-z0-9_.-]*)(:|<=|>=|<|>)(.*)$/is;
/** Written as a filter is, and neither a clock (`10:30`) nor an address (`http://…`). */
const likelyField = /^[a-z][a-z_.-]*$/i;

/**
 * Reads `channel:voice duration>10m "call me back" -ticket`: filters first or anywhere, words, phrases, and words that must not occur.
 * What begins with `=`, or looks like an expression of the rule language, is one from there to the end. Never throws.
 */
export function readSearch(text: string): ReadSearch {
  const parts: SearchPart[] = [];
  const problems: SearchProblem[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const token: Token = { text: match[0], from: match.index, to: match.index + match[0].length };
    const isFirstWords = !parts.some(({ kind }) => kind === 'words');
    if (token.text.startsWith('=') || (isFirstWords && beginsExpression(text.slice(token.from)))) {
      parts.push(expressionAt(text, token.from));
      break;
    }
    const { part, problem } = readToken(token);
    if (part) parts.push(part);
    if (problem) problems.push(problem);
  }
  return { parts, problems };
}

function readToken(token: Token): { readonly part?: SearchPart; readonly problem?: SearchProblem } {
  const [, minus = '', name = '', sign = ':', rest = ''] = filterPattern.exec(token.text) ?? [];
  const field = name.toLowerCase();
  const kind = name === '' ? null : kindOfField(field);
  const { from, to } = token;
  if (kind === null) {
    const isLikely = name !== '' && sign === ':' && rest !== '' && !rest.startsWith('/') && likelyField.test(name);
    return isLikely ? { problem: { from, to: from + minus.length + name.length, message: noSuchField(name) } } : { part: wordsOf(token) };
  }
  if (kind === 'number') return readComparison(field, { sign, rest, minus, token });
  if (sign !== ':') return { problem: { from, to, message: `${field} takes a colon: ${field}:value.` } };
  const values = valuesOf(rest);
  if (values.length === 0) return { problem: { from, to, message: `${field}: needs a value behind the colon.` } };
  if (kind === 'day' && !isDay(values[0])) return { problem: { from, to, message: `${field}: needs a day such as 2026-10-31.` } };
  return { part: { kind: 'filter', field, values, isExcluded: minus !== '', from, to } };
}

interface ComparisonText {
  readonly sign: string;
  readonly rest: string;
  readonly minus: string;
  readonly token: Token;
}

function readComparison(field: string, { sign, rest, minus, token: { from, to } }: ComparisonText) {
  const comparison = comparisons.find((each) => each === sign);
  const { isTime = false } = measureOfField(field) ?? {};
  const value = comparison === undefined || minus !== '' ? null : amountOf(rest, isTime);
  if (comparison === undefined || value === null) {
    const example = isTime ? `${field}>10m` : `${field}<0.5`;
    return { problem: { from, to, message: `${field} is a number: compare it with < <= > >=, as in ${example}.` } };
  }
  return { part: { kind: 'comparison', field, comparison, amount: rest, value, from, to } as const };
}

const millisecondsPer: Readonly<Record<string, number>> = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `10m`, `90s`, `20%`, `-0.3`; a plain number of a time is seconds. Null when it is none. */
function amountOf(text: string, isTime: boolean): number | null {
  const [, digits = '', unit = ''] = /^([-−]?\d+(?:\.\d+)?)(s|m|min|h|d|%)?$/i.exec(text) ?? [];
  if (digits === '') return null;
  const number = Number(digits.replace('−', '-'));
  if (unit === '%') return number / 100;
  return number * (millisecondsPer[unit.toLowerCase()] ?? (isTime ? 1000 : 1));
}

function valuesOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"?|([^",]+)/g)].map((match) => (match[1] ?? match[2] ?? '').trim()).filter((value) => value !== '');
}

function wordsOf({ text, from, to }: Token): SearchPart {
  const isExcluded = text.startsWith('-') && text.length > 1;
  const bare = isExcluded ? text.slice(1) : text;
  const isPhrase = bare.startsWith('"');
  return { kind: 'words', text: bare.replaceAll('"', ''), isPhrase, isExcluded, from, to };
}

function noSuchField(name: string): string {
  const near = nearestName(name, [...fieldNames, ...openFieldPrefixes]);
  const advice = near === undefined ? `There are ${fieldNames.slice(0, 6).join(', ')} …` : `Did you mean ${near}?`;
  return `There is no field ${name}. ${advice} To look for the words themselves, put them in quotes.`;
}

/** What stands only in expressions: a role before spans, an operator, a list, an entity, a function. Quoted words do not count. */
const expressionSigns =
  /(?:^|[\s(])(?:customer|bot|ivr|supervisor|third-party|anyone)\s*:\s*["(<@]|(?:^|[\s(])agent\s*:\s+["(<@]|\b(?:near|then)\/\d|"\s*\||\||^\s*\(|(?:^|\s)@[a-z]|<[a-z]+>|\b[a-z]+\("|\brule\(|\bin (?:first|last) \d/;

function beginsExpression(text: string): boolean {
  const first = /^(?:"[^"]*"?|[^\s"])+/.exec(text)?.[0] ?? '';
  const isFilter = kindOfField((/^-?([a-z][a-z0-9_.-]*)(?::\S|[<>])/i.exec(first)?.[1] ?? '').toLowerCase()) !== null;
  return !isFilter && expressionSigns.test(withoutQuotes(text));
}

/** Words in quotes may hold any sign. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/"[^"]*"?/g, (quoted) => `"${'.'.repeat(Math.max(0, quoted.length - 2))}"`);
}

function expressionAt(text: string, from: number): SearchPart {
  const rest = text.slice(from);
  const bare = rest.replace(/^=\s*/, '');
  return { kind: 'expression', text: bare.trimEnd(), from: from + rest.length - bare.length, to: text.length };
}

function isDay(text: string | undefined): boolean {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The text of parts, as people would write it: the other way round of `readSearch`. An expression goes last. */
export function printSearch(parts: readonly PrintedPart[]): string {
  const inOrder = [...parts.filter(({ kind }) => kind !== 'expression'), ...parts.filter(({ kind }) => kind === 'expression')];
  return inOrder.map(printPart).join(' ');
}

export type PrintedPart = WordsPart | FilterPart | ComparisonPart | ExpressionPart;

export function printPart(part: PrintedPart): string {
  switch (part.kind) {
    case 'words':
      return `${part.isExcluded ? '-' : ''}${part.isPhrase ? `"${part.text}"` : part.text}`;
    case 'filter':
      return `${part.isExcluded ? '-' : ''}${part.field}:${part.values.map(quoted).join(',')}`;
    case 'comparison':
      return `${part.field}${part.comparison}${part.amount}`;
    case 'expression':
      return `= ${part.text}`;
  }
}

function quoted(value: string): string {
  return /[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
