import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import type { ReportStore, Table, TableFormat } from '../storage/reports.ts';

/** Media type and ending of each format; `json` of a whole view is a line for each row. */
export const fileKinds: Readonly<Record<TableFormat, { readonly mediaType: string; readonly ending: string }>> = {
  json: { mediaType: 'application/x-ndjson', ending: 'jsonl' },
  csv: { mediaType: 'text/csv; charset=utf-8', ending: 'csv' },
  parquet: { mediaType: 'application/vnd.apache.parquet', ending: 'parquet' },
};

/** Says what the file is and what it is called. */
export function asFile(reply: FastifyReply, name: string, format: TableFormat): FastifyReply {
  const { mediaType, ending } = fileKinds[format];
  return reply.type(mediaType).header('content-disposition', `attachment; filename="${name}.${ending}"`);
}

/** An answer as CSV or Parquet. */
export async function sendTable(reply: FastifyReply, table: Table, as: { name: string; format: 'csv' | 'parquet'; reports: ReportStore }) {
  const body = as.format === 'csv' ? tableToCsv(table) : Buffer.from(await as.reports.toParquet(table));
  return asFile(reply, as.name, as.format).send(body);
}

/** Texts that a spreadsheet would run as a formula begin with an apostrophe; numbers below zero are left alone. */
export function tableToCsv({ columns, rows }: Table): string {
  return stringify([columns.map(({ name }) => name), ...rows.map((row) => row.map(cellText))]);
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return JSON.stringify(cell);
  const text = String(cell);
  return typeof cell === 'string' && /^[=+\-@\t\r]/u.test(text) && !/^-?\d+(\.\d+)?$/u.test(text) ? `'${text}` : text;
}
