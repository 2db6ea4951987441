import type { ContentTable } from './schema.ts';
import type { Sql } from './sql.ts';

/** What the content store asks of ClickHouse, embedded or remote. Statements carry their values bound. */
export interface ContentEngine {
  query<Row>(statement: Sql): Promise<Row[]>;
  /** The rows of a statement with ORDER BY and LIMIT, and how many there would be without the limit. */
  queryPage<Row>(statement: Sql): Promise<{ readonly rows: readonly Row[]; readonly total: number }>;
  /** The rows as RowBinary: for many rows, or for bytes. */
  queryBytes(statement: Sql): Promise<Buffer>;
  /** A statement without rows. */
  command(statement: Sql): Promise<void>;
  /**
   * A statement that somebody else wrote and `checkTree` let through, read-only and within limits; its rows in the given format, without one as CSV.
   * It sees the views of the database `reports` by their names.
   */
  confined(text: string, format?: 'JSONCompact' | 'Parquet'): Promise<Buffer>;
  /** A statement's rows as a file of that format at the path. */
  writeFile(statement: Sql, path: string, format: 'CSVWithNames' | 'JSONEachRow' | 'Parquet'): Promise<void>;
  /** Rows already written as RowBinary, columns in the given order. Durable when it resolves. */
  insert(table: ContentTable, columns: readonly string[], rows: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
