import { setImmediate } from 'node:timers/promises';
import type { AuditEntry, AuditRow } from '../../domain/audit.ts';
import { canonicalJson } from '../../domain/ids.ts';
import type { AuditLog, AuditVerdict } from '../access-records.ts';
import type { Vault } from '../vault.ts';
import type { RecordsContext } from './context.ts';

/** The hash before the first row. */
const origin = '0'.repeat(32);
const readAtOnce = 1000;
const columns = 'sequence, at, actor, action, subject, detail, hash';

/**
 * The chain is keyed (HMAC-SHA-256 with the key of the data folder), so whoever can write the file but has not the key cannot
 * compute it anew. `audit_head` holds how far the chain goes, sealed, so that rows missing at its end are seen as well.
 */
export function createAuditLog({ database, vault, now }: RecordsContext): AuditLog {
  const newest = () => database.first<AuditRow>(`SELECT ${columns} FROM audit_log ORDER BY sequence DESC LIMIT 1`);
  return {
    async append(entries) {
      if (entries.length === 0) return;
      database.transaction(() => {
        const last = newest();
        const at = new Date(now()).toISOString();
        let [sequence, hash] = [last?.sequence ?? 0, last?.hash ?? origin];
        for (const { actor, action, subject, detail } of entries) {
          sequence += 1;
          hash = chained(vault, hash, { sequence, at, actor, action, subject, detail });
          const sql = `INSERT INTO audit_log (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`;
          database.run(sql, sequence, at, actor, action, subject, detail, hash);
        }
        const sealed = vault.seal(Buffer.from(`${sequence} ${hash}`), 'audit head');
        database.run('INSERT OR REPLACE INTO audit_head (one, payload) VALUES (1, ?)', sealed);
      });
    },
    async list({ actor, action, subject, before, limit }) {
      const sql = `SELECT ${columns} FROM audit_log WHERE (?1 IS NULL OR actor = ?1) AND (?2 IS NULL OR action = ?2)
        AND (?3 IS NULL OR subject = ?3) AND (?4 IS NULL OR sequence < ?4) ORDER BY sequence DESC LIMIT ?5`;
      return database.all<AuditRow>(sql, actor ?? null, action ?? null, subject ?? null, before ?? null, limit);
    },
    async last({ actor, action, subject }) {
      const sql = 'SELECT at FROM audit_log WHERE subject = ? AND actor = ? AND action = ? ORDER BY sequence DESC LIMIT 1';
      const row = database.first<{ at: string }>(sql, subject, actor, action);
      return row === null ? null : Date.parse(row.at);
    },
    async verify(head) {
      const written = database.first<{ payload: Uint8Array }>('SELECT payload FROM audit_head');
      return verdictOn(rowsOf(database), { vault, head, end: written === null ? null : endOf(vault, written.payload) });
    },
  };
}

interface Expected {
  readonly vault: Vault;
  readonly head: string | undefined;
  readonly end: { readonly sequence: number; readonly hash: string } | null;
}

/** The first row that is not what was written, or not there. */
async function verdictOn(rows: AsyncIterable<AuditRow>, { vault, head, end }: Expected): Promise<AuditVerdict> {
  let [count, hash, headSeen] = [0, origin, head === undefined];
  for await (const { hash: stored, ...row } of rows) {
    const broken = (reason: 'changed' | 'missing'): AuditVerdict => ({ intact: false, rows: count, brokenAt: count + 1, reason });
    if (row.sequence !== count + 1) return broken('missing');
    hash = chained(vault, hash, row);
    if (hash !== stored) return broken('changed');
    count += 1;
    headSeen ||= hash === head;
  }
  const complete = end === null ? count === 0 : end.sequence === count && end.hash === hash;
  if (!complete || !headSeen) return { intact: false, rows: count, brokenAt: count + 1, reason: 'missing' };
  return { intact: true, rows: count, head: hash };
}

/** Between two stretches everybody else has a turn: a log of years takes seconds. */
async function* rowsOf(database: RecordsContext['database']): AsyncGenerator<AuditRow> {
  for (let after = 0; ; ) {
    const sql = `SELECT ${columns} FROM audit_log WHERE sequence > ? ORDER BY sequence LIMIT ?`;
    const rows = database.all<AuditRow>(sql, after, readAtOnce);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sequence;
    await setImmediate();
  }
}

function chained(vault: Vault, before: string, row: AuditEntry & { readonly sequence: number; readonly at: string }): string {
  const { sequence, at, actor, action, subject, detail } = row;
  return vault.blindIndex('audit row', canonicalJson([before, sequence, at, actor, action, subject, detail]));
}

function endOf(vault: Vault, payload: Uint8Array): { sequence: number; hash: string } {
  const [sequence = '', hash = ''] = Buffer.from(vault.open(payload, 'audit head')).toString('utf8').split(' ');
  return { sequence: Number(sequence), hash };
}
