import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { createAccess } from '../../access/access.ts';
import { newAccountRecord } from '../../access/accounts.ts';
import type { IdentityProvider } from '../../access/identity-provider.ts';
import { hashPassword } from '../../access/passwords.ts';
import type { Account, AccountRole } from '../../domain/account.ts';
import type { Interaction } from '../../domain/interaction.ts';
import { accessSettingsSchema } from '../../domain/workspace.ts';
import type { AccessRecords } from '../../storage/access-records.ts';
import { openSqliteRecords } from '../../storage/sqlite/sqlite-records.ts';
import { createVault } from '../../storage/vault/aes-vault.ts';
import { createApp } from '../app.ts';
import { pageHeader } from '../guard-access.ts';
import { type MemoryWorld, memoryWorld } from './memory-stores.ts';

/** What the page sends with every request. */
export const fromPage = { 'sec-fetch-site': 'same-origin', [pageHeader]: '1' };
export const rightPassword = 'three quiet blue rivers';

/** A server with accounts, over conversations in memory and records in an SQLite that forgets. */
export interface AccessWorld {
  readonly app: FastifyInstance;
  readonly records: AccessRecords;
  readonly world: MemoryWorld;
  /** Milliseconds since 1970, to be moved by hand. */
  nowMs: number;
  add(role: AccountRole, fields?: Partial<Account>): Promise<Account>;
  /** Headers of somebody who has just signed in. */
  signedIn(account: Account): Promise<Record<string, string>>;
}

export async function accessWorld(
  interactions: readonly Interaction[] = [],
  { settings = {}, stores = {}, token = 'server-token', provider, webFolder }: AccessWorldOptions = {},
): Promise<AccessWorld> {
  const { access: records } = openSqliteRecords({
    path: ':memory:',
    vault: createVault(randomBytes(32)),
    tenant: 'default',
    now: () => made.nowMs,
  });
  const access = createAccess({
    records,
    settings: accessSettingsSchema.parse(settings),
    ...(provider && { provider }),
    now: () => made.nowMs,
  });
  const world = { ...memoryWorld(interactions), ...stores, access };
  const passwordHash = await hashPassword(rightPassword);
  const made: AccessWorld = {
    app: await createApp(world, { token, ...(webFolder && { webFolder }) }),
    records,
    world,
    nowMs: Date.parse('2026-11-20T09:00:00Z'),
    async add(role, fields = {}) {
      const wanted = { name: `${role} one`, role, teams: [], agent: null, rights: [], ...fields };
      const account = { ...newAccountRecord(wanted, new Date(made.nowMs).toISOString()), passwordHash, disabled: fields.disabled ?? false };
      await records.accounts.add(account);
      return account;
    },
    async signedIn(account) {
      return { ...fromPage, cookie: `earshot=${await access.sessions.begin(account.id, undefined)}` };
    },
  };
  return made;
}

interface AccessWorldOptions {
  readonly settings?: object;
  readonly stores?: Partial<MemoryWorld>;
  readonly token?: string;
  readonly provider?: IdentityProvider;
  readonly webFolder?: string;
}
