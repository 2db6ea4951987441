import type { Session, SessionStore } from '../access-records.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface SessionRow {
  readonly seen_ms: number;
  readonly payload: Uint8Array;
}

/** Whose session it is and since when is sealed to the hash of its cookie: a row written by hand opens nothing. */
export function createSessions({ database, vault }: RecordsContext): SessionStore {
  return {
    async add(session, { idleSinceMs, startedBeforeMs }) {
      database.transaction(() => {
        database.run('DELETE FROM sessions WHERE seen_ms < ? OR started_ms < ?', idleSinceMs, startedBeforeMs);
        const sql = 'INSERT INTO sessions (key, account, started_ms, seen_ms, payload) VALUES (?, ?, ?, ?, ?)';
        const { key, account, startedMs, seenMs } = session;
        database.run(sql, key, account, startedMs, seenMs, sealJson(vault, { account, startedMs }, contextOf(key)));
      });
    },
    async find(key) {
      const row = database.first<SessionRow>('SELECT seen_ms, payload FROM sessions WHERE key = ?', key);
      if (row === null) return null;
      const { account, startedMs } = openJson<Pick<Session, 'account' | 'startedMs'>>(vault, row.payload, contextOf(key));
      return { key, account, startedMs, seenMs: row.seen_ms };
    },
    async seen(key, atMs) {
      database.run('UPDATE sessions SET seen_ms = ? WHERE key = ?', atMs, key);
    },
    async remove(key) {
      database.run('DELETE FROM sessions WHERE key = ?', key);
    },
    async removeOf(account) {
      database.run('DELETE FROM sessions WHERE account = ?', account);
    },
  };
}

function contextOf(key: string): string {
  return `session ${key}`;
}
