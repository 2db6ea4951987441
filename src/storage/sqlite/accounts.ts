import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccountRecord, AccountStore, FailedSignIns } from '../access-records.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface AccountRow {
  readonly id: string;
  readonly payload: Uint8Array;
}

/** Accounts are sealed and bound to their row: whoever can write the file still cannot make a role or a password. */
export function createAccounts({ database, vault }: RecordsContext): AccountStore {
  const nameKey = (name: string) => vault.blindIndex('account-name', folded(name));
  const subjectKey = (subject: string) => vault.blindIndex('account-subject', subject);
  const opened = (row: AccountRow | null) => (row === null ? null : openJson<AccountRecord>(vault, row.payload, contextOf(row.id)));
  const sealed = (account: AccountRecord) => sealJson(vault, account, contextOf(account.id));
  const get = (id: string) => opened(database.first<AccountRow>('SELECT id, payload FROM accounts WHERE id = ?', id));
  return {
    any: async () => database.first('SELECT 1 FROM accounts LIMIT 1') !== null,
    async list() {
      const accounts = database.all<AccountRow>('SELECT id, payload FROM accounts').flatMap((row) => opened(row) ?? []);
      return accounts.map(withoutSecrets).sort((a, b) => a.name.localeCompare(b.name));
    },
    get: async (id) => get(id),
    named: async (name) => opened(database.first<AccountRow>('SELECT id, payload FROM accounts WHERE name_key = ?', nameKey(name))),
    ofSubject: async (subject) =>
      opened(database.first<AccountRow>('SELECT id, payload FROM accounts WHERE subject_key = ?', subjectKey(subject))),
    async add(account) {
      const subject = account.subject === null ? null : subjectKey(account.subject);
      const sql = 'INSERT OR IGNORE INTO accounts (id, name_key, subject_key, payload) VALUES (?, ?, ?, ?)';
      if (database.run(sql, account.id, nameKey(account.name), subject, sealed(account)) === 0) {
        throw new AppError('conflict', 'There is an account of this name already.');
      }
    },
    async change(id, change) {
      database.transaction(() => {
        const account = get(id);
        if (account === null) throw new AppError('not-found', 'There is no account with this id.');
        database.run('UPDATE accounts SET payload = ? WHERE id = ?', sealed({ ...account, ...change }), id);
      });
    },
  };
}

export function createFailedSignIns({ database, vault }: RecordsContext): FailedSignIns {
  const nameKey = (name: string) => vault.blindIndex('sign-in-name', folded(name));
  return {
    async of(name) {
      const sql = 'SELECT failures, last_ms AS lastMs FROM failed_sign_ins WHERE name_key = ?';
      return database.first<{ failures: number; lastMs: number }>(sql, nameKey(name));
    },
    async note(name, { failures, lastMs, forgottenBeforeMs }) {
      database.transaction(() => {
        database.run('DELETE FROM failed_sign_ins WHERE last_ms < ?', forgottenBeforeMs);
        const sql = 'INSERT OR REPLACE INTO failed_sign_ins (name_key, failures, last_ms) VALUES (?, ?, ?)';
        database.run(sql, nameKey(name), failures, lastMs);
      });
    },
    async clear(name) {
      database.run('DELETE FROM failed_sign_ins WHERE name_key = ?', nameKey(name));
    },
  };
}

/** Names that look alike are one name. */
function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

function withoutSecrets({ passwordHash: _hash, subject: _subject, ...account }: AccountRecord): Account {
  return account;
}

function contextOf(id: string): string {
  return `account ${id}`;
}
