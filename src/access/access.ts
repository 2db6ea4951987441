import type { Account } from '../domain/account.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { AccessRecords } from '../storage/access-records.ts';
import { createAccounts, publicPart } from './accounts.ts';
import { createApiKeys } from './api-keys.ts';
import { createSessions } from './sessions.ts';
import { signIn } from './sign-in.ts';

export interface AccessOptions {
  readonly records: AccessRecords;
  readonly settings: Workspace['access'];
  readonly now?: () => number;
}

/** Everything that decides who comes in, over one set of records. */
export function createAccess({ records, settings, now = Date.now }: AccessOptions) {
  const { idleMinutes, absoluteHours } = settings.session;
  const sessions = createSessions({ records, idleMs: idleMinutes * 60_000, absoluteMs: absoluteHours * 3_600_000, now });

  /** The secret of a new session. */
  async function admit(account: Account, before: string | undefined): Promise<string> {
    await records.audit.append([{ actor: `account:${account.id}`, action: 'sign-in', subject: account.id, detail: account.origin }]);
    await records.accounts.change(account.id, { lastSignInAt: new Date(now()).toISOString() });
    return sessions.begin(account.id, before);
  }

  return {
    /** Without accounts whoever is on this machine may do everything; nobody else can connect. */
    isOpen: async () => settings.oidc === undefined && !(await records.accounts.any()),
    sessions,
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
