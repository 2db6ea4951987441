import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../../domain/errors.ts';
import type { ReportMetrics, ReportStore, ReportView, Table, TableFormat, ViewExport } from '../../reports.ts';
import { reportsDatabase } from '../confined-reader.ts';
import type { ContentEngine } from '../engine.ts';
import { bind, inlineSql, joinSql, type Sql, sql } from '../sql.ts';
import { checkTree } from './check-tree.ts';
import { plainSelect } from './plain-select.ts';
import { reportViews, viewStatements } from './report-views.ts';

export interface ReportOptions {
  readonly tenant: string;
  readonly metrics: ReportMetrics;
  /** For files on their way out. */
  readonly folder: string;
}

/** Reports of one tenant on the engine that holds its content. The views are made anew at the first use, so they are those of this version. */
export function createClickhouseReports(engine: ContentEngine, { tenant, metrics, folder }: ReportOptions): ReportStore {
  let made: Promise<void> | null = null;
  const ready = () => {
    made ??= makeViews(engine, tenant, metrics);
    return made;
  };
  const checked = async (statement: string) => {
    await ready();
    return checkedSelect(engine, statement);
  };
  return {
    views: reportViews,
    select: async (statement) => tableOf(await engine.confined(await checked(statement), 'JSONCompact')),
    selectParquet: async (statement) => engine.confined(await checked(statement), 'Parquet'),
    async exportView(request) {
      await ready();
      const view = reportViews.find(({ name }) => name === request.view);
      if (view === undefined)
        throw new AppError('not-found', `There is no view ${request.view}; there are ${reportViews.map(({ name }) => name).join(', ')}.`);
      const format = fileFormats[request.format];
      return throughFile(folder, (path) => engine.writeFile(exportSql(view, request), path, format));
    },
    toParquet: async (table) => bytesOf(await throughFile(folder, (path) => engine.writeFile(tableSql(table), path, 'Parquet'))),
  };
}

const fileFormats: Readonly<Record<TableFormat, 'CSVWithNames' | 'JSONEachRow' | 'Parquet'>> = {
  csv: 'CSVWithNames',
  json: 'JSONEachRow',
  parquet: 'Parquet',
};

async function makeViews(engine: ContentEngine, tenant: string, metrics: ReportMetrics): Promise<void> {
  await engine.command(plain(`CREATE DATABASE IF NOT EXISTS ${reportsDatabase}`));
  for (const { name, select } of viewStatements(tenant, metrics)) {
    await engine.command(plain(`CREATE OR REPLACE VIEW ${reportsDatabase}.${name} AS ${inlineSql(select)}`));
  }
}

function plain(text: string): Sql {
  return { parts: [text] };
}

/** Three gates: the spelling, the tree that the engine parses it to, and the read-only connection that it then runs on. */
async function checkedSelect(engine: ContentEngine, statement: string): Promise<string> {
  const { text, named } = plainSelect(statement);
  const tree = await engine.confined(`EXPLAIN AST ${text}`);
  checkTree(linesOf(tree), new Set([...reportViews.map(({ name }) => name), ...named]));
  return text;
}

/** The engine writes what it explains as CSV of one column. */
function linesOf(csv: Buffer): string[] {
  return [...csv.toString('utf8').matchAll(/"((?:[^"]|"")*)"(?:\n|$)/gu)].map(([, line = '']) => line.replaceAll('""', '"'));
}

interface Answer {
  readonly meta: Table['columns'];
  readonly data: Table['rows'];
}

function tableOf(json: Buffer): Table {
  const { meta, data }: Answer = JSON.parse(json.toString('utf8'));
  return { columns: meta, rows: data };
}

/** In CSV a cell that a spreadsheet would run as a formula begins with an apostrophe. */
function exportSql({ name, columns }: ReportView, { format, from, to }: ViewExport): Sql {
  const cell = (column: string, type: string) =>
    format === 'csv' && type === 'String'
      ? `if(match(\`${column}\`, '^[=+\\\\-@\\t\\r]'), concat('''', \`${column}\`), \`${column}\`) AS \`${column}\``
      : `\`${column}\``;
  const conditions: Sql[] = [sql`1`];
  if (from !== undefined) conditions.push(sql`day >= toDate32(${bind('String', from)})`);
  if (to !== undefined) conditions.push(sql`day < toDate32(${bind('String', to)})`);
  const list = plain(columns.map((column) => cell(column.name, column.type)).join(', '));
  return sql`SELECT ${list} FROM (SELECT * FROM ${plain(`${reportsDatabase}.${name}`)} WHERE ${joinSql(conditions, ' AND ')})`;
}

/** Rows go in as JSON, so that every type reads its own cells. */
function tableSql({ columns, rows }: Table): Sql {
  const lines = rows
    .map((row) => JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null]))))
    .join('\n');
  const structure = columns.map(({ name, type }) => `\`${name.replaceAll('`', '')}\` ${type}`).join(', ');
  return sql`SELECT * FROM format(JSONEachRow, ${bind('String', structure)}, ${bind('String', lines)})`;
}

/** Written whole, then read in pieces and removed; a reader that goes away removes it too. */
async function throughFile(folder: string, write: (path: string) => Promise<void>): Promise<AsyncIterable<Uint8Array>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = resolve(join(folder, `${randomUUID()}.export`));
  const remove = () => rm(path, { force: true });
  try {
    await write(path);
  } catch (error) {
    await remove();
    throw error;
  }
  const stream = createReadStream(path);
  stream.once('close', () => void remove());
  return stream;
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(stream));
}
