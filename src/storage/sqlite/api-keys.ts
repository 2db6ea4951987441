import type { ApiKey } from '../../domain/api-key.ts';
import { AppError } from '../../domain/errors.ts';
import type { ApiKeyStore } from '../access-records.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface KeyRow {
  readonly secret: string;
  readonly payload: Uint8Array;
}

/** Sealed to the hash of the secret, so that permissions cannot be moved from one key to another. */
export function createApiKeys({ database, vault }: RecordsContext): ApiKeyStore {
  const opened = ({ secret, payload }: KeyRow) => openJson<ApiKey>(vault, payload, contextOf(secret));
  return {
    async list() {
      return database.all<KeyRow>('SELECT secret, payload FROM api_keys').map(opened).sort(byCreation);
    },
    async add(key, secret) {
      database.run('INSERT INTO api_keys (id, secret, payload) VALUES (?, ?, ?)', key.id, secret, sealJson(vault, key, contextOf(secret)));
    },
    async ofSecret(secret) {
      const row = database.first<KeyRow>('SELECT secret, payload FROM api_keys WHERE secret = ?', secret);
      return row === null ? null : opened(row);
    },
    async change(id, change) {
      database.transaction(() => {
        const row = database.first<KeyRow>('SELECT secret, payload FROM api_keys WHERE id = ?', id);
        if (row === null) throw new AppError('not-found', 'There is no API key with this id.');
        const sealed = sealJson(vault, { ...opened(row), ...change }, contextOf(row.secret));
        database.run('UPDATE api_keys SET payload = ? WHERE id = ?', sealed, id);
      });
    },
  };
}

function byCreation(a: ApiKey, b: ApiKey): number {
  return a.createdAt < b.createdAt ? -1 : 1;
}

function contextOf(secret: string): string {
  return `api key ${secret}`;
}
