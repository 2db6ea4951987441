import type { Account } from '../domain/account.ts';
import type { ApiKey } from '../domain/api-key.ts';
import type { AuditAction, AuditEntry, AuditRow } from '../domain/audit.ts';

/** An account with what it is recognised by. */
export interface AccountRecord extends Account {
  /** Argon2id in PHC form; null where another provider knows the password. */
  readonly passwordHash: string | null;
  /** Issuer and subject of the provider, or null. */
  readonly subject: string | null;
}

export type AccountChange = Partial<
  Pick<AccountRecord, 'role' | 'teams' | 'agent' | 'rights' | 'disabled' | 'passwordHash' | 'lastSignInAt'>
>;

export interface AccountStore {
  /** True once there was one, disabled or not. */
  any(): Promise<boolean>;
  /** By name. */
  list(): Promise<readonly Account[]>;
  get(id: string): Promise<AccountRecord | null>;
  /** Upper and lower case are one. */
  named(name: string): Promise<AccountRecord | null>;
  ofSubject(subject: string): Promise<AccountRecord | null>;
  /** Refused (`conflict`) when the name or subject is taken. */
  add(account: AccountRecord): Promise<void>;
  change(id: string, change: AccountChange): Promise<void>;
}

/** Failed attempts on a name, whether or not there is such an account. */
export interface FailedSignIns {
  of(name: string): Promise<{ readonly failures: number; readonly lastMs: number } | null>;
  /** Those before `forgottenBeforeMs` are dropped. */
  note(name: string, failures: { readonly failures: number; readonly lastMs: number; readonly forgottenBeforeMs: number }): Promise<void>;
  clear(name: string): Promise<void>;
}

/** One sign-in of one account. `key` is the hash of what the browser holds. */
export interface Session {
  readonly key: string;
  readonly account: string;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  readonly seenMs: number;
}

export interface SessionStore {
  /** Those seen before `idleSinceMs` or begun before `startedBeforeMs` are dropped on the way. */
  add(session: Session, old: { readonly idleSinceMs: number; readonly startedBeforeMs: number }): Promise<void>;
  find(key: string): Promise<Session | null>;
  seen(key: string, atMs: number): Promise<void>;
  remove(key: string): Promise<void>;
  removeOf(account: string): Promise<void>;
}

export interface ApiKeyStore {
  list(): Promise<readonly ApiKey[]>;
  /** `secret` is the hash of the secret. */
  add(key: ApiKey, secret: string): Promise<void>;
  ofSecret(secret: string): Promise<ApiKey | null>;
  change(id: string, change: Partial<Pick<ApiKey, 'revokedAt' | 'lastUsedAt'>>): Promise<void>;
}

export interface AuditFilter {
  readonly actor?: string;
  readonly action?: AuditAction;
  readonly subject?: string;
  /** Rows before this one: where the last page ended. */
  readonly before?: number;
  readonly limit: number;
}

/** Whether the rows still are what was written. */
export type AuditVerdict =
  | { readonly intact: true; readonly rows: number; readonly head: string }
  | { readonly intact: false; readonly rows: number; readonly brokenAt: number; readonly reason: 'changed' | 'missing' };

/** Rows are only ever added. Each is bound to the one before it by a keyed hash, so that none can be changed or taken out unseen. */
export interface AuditLog {
  /** Durable when it resolves: what is shown is on record first. */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter): Promise<readonly AuditRow[]>;
  /** When this actor last did this with this subject, in milliseconds since 1970. */
  last(entry: Pick<AuditEntry, 'actor' | 'action' | 'subject'>): Promise<number | null>;
  /** Computes every hash again. `head`: a hash noted before, which must still be among them. */
  verify(head?: string): Promise<AuditVerdict>;
}

/** Who may come in, and what they did. */
export interface AccessRecords {
  readonly accounts: AccountStore;
  readonly failedSignIns: FailedSignIns;
  readonly sessions: SessionStore;
  readonly keys: ApiKeyStore;
  readonly audit: AuditLog;
}
