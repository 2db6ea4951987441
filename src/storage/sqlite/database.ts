import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { AppError } from '../../domain/errors.ts';
import { migrations } from './migrations.ts';

/**
 * One SQLite file. Write-ahead log with `synchronous = FULL`: the log is synced at every commit, so what was committed
 * survives kill -9 and loss of power.
 */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string) {
    this.#connection = new DatabaseSync(path, { timeout: 10_000 });
    this.#connection.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA cache_size = -32768;
      PRAGMA secure_delete = ON;
    `);
    this.#migrate();
  }

  /** Several statements as one change: all of them, or on any error none. */
  transaction<Result>(change: () => Result): Result {
    this.#connection.exec('BEGIN IMMEDIATE');
    try {
      const result = change();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    }
  }

  /** How many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** The number that the new row got. */
  insert(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).lastInsertRowid);
  }

  first<Row>(sql: string, ...values: SQLInputValue[]): Row | null {
    return (this.#statement(sql).get(...values) as Row | undefined) ?? null;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  close(): void {
    if (this.#connection.isOpen) this.#connection.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#connection.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #migrate(): void {
    this.transaction(() => {
      const applied = this.first<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
      if (applied > migrations.length) {
        throw new AppError('engine-failed', 'This data folder was written by a newer version of Earshot.');
      }
      for (const migration of migrations.slice(applied)) this.#connection.exec(migration);
      this.#connection.exec(`PRAGMA user_version = ${migrations.length}`);
    });
  }
}
