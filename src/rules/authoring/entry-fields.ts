import { isMap, isScalar, isSeq, type Pair, parseDocument, stringify, type YAMLMap } from 'yaml';
import { ruleKeys } from '../rule-file.ts';

/** A test as people write one: turns as lines, what must come out. */
export interface EntryTest {
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly turns: readonly string[];
  readonly expect: string;
}

/** What a form shows of one rule entry. */
export interface EntryFields {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly tags: readonly string[];
  readonly manner: 'detect' | 'require' | 'score';
  readonly applies: string;
  /** Of detect or require; '' for a score. */
  readonly expression: string;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly tests: readonly EntryTest[];
}

/** Null where the entry is no YAML map: then it can only be mended as text. */
export function readEntryFields(entry: string): EntryFields | null {
  const { contents, errors } = parseDocument(entry, { logLevel: 'silent' });
  if (errors.length > 0 || !isMap(contents)) return null;
  const value = contents.toJSON() as Readonly<Record<string, unknown>>;
  const manner = 'require' in value ? 'require' : 'score' in value ? 'score' : 'detect';
  return {
    id: textOf(value.id),
    name: textOf(value.name),
    description: textOf(value.description).replace(/\n$/, ''),
    severity: textOf(value.severity) || 'info',
    tags: textsOf(value.tags),
    manner,
    applies: textOf(value.applies).trimEnd(),
    expression: manner === 'score' ? '' : textOf(value[manner]).trimEnd(),
    lists: Object.fromEntries(Object.entries(recordOf(value.lists)).map(([name, entries]) => [name, textsOf(entries)])),
    tests: Array.isArray(value.tests) ? value.tests.map(testOf) : [],
  };
}

function testOf(value: unknown): EntryTest {
  const { name, given, turns, expect } = recordOf(value);
  return { name: textOf(name), given: recordOf(given), turns: textsOf(turns), expect: textOf(expect) || 'met' };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

const expressions: ReadonlySet<string> = new Set(['applies', 'require', 'detect']);

export type EntryKey = 'name' | 'description' | 'severity' | 'tags' | 'applies' | 'require' | 'detect';

/** The entry with one key set, or without it where the value is empty. Every other line stays as it was written. */
export function withField(entry: string, key: EntryKey, value: string | readonly string[]): string {
  const text = value.length === 0 && !expressions.has(key) ? null : lineOf(key, value);
  return withKey(entry, key, key === 'applies' && value === '' ? null : text);
}

/** A finding of `detect` becomes an obligation and the other way round: its expression stays. */
export function withManner(entry: string, manner: 'detect' | 'require'): string {
  const pair = pairOf(mapOf(entry), manner === 'detect' ? 'require' : 'detect');
  const start = startOf(pair?.key);
  return pair === undefined
    ? entry
    : entry.slice(0, start) + manner + entry.slice(start + (manner === 'detect' ? 'require' : 'detect').length);
}

/** The entry with a test replaced, added at the end (`at` beyond the last) or taken away (null). */
export function withTest(entry: string, at: number, test: EntryTest | null): string {
  const tests = mapOf(entry)?.get('tests', true);
  const items = isSeq(tests) ? tests.items : [];
  const place = items[at];
  if (isSeq(tests) && tests.flow === true) return withKey(entry, 'tests', testBlock(testsAfter(entry, at, test)));
  if (place === undefined) {
    if (test === null) return entry;
    if (items.length === 0) return withKey(entry, 'tests', testBlock([test]));
    const last = endOf(entry, items.at(-1));
    return `${entry.slice(0, last)}\n${dashOf(entry, items[0])}${testLines(test, entry, items[0])}${entry.slice(last)}`;
  }
  if (test !== null) return entry.slice(0, startOf(place)) + testLines(test, entry, place) + entry.slice(endOf(entry, place));
  if (items.length === 1) return withKey(entry, 'tests', null);
  const from = entry.lastIndexOf('\n', startOf(place) - 1);
  return entry.slice(0, from) + entry.slice(endOf(entry, place)).replace(/^[^\n]*/, '');
}

function testsAfter(entry: string, at: number, test: EntryTest | null): EntryTest[] {
  const tests = [...(readEntryFields(entry)?.tests ?? [])];
  tests.splice(at, 1, ...(test === null ? [] : [test]));
  return tests;
}

function testBlock(tests: readonly EntryTest[]): string | null {
  return tests.length === 0 ? null : `tests:\n${tests.map((test) => `  - ${blockOf(test).replaceAll('\n', '\n    ')}`).join('\n')}`;
}

function testLines(test: EntryTest, entry: string, beside: unknown): string {
  const column = startOf(beside) - (entry.lastIndexOf('\n', startOf(beside) - 1) + 1);
  return blockOf(test).replaceAll('\n', `\n${' '.repeat(column)}`);
}

function dashOf(entry: string, item: unknown): string {
  return entry.slice(entry.lastIndexOf('\n', startOf(item) - 1) + 1, startOf(item));
}

function blockOf({ name, given, turns, expect }: EntryTest): string {
  const kept = { name, ...(Object.keys(given).length > 0 && { given }), turns, expect };
  return stringify(kept, { lineWidth: 0 }).trimEnd();
}

function lineOf(key: EntryKey, value: string | readonly string[]): string {
  if (typeof value !== 'string') return `${key}: [${value.map((each) => stringify(each, { lineWidth: 0 }).trim()).join(', ')}]`;
  if (!expressions.has(key)) return `${key}: ${stringify(value, { lineWidth: 0 }).trim().replaceAll('\n', '\n  ')}`;
  const lines = value.trimEnd().split('\n');
  return `${key}: |\n${lines.map((line) => (line.trim() === '' ? '' : `  ${line}`)).join('\n')}`;
}

function withKey(entry: string, key: string, text: string | null): string {
  const map = mapOf(entry);
  const pair = pairOf(map, key);
  if (pair === undefined) return text === null ? entry : inserted(entry, key, text);
  const [from, to] = [startOf(pair.key), endOf(entry, pair.value) || startOf(pair.key) + key.length + 1];
  if (text !== null) return entry.slice(0, from) + text + entry.slice(to);
  return entry.slice(0, from) + entry.slice(to).replace(/^[^\n]*\n?/, '');
}

/** Before the first key that comes later in the usual order, else at the end. */
function inserted(entry: string, key: string, text: string): string {
  const later = ruleKeys.slice(ruleKeys.indexOf(key) + 1);
  const next = mapOf(entry)?.items.find((pair) => isScalar(pair.key) && later.includes(String(pair.key.value)));
  if (next === undefined) return `${entry.trimEnd()}\n${text}\n`;
  const at = startOf(next.key);
  return `${entry.slice(0, at)}${text}\n${entry.slice(at)}`;
}

function mapOf(entry: string): YAMLMap | null {
  const { contents } = parseDocument(entry, { logLevel: 'silent' });
  return isMap(contents) ? contents : null;
}

function pairOf(map: YAMLMap | null, key: string): Pair | undefined {
  return map?.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function startOf(node: unknown): number {
  return rangeOf(node)[0] ?? 0;
}

/** After the last character that is not white: a literal block's range holds the line break behind it. */
function endOf(entry: string, node: unknown): number {
  const [start = 0, end = 0] = rangeOf(node);
  return start + entry.slice(start, end).trimEnd().length;
}

function rangeOf(node: unknown): readonly number[] {
  return (node as { readonly range?: readonly number[] } | undefined)?.range ?? [];
}
