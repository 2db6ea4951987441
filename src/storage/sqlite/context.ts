import type { Vault } from '../vault.ts';
import type { Database } from './database.ts';

/** What every part of the records works with. */
export interface RecordsContext {
  readonly database: Database;
  readonly vault: Vault;
  readonly tenant: string;
  /** Name of this process in leases. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
