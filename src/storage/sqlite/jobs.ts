import type { InteractionId } from '../../domain/ids.ts';
import type { Job, JobQueue } from '../records.ts';
import type { RecordsContext } from './context.ts';
import { isOwnerRunning } from './process-owner.ts';

/** Leases after which a job is given up: its process died on it each time. */
const maxLeases = 8;

interface JobRow {
  readonly id: number;
  readonly interaction: InteractionId;
  readonly version: number;
  readonly attempts: number;
}

export function createJobQueue({ database, owner, now }: RecordsContext): JobQueue {
  const giveBack = "UPDATE jobs SET state = 'waiting', owner = NULL, lease_until_ms = NULL WHERE state = 'leased'";
  return {
    async lease(limit, leaseMs) {
      return database.transaction(() => {
        database.run(`${giveBack} AND lease_until_ms <= ?`, now());
        database.run(
          `UPDATE jobs SET state = 'failed', reason = 'the process ended each time it was tried' WHERE state = 'waiting' AND attempts >= ?`,
          maxLeases,
        );
        const rows = database.all<JobRow>(
          `UPDATE jobs SET state = 'leased', attempts = attempts + 1, lease_until_ms = ?, owner = ?
           WHERE id IN (SELECT id FROM jobs WHERE state = 'waiting' AND run_at_ms <= ? ORDER BY id LIMIT ?)
           RETURNING id, interaction, version, attempts`,
          now() + leaseMs,
          owner,
          now(),
          Math.max(0, Math.trunc(limit)),
        );
        return rows.map(toJob).sort((a, b) => a.id - b.id);
      });
    },
    async complete(ids) {
      database.transaction(() => {
        for (const id of ids) database.run('DELETE FROM jobs WHERE id = ?', id);
      });
    },
    async fail(id, reason, retryInMs) {
      const state = retryInMs === null ? 'failed' : 'waiting';
      const sql = 'UPDATE jobs SET state = ?, reason = ?, run_at_ms = ?, owner = NULL, lease_until_ms = NULL WHERE id = ?';
      database.run(sql, state, reason, now() + (retryInMs ?? 0), id);
    },
    async reclaim() {
      const owners = database.all<{ owner: string }>("SELECT DISTINCT owner FROM jobs WHERE state = 'leased' AND owner IS NOT NULL");
      const gone = owners.filter((each) => !isOwnerRunning(each.owner));
      return database.transaction(() => gone.reduce((sum, each) => sum + database.run(`${giveBack} AND owner = ?`, each.owner), 0));
    },
    async counts() {
      return { waiting: count('waiting'), leased: count('leased'), failed: count('failed') };
    },
  };

  function count(state: 'waiting' | 'leased' | 'failed'): number {
    return database.first<{ count: number }>(`SELECT count(*) AS count FROM jobs WHERE state = '${state}'`)?.count ?? 0;
  }
}

/** `attempts` counts the tries before this one. */
function toJob({ id, interaction, version, attempts }: JobRow): Job {
  return { id, interaction, version, attempts: attempts - 1 };
}
