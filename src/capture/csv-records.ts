import { limits } from './limits.ts';
import type { SourceLine } from './source-lines.ts';

/** A record of a CSV file by RFC 4180; `broken` ones have a quote that is never closed. */
export type CsvRecord =
  | { readonly kind: 'record'; readonly line: number; readonly cells: readonly string[]; readonly warning?: string }
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string; readonly text: string };

/**
 * Records of a CSV file in constant memory. A quote that stays open costs one line, not the rest of the file: the line
 * is reported and reading goes on after it.
 */
export async function* csvRecords(lines: AsyncIterable<SourceLine>, delimiter: string): AsyncGenerator<CsvRecord> {
  let open: Extract<SourceLine, { kind: 'line' }>[] = [];
  for await (const line of lines) {
    if (line.kind === 'too-long') {
      yield { kind: 'broken', line: line.number, reason: `line of ${line.bytes} bytes is over the limit`, text: line.fingerprint };
      continue;
    }
    if (open.length === 0 && line.text.trim() === '') continue;
    open.push(line);
    if (open.length > 1 && !line.text.includes('"') && open.length <= limits.csvRecordLines) continue;
    const record = closeRecord(open, delimiter);
    if (record) {
      yield record;
      open = [];
    } else if (open.length > limits.csvRecordLines) {
      open = yield* recover(open, delimiter);
    }
  }
  while (open.length > 0) open = yield* recover(open, delimiter);
}

/** Gives up the first line and reads the others again; returns what is still open. */
function* recover(
  open: readonly Extract<SourceLine, { kind: 'line' }>[],
  delimiter: string,
): Generator<CsvRecord, Extract<SourceLine, { kind: 'line' }>[]> {
  const [first, ...rest] = open;
  if (first) yield { kind: 'broken', line: first.number, reason: 'a quote is opened and never closed', text: first.text };
  let pending: Extract<SourceLine, { kind: 'line' }>[] = [];
  for (const line of rest) {
    pending.push(line);
    const record = closeRecord(pending, delimiter);
    if (!record) continue;
    yield record;
    pending = [];
  }
  return pending;
}

function closeRecord(lines: readonly Extract<SourceLine, { kind: 'line' }>[], delimiter: string): CsvRecord | null {
  const first = lines[0];
  if (!first) return null;
  const cells = splitCells(lines.map(({ text }) => text).join('\n'), delimiter);
  if (!cells) return null;
  const warning = lines.find((line) => line.warning !== undefined)?.warning;
  return { kind: 'record', line: first.number, cells, ...(warning === undefined ? {} : { warning }) };
}

/** Null while a quoted cell is open. A quote inside an unquoted cell is text, as spreadsheets read it. */
export function splitCells(text: string, delimiter: string): string[] | null {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    const close = closingQuote(text, at + 1);
    if (close < 0) return null;
    const end = text.indexOf(delimiter, close);
    cells.push(text.slice(at + 1, close).replaceAll('""', '"') + text.slice(close + 1, end < 0 ? text.length : end).trim());
    if (end < 0) return cells;
    at = end + 1;
  }
  return cells;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

/** The separator that splits a header into most columns; null when none does. */
export function sniffDelimiter(header: string): string | null {
  let best: string | null = null;
  let most = 1;
  for (const delimiter of [',', ';', '\t', '|']) {
    const count = splitCells(header, delimiter)?.length ?? 0;
    if (count > most) {
      best = delimiter;
      most = count;
    }
  }
  return best;
}
