import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { dateOrders } from './local-date.ts';
import { readMappingSettings } from './mapping.ts';
import type { SourceFile } from './read-source.ts';
import { tableRows, tableTimes } from './table-rows.ts';

/** A mapping of the centre's daily figures: which column is the day, which the queue, and which figures are to be kept. */
const factMappingSchema = z.strictObject({
  day: z.string().default('day'),
  queue: z.string().optional(),
  channel: z.string().optional(),
  dateOrder: z.enum(dateOrders).optional(),
  delimiter: z.string().length(1).optional(),
  /** Name → column, or a column and what it is multiplied by: seconds become milliseconds with 1000. Sums only. */
  facts: z.record(
    z.string().regex(/^[a-z][a-z0-9_]{0,63}$/u),
    z.union([z.string(), z.strictObject({ column: z.string(), times: z.number() })]),
  ),
});

export interface DailyFactRow {
  readonly day: string;
  readonly queue: string;
  readonly channel: string;
  readonly name: string;
  readonly value: number;
}

export type DailyFactItem =
  | { readonly kind: 'fact'; readonly fact: DailyFactRow }
  | { readonly kind: 'unreadable'; readonly position: string; readonly reason: string };

/** The figures of a CSV or JSON-lines file; what is no day or no number is told with its line. */
export async function* readDailyFacts(file: SourceFile, settings: unknown): AsyncGenerator<DailyFactItem> {
  const parsed = factMappingSchema.safeParse(settings);
  if (!parsed.success) {
    const [fault] = parsed.error.issues;
    throw new AppError('bad-workspace', `mapping: ${fault?.path.join('.') || 'file'}: ${fault?.message ?? 'invalid'}`);
  }
  const { day, queue, channel, facts, dateOrder, delimiter } = parsed.data;
  const table = readMappingSettings({ ...(dateOrder && { dateOrder }), ...(delimiter && { delimiter }) });
  const timeOf = await tableTimes(file, table, 'UTC');
  for await (const row of tableRows(file, table)) {
    if (row.kind === 'unreadable') {
      yield { kind: 'unreadable', position: row.position ?? '', reason: row.reason };
      continue;
    }
    const at = timeOf(row.cells[day] ?? '');
    if (at === null) {
      yield { kind: 'unreadable', position: row.position, reason: `the column ${day} holds no day` };
      continue;
    }
    const place = { day: at.iso.slice(0, 10), queue: cellOf(row.cells, queue), channel: cellOf(row.cells, channel) };
    for (const [name, source] of Object.entries(facts)) {
      const { column, times } = typeof source === 'string' ? { column: source, times: 1 } : source;
      const cell = cellOf(row.cells, column);
      if (cell === '') continue;
      const value = Number(cell.replaceAll(/(?<=\d)[,\u00a0 ](?=\d{3}\b)/gu, '')) * times;
      if (Number.isFinite(value)) yield { kind: 'fact', fact: { ...place, name, value } };
      else yield { kind: 'unreadable', position: row.position, reason: `the column ${column} holds no number` };
    }
  }
}

function cellOf(cells: Readonly<Record<string, string>>, column: string | undefined): string {
  return column === undefined ? '' : (cells[column] ?? '').trim();
}
