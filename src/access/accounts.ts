import type { Account } from '../domain/account.ts';
import { AppError } from '../domain/errors.ts';
import type { AccessRecords, AccountChange, AccountRecord } from '../storage/access-records.ts';
import { checkNewPassword, hashPassword } from './passwords.ts';
import { newId } from './secrets.ts';

export interface NewAccount extends Pick<Account, 'name' | 'role' | 'teams' | 'agent' | 'rights'> {
  readonly password: string;
}

export type AccountEdit = Partial<Pick<Account, 'role' | 'teams' | 'agent' | 'rights' | 'disabled'>> & { readonly password?: string };

export interface AccountOptions {
  readonly records: Pick<AccessRecords, 'accounts' | 'sessions' | 'audit' | 'failedSignIns'>;
  readonly now: () => number;
}

/** Who may sign in. Every change is on record before it is made, and ends the sign-ins of that account. */
export function createAccounts({ records: { accounts, sessions, audit, failedSignIns }, now }: AccountOptions) {
  async function existing(id: string): Promise<AccountRecord> {
    const account = await accounts.get(id);
    if (account === null) throw new AppError('not-found', 'There is no account with this id.');
    return account;
  }

  async function change(id: string, fields: AccountChange, actor: string): Promise<void> {
    await audit.append([{ actor, action: 'account-change', subject: id, detail: Object.keys(fields).sort().map(shown).join(' ') }]);
    await accounts.change(id, fields);
    await sessions.removeOf(id);
  }

  return {
    list: () => accounts.list(),

    async add({ password, ...wanted }: NewAccount, actor: string): Promise<Account> {
      checkScope(wanted);
      checkNewPassword(password, wanted.name);
      if (await accounts.named(wanted.name)) throw new AppError('conflict', 'There is an account of this name already.');
      const account: AccountRecord = {
        ...newAccountRecord(wanted, new Date(now()).toISOString()),
        passwordHash: await hashPassword(password),
      };
      await audit.append([{ actor, action: 'account-add', subject: account.id, detail: account.role }]);
      await accounts.add(account);
      return publicPart(account);
    },

    async edit(id: string, { password, ...fields }: AccountEdit, actor: string): Promise<Account> {
      const account = await existing(id);
      checkScope({ ...account, ...fields });
      if (password !== undefined) {
        if (account.origin !== 'local') throw new AppError('invalid-input', 'This account signs in with the site’s own provider.');
        checkNewPassword(password, account.name);
        await failedSignIns.clear(account.name);
      }
      await change(id, { ...fields, ...(password !== undefined && { passwordHash: await hashPassword(password) }) }, actor);
      return publicPart(await existing(id));
    },
  };
}

export function newAccountRecord(wanted: Pick<Account, 'name' | 'role' | 'teams' | 'agent' | 'rights'>, createdAt: string): AccountRecord {
  const { name, role, teams, agent, rights } = wanted;
  return {
    ...{ id: newId(), name, role, teams, agent, rights, origin: 'local', disabled: false, createdAt },
    ...{ lastSignInAt: null, passwordHash: null, subject: null },
  };
}

export function publicPart({ passwordHash: _hash, subject: _subject, ...account }: AccountRecord): Account {
  return account;
}

/** A role that sees only some conversations must say which. */
export function checkScope({ role, teams, agent }: Pick<Account, 'role' | 'teams' | 'agent'>): void {
  if (role === 'supervisor' && teams.length === 0) throw new AppError('invalid-input', 'A supervisor needs at least one team.');
  if (role === 'agent' && !agent) throw new AppError('invalid-input', 'An agent’s account needs the agent’s id as the sources write it.');
}

function shown(field: string): string {
  return field === 'passwordHash' ? 'password' : field;
}
