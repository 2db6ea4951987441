import type { AttributeValue } from '../domain/captured-interaction.ts';
import { AppError } from '../domain/errors.ts';
import { type ContactField, contactFields, fieldOfColumn } from './contact-fields.ts';
import { csvRecords, sniffDelimiter } from './csv-records.ts';
import { decodeText } from './decode-text.ts';
import { attributesOf, compact, isObject, type JsonObject } from './json-object.ts';
import { jsonValues } from './json-values.ts';
import { type DateOrder, decideDateOrder, readWrittenTime, wallOf } from './local-date.ts';
import type { Mapping } from './mapping.ts';
import type { SourceFile } from './read-source.ts';
import { readHead } from './source-bytes.ts';
import { streamLines } from './source-lines.ts';
import { localTime, type ParsedTime, parseEpoch, parseTime } from './time-zone.ts';
import { unreadable } from './unreadable.ts';

/** A row with its cells under the fields they mean; the site's own columns are attributes. */
export interface TableRow {
  readonly kind: 'row';
  readonly position: string;
  readonly fields: Readonly<Partial<Record<ContactField, string>>>;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Every cell under its column name, for file-name patterns. */
  readonly cells: Readonly<Record<string, string>>;
  /** Lists and objects of a JSON row, under their own keys: intervals, legs, participants. */
  readonly structured: JsonObject;
  readonly warning?: string;
}

type Unreadable = Extract<ReturnType<typeof unreadable>, { kind: 'unreadable' }>;

/** The rows of a CSV, TSV or JSON-lines file. */
export async function* tableRows(file: SourceFile, mapping: Mapping): AsyncGenerator<TableRow | Unreadable> {
  const head = decodeText(await readHead(file)).text;
  if (/^\s*[[{]/.test(head)) yield* jsonRows(file, mapping);
  else yield* csvRows(file, mapping, delimiterOf(head, mapping));
}

async function* csvRows(file: SourceFile, mapping: Mapping, delimiter: string): AsyncGenerator<TableRow | Unreadable> {
  let columns: readonly string[] | null = null;
  for await (const record of csvRecords(streamLines(file), delimiter)) {
    const position = `line ${record.line}`;
    if (record.kind === 'broken') yield unreadable(record.reason, position, record.text) as Unreadable;
    else if (columns === null) columns = record.cells.map((cell) => cell.trim());
    else yield rowOf(pair(columns, record.cells), mapping, position, record.warning);
  }
}

async function* jsonRows(file: SourceFile, mapping: Mapping): AsyncGenerator<TableRow | Unreadable> {
  for await (const found of jsonValues(file)) {
    if (found.kind === 'unreadable') yield found;
    else if (!isObject(found.value))
      yield unreadable('expected a JSON object', found.position, String(JSON.stringify(found.value))) as Unreadable;
    else yield jsonRow(found.value, mapping, { position: found.position ?? 'item 1', warning: found.warning });
  }
}

function jsonRow(value: JsonObject, mapping: Mapping, place: { position: string; warning: string | undefined }): TableRow {
  const plain = Object.entries(attributesOf(value)).map(([key, cell]): [string, string] => [key, String(cell)]);
  const structured = Object.fromEntries(Object.entries(value).filter(([, inner]) => typeof inner === 'object' && inner !== null));
  return { ...rowOf(plain, mapping, place.position, place.warning), structured };
}

function pair(columns: readonly string[], cells: readonly string[]): [string, string][] {
  return columns.map((column, index) => [column, cells[index] ?? '']);
}

function rowOf(cells: readonly (readonly [string, string])[], mapping: Mapping, position: string, warning?: string): TableRow {
  const fields: Partial<Record<ContactField, string>> = {};
  const attributes: [string, AttributeValue][] = [];
  for (const [column, cell] of cells) {
    if (cell.trim() === '') continue;
    const target = targetOf(column, mapping);
    if (target.startsWith('attributes.')) attributes.push([target.slice('attributes.'.length), typedValue(cell.trim())]);
    else if (target !== 'ignore') fields[checkField(target)] ??= cell;
  }
  const row = { kind: 'row' as const, position, fields, attributes: Object.fromEntries(attributes), cells: Object.fromEntries(cells) };
  return { ...row, structured: {}, ...compact({ warning }) };
}

/** What a column means: a field, `attributes.NAME`, or `ignore`. */
export function targetOf(column: string, mapping: Mapping): string {
  return mapping.columns[column] ?? fieldOfColumn(column) ?? (mapping.others === 'ignore' ? 'ignore' : `attributes.${column}`);
}

function checkField(target: string): ContactField {
  if ((contactFields as readonly string[]).includes(target)) return target as ContactField;
  throw new AppError('bad-workspace', `mapping: unknown field ${target}; docs/FORMATS.md lists them`);
}

/** Numbers only when they read back as written: `007` and long ids stay text. */
function typedValue(cell: string): AttributeValue {
  if (cell === 'true' || cell === 'false') return cell === 'true';
  return cell.length <= 15 && String(Number(cell)) === cell && Number.isFinite(Number(cell)) ? Number(cell) : cell;
}

/** The columns of a table's first line, for detection. */
export function headerOf(head: string): string[] | null {
  const line = head.split(/\r?\n/).find((candidate) => candidate.trim() !== '') ?? '';
  const delimiter = sniffDelimiter(line);
  return delimiter === null ? null : line.split(delimiter).map((cell) => cell.replaceAll('"', '').trim());
}

function delimiterOf(head: string, mapping: Mapping): string {
  const header = head.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  return mapping.delimiter ?? sniffDelimiter(header) ?? ',';
}

/** Reads the times of one table: ISO, epoch, or day/month/year in the order its first rows show. */
export async function tableTimes(file: SourceFile, mapping: Mapping, timeZone: string): Promise<(cell: string) => ParsedTime | null> {
  const zone = mapping.timeZone ?? timeZone;
  const decided = mapping.dateOrder ? { order: mapping.dateOrder, certain: true } : await orderOf(file);
  return (cell) => tableTime(cell.trim(), zone, decided);
}

async function orderOf(file: SourceFile): Promise<{ order: DateOrder; certain: boolean }> {
  const head = decodeText(await readHead(file)).text;
  const dates = head.match(/\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b/g) ?? [];
  return decideDateOrder(dates.map(readWrittenTime).filter((time) => time !== null));
}

function tableTime(cell: string, zone: string, decided: { order: DateOrder; certain: boolean }): ParsedTime | null {
  const parsed = parseTime(cell, zone);
  if (parsed) return parsed;
  if (/^\d{10,16}(?:\.\d+)?$/.test(cell)) {
    const iso = parseEpoch(Number(cell));
    return iso === null ? null : { iso };
  }
  const written = readWrittenTime(cell);
  const wallMs = written && wallOf(written, decided.order);
  if (wallMs === null) return null;
  const local = localTime(wallMs, zone);
  if (decided.certain) return local;
  return { iso: local.iso, warning: 'the order of day and month is not certain: the day is taken first (set dateOrder in the mapping)' };
}
