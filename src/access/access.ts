import type { Account } from '../domain/account.ts';
import type { AuditEntry } from '../domain/audit.ts';
import { AppError } from '../domain/errors.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { AccessRecords, AccountRecord } from '../storage/access-records.ts';
import { createAccounts, newAccountRecord, publicPart } from './accounts.ts';
import { createApiKeys } from './api-keys.ts';
import { type Person, personOf } from './claims.ts';
import type { Claims, IdentityProvider } from './identity-provider.ts';
import { createSessions } from './sessions.ts';
import { signIn } from './sign-in.ts';

export interface AccessOptions {
  readonly records: AccessRecords;
  readonly settings: Workspace['access'];
  /** The site's own sign-in, when `settings.oidc` names one. */
  readonly provider?: IdentityProvider | null;
  readonly now?: () => number;
}

/** Everything that decides who comes in, over one set of records. */
export function createAccess({ records, settings, provider = null, now = Date.now }: AccessOptions) {
  const { idleMinutes, absoluteHours } = settings.session;
  const sessions = createSessions({ records, idleMs: idleMinutes * 60_000, absoluteMs: absoluteHours * 3_600_000, now });

  /** The secret of a new session. */
  async function admit(account: Account, before: string | undefined): Promise<string> {
    await records.audit.append([{ actor: `account:${account.id}`, action: 'sign-in', subject: account.id, detail: account.origin }]);
    await records.accounts.change(account.id, { lastSignInAt: new Date(now()).toISOString() });
    return sessions.begin(account.id, before);
  }

  /** The account of somebody whom the provider knows, made at the first sign-in; role and teams are the provider's to say. */
  async function accountOf({ subject, ...person }: Person): Promise<Account> {
    const known = await records.accounts.ofSubject(subject);
    const { role, teams, agent } = person;
    if (known !== null) {
      if (known.disabled) throw new AppError('forbidden', 'This account is disabled.');
      await records.accounts.change(known.id, { role, teams, agent });
      return publicPart({ ...known, role, teams, agent });
    }
    const made = newAccountRecord({ ...person, rights: [] }, new Date(now()).toISOString());
    const account: AccountRecord = { ...made, origin: 'oidc', subject };
    await records.audit.append([{ actor: `account:${account.id}`, action: 'account-add', subject: account.id, detail: role }]);
    await records.accounts.add(account);
    return publicPart(account);
  }

  return {
    /** Without accounts whoever is on this machine may do everything; nobody else can connect. */
    isOpen: async () => settings.oidc === undefined && !(await records.accounts.any()),
    sessions,
    provider,
    publicUrl: settings.url,
    sessionSeconds: Math.round(absoluteHours * 3600),
    accounts: createAccounts({ records, now }),
    keys: createApiKeys({ records, now }),
    audit: records.audit,
    admit,

    async signIn(name: string, password: string, before: string | undefined): Promise<{ account: Account; secret: string }> {
      const account = publicPart(await signIn({ records, now }, { name, password }));
      return { account, secret: await admit(account, before) };
    },

    /** The secret of a session of whoever the provider's claims describe. */
    async signInBy(claims: Claims, before: string | undefined): Promise<string> {
      if (settings.oidc === undefined) throw new AppError('not-found', 'No sign-in provider is set.');
      return admit(await accountOf(personOf(claims, settings.oidc)), before);
    },

    now,

    /** Refused, and counted, like a sign-in. */
    async confirmPassword(name: string, password: string): Promise<void> {
      await signIn({ records, now }, { name, password });
    },

    /** On record before it is seen. What is asked for in pieces, such as a recording, is one row in ten minutes. */
    async seen(entry: AuditEntry, { inPieces = false }: { readonly inPieces?: boolean } = {}): Promise<void> {
      const last = inPieces ? await records.audit.last(entry) : null;
      if (last === null || now() - last > piecesMs) await records.audit.append([entry]);
    },
  };
}

const piecesMs = 10 * 60_000;

export type Access = ReturnType<typeof createAccess>;
