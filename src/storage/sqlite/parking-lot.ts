import { type BlobHash, contentHash } from '../../domain/ids.ts';
import type { ParkedItem, ParkingLot } from '../records.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface ParkedRow {
  readonly id: string;
  readonly source: string;
  readonly origin_blob: BlobHash | null;
  readonly parked_at: string;
  readonly payload: Uint8Array;
}

type Payload = Pick<ParkedItem, 'name' | 'position' | 'reason'>;

/** File names and reasons can name people, so they are sealed too. */
export function createParkingLot({ database, vault, now }: RecordsContext): ParkingLot {
  const toItem = ({ id, source, origin_blob: originBlob, parked_at: parkedAt, payload }: ParkedRow): ParkedItem => ({
    ...openJson<Payload>(vault, payload, context(id)),
    id,
    source,
    originBlob,
    parkedAt,
  });
  return {
    async park({ source, name, position, reason, originBlob, fingerprint }) {
      const id = contentHash([source, fingerprint]).slice(0, 12);
      const payload = sealJson(vault, { name, position, reason } satisfies Payload, context(id));
      const sql = 'INSERT OR IGNORE INTO parked (id, source, origin_blob, parked_at, payload) VALUES (?, ?, ?, ?, ?)';
      const added = database.run(sql, id, source, originBlob, new Date(now()).toISOString(), payload);
      return added === 1 ? 'parked' : 'duplicate';
    },
    async list() {
      return database.all<ParkedRow>('SELECT * FROM parked ORDER BY parked_at, id').map(toItem);
    },
    async get(id) {
      const row = database.first<ParkedRow>('SELECT * FROM parked WHERE id = ?', id);
      return row === null ? null : toItem(row);
    },
    async remove(id) {
      database.run('DELETE FROM parked WHERE id = ?', id);
    },
  };
}

function context(id: string): string {
  return `parked ${id}`;
}
