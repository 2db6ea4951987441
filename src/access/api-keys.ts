import type { ApiKey } from '../domain/api-key.ts';
import { AppError } from '../domain/errors.ts';
import type { Permission } from '../domain/permission.ts';
import type { AccessRecords } from '../storage/access-records.ts';
import { newId, newSecret, secretHash } from './secrets.ts';
import type { Viewer } from './viewer.ts';

/** So that scanners of leaked secrets, and people, know what they see. */
const mark = 'earshot_';
const shownCharacters = mark.length + 6;
const usedEveryMs = 60_000;

/** A key that can make accounts or keys could make itself immortal, so none can. */
const notForKeys: ReadonlySet<Permission> = new Set(['accounts:manage', 'keys:manage']);

export interface NewApiKey {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly teams: readonly string[];
  readonly expiresAt: string | null;
}

export interface ApiKeyOptions {
  readonly records: Pick<AccessRecords, 'keys' | 'audit'>;
  readonly now: () => number;
}

/** Keys for programs. */
export function createApiKeys({ records: { keys, audit }, now }: ApiKeyOptions) {
  const isoNow = () => new Date(now()).toISOString();
  return {
    list: () => keys.list(),

    /** The secret is given out here and never again. A key can do no more than whoever makes it. */
    async make(wanted: NewApiKey, maker: Viewer): Promise<{ readonly key: ApiKey; readonly secret: string }> {
      for (const permission of wanted.permissions) {
        if (notForKeys.has(permission)) throw new AppError('invalid-input', `No key can have ${permission}.`);
        if (!maker.permissions.has(permission)) {
          throw new AppError('forbidden', `Whoever makes a key with ${permission} needs the permission ${permission}.`);
        }
      }
      const secret = `${mark}${newSecret()}`;
      const key: ApiKey = {
        id: newId(),
        ...wanted,
        prefix: secret.slice(0, shownCharacters),
        createdBy: maker.actor,
        createdAt: isoNow(),
        revokedAt: null,
        lastUsedAt: null,
      };
      await audit.append([{ actor: maker.actor, action: 'key-add', subject: key.id, detail: wanted.permissions.join(' ') }]);
      await keys.add(key, secretHash(secret));
      return { key, secret };
    },

    async revoke(id: string, actor: string): Promise<void> {
      const key = (await keys.list()).find((each) => each.id === id);
      if (key === undefined) throw new AppError('not-found', 'There is no API key with this id.');
      if (key.revokedAt !== null) return;
      await audit.append([{ actor, action: 'key-revoke', subject: id, detail: '' }]);
      await keys.change(id, { revokedAt: isoNow() });
    },

    /** Null when there is no such key, or it is revoked or over. */
    async find(secret: string): Promise<ApiKey | null> {
      if (!secret.startsWith(mark)) return null;
      const key = await keys.ofSecret(secretHash(secret));
      if (key === null || key.revokedAt !== null) return null;
      const at = now();
      if (key.expiresAt !== null && Date.parse(key.expiresAt) <= at) return null;
      if (key.lastUsedAt === null || at - Date.parse(key.lastUsedAt) > usedEveryMs) await keys.change(key.id, { lastUsedAt: isoNow() });
      return key;
    },
  };
}
