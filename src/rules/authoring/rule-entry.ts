import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { AppError } from '../../domain/errors.ts';
import type { NamedText, RuleSources } from '../rule-set.ts';

/** Where one rule stands in its file: from its first key to its last word, keys at column `indent`. */
interface EntryPlace {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
}

/** The entries of a rule file by id, each as a document of its own: no dash in front, keys at the left edge. */
export function entriesOf(fileText: string): ReadonlyMap<string, string> {
  return new Map([...placesOf(fileText)].map(([id, place]) => [id, outdented(fileText, place)]));
}

/** One entry and the line of the file on which it begins; null where there is none. */
export function entryOf(fileText: string, id: string): { readonly text: string; readonly line: number } | null {
  const place = placesOf(fileText).get(id);
  if (place === undefined) return null;
  return { text: outdented(fileText, place), line: fileText.slice(0, place.start).split('\n').length };
}

/**
 * The file with one rule's entry exchanged, or added at its end. Every other byte stays what it is, comments included, so that a
 * change in review shows the one rule that was changed.
 */
export function withEntry(fileText: string, id: string, entry: string): string {
  const place = placesOf(fileText).get(id);
  if (place !== undefined) return fileText.slice(0, place.start) + indented(entry, place.indent) + fileText.slice(place.end);
  const { contents } = parseDocument(fileText);
  if (contents !== null && !isSeq(contents))
    throw new AppError('conflict', 'The file holds one rule alone; choose another file for a new one.');
  const dash = ' '.repeat(contents === null ? 0 : columnOf(fileText, firstStart(contents.items[0])) - 2);
  const before = fileText.trimEnd();
  return `${before === '' ? '' : `${before}\n\n`}${dash}- ${indented(entry, dash.length + 2)}\n`;
}

/** The file name under which a rule that is being written stands beside the workspace's files. */
export const draftFile = 'draft';

/** The workspace with one rule as it is being written, its lines those of the entry itself. */
export function withDraft(sources: RuleSources, { id, text }: { readonly id: string; readonly text: string }): RuleSources {
  const rules = sources.rules.map((file): NamedText => ({ ...file, text: withoutEntry(file.text, id) }));
  return { ...sources, rules: [...rules, { file: draftFile, text }] };
}

/** Blank lines stand where the entry was, so that other rules keep their lines. */
function withoutEntry(fileText: string, id: string): string {
  if (!fileText.includes(id)) return fileText;
  const place = placesOf(fileText).get(id);
  if (place === undefined) return fileText;
  const from = fileText.lastIndexOf('\n', place.start - 1) + 1;
  return fileText.slice(0, from) + fileText.slice(from, place.end).replaceAll(/[^\n]/g, '') + fileText.slice(place.end);
}

function placesOf(fileText: string): ReadonlyMap<string, EntryPlace> {
  const { contents } = parseDocument(fileText, { logLevel: 'silent' });
  const items = isSeq(contents) ? contents.items : [contents];
  return new Map(items.flatMap((item) => (isMap(item) ? [[String(item.get('id')), placeOf(fileText, item)] as const] : [])));
}

function placeOf(fileText: string, item: YAMLMap): EntryPlace {
  const start = firstStart(item);
  const end = start + fileText.slice(start, item.range?.[1]).trimEnd().length;
  return { start, end, indent: columnOf(fileText, start) };
}

function firstStart(node: unknown): number {
  return (node as { readonly range?: readonly number[] } | undefined)?.range?.[0] ?? 0;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function outdented(fileText: string, { start, end, indent }: EntryPlace): string {
  const margin = new RegExp(`^ {0,${indent}}`);
  const [first = '', ...rest] = fileText.slice(start, end).split('\n');
  return `${[first, ...rest.map((line) => line.replace(margin, ''))].join('\n')}\n`;
}

function indented(entry: string, indent: number): string {
  const margin = ' '.repeat(indent);
  const [first = '', ...rest] = entry.trimEnd().split('\n');
  return [first, ...rest.map((line) => (line === '' ? line : margin + line))].join('\n');
}
