import { contentHash } from '../../domain/ids.ts';
import type { IdempotencyKeys } from '../records.ts';
import type { RecordsContext } from './context.ts';
import { isOwnerRunning } from './process-owner.ts';
import { openJson, sealJson } from './sealed-json.ts';

const keptMs = 24 * 60 * 60_000;

interface KeyRow {
  readonly request_hash: string;
  readonly owner: string;
  readonly status: number | null;
  readonly body: Uint8Array | null;
}

/** A request whose process died before it answered may be made again: what it captured is recognised as a duplicate. */
export function createIdempotencyKeys({ database, vault, owner, now }: RecordsContext): IdempotencyKeys {
  return {
    async begin(key, requestHash) {
      return database.transaction(() => {
        const hash = contentHash(key);
        database.run('DELETE FROM idempotency_keys WHERE begun_at_ms < ?', now() - keptMs);
        const row = database.first<KeyRow>('SELECT * FROM idempotency_keys WHERE key_hash = ?', hash);
        if (row !== null && row.request_hash !== requestHash) return { state: 'mismatch' };
        if (row?.status != null && row.body !== null) {
          return { state: 'done', status: row.status, body: openJson<string>(vault, row.body, context(hash)) };
        }
        if (row !== null && isOwnerRunning(row.owner)) return { state: 'in-flight' };
        const sql = 'INSERT OR REPLACE INTO idempotency_keys (key_hash, request_hash, begun_at_ms, owner) VALUES (?, ?, ?, ?)';
        database.run(sql, hash, requestHash, now(), owner);
        return { state: 'new' };
      });
    },
    async finish(key, status, body) {
      const hash = contentHash(key);
      const sql = 'UPDATE idempotency_keys SET status = ?, body = ? WHERE key_hash = ?';
      database.run(sql, status, sealJson(vault, body, context(hash)), hash);
    },
    async abandon(key) {
      database.run('DELETE FROM idempotency_keys WHERE key_hash = ? AND status IS NULL', contentHash(key));
    },
  };
}

function context(hash: string): string {
  return `idempotency ${hash}`;
}
