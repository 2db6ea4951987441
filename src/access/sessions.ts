import type { Account } from '../domain/account.ts';
import type { AccessRecords } from '../storage/access-records.ts';
import { publicPart } from './accounts.ts';
import { newSecret, secretHash } from './secrets.ts';

export interface SessionOptions {
  readonly records: Pick<AccessRecords, 'accounts' | 'sessions'>;
  /** Without a request for so long, the session is over. */
  readonly idleMs: number;
  /** However busy, it is over after this. */
  readonly absoluteMs: number;
  readonly now: () => number;
}

/** A session is used at every request; its time is written once a minute. */
const seenEveryMs = 60_000;

/** Sign-ins that last: an opaque secret in a cookie, of which only the hash is kept. */
export function createSessions({ records: { accounts, sessions }, idleMs, absoluteMs, now }: SessionOptions) {
  return {
    /** Always a new secret; the one that the browser held before is good no longer. */
    async begin(account: string, before: string | undefined): Promise<string> {
      if (before !== undefined) await sessions.remove(secretHash(before));
      const secret = newSecret();
      const [startedMs, key] = [now(), secretHash(secret)];
      const old = { idleSinceMs: startedMs - idleMs, startedBeforeMs: startedMs - absoluteMs };
      await sessions.add({ key, account, startedMs, seenMs: startedMs }, old);
      return secret;
    },

    /** Whose session it is; null when there is none, it is over, or the account is disabled. `waiting` does not count as use. */
    async find(secret: string, { waiting }: { readonly waiting: boolean }): Promise<Account | null> {
      const session = await sessions.find(secretHash(secret));
      if (session === null) return null;
      const at = now();
      if (at - session.seenMs > idleMs || at - session.startedMs > absoluteMs) {
        await sessions.remove(session.key);
        return null;
      }
      if (!waiting && at - session.seenMs > seenEveryMs) await sessions.seen(session.key, at);
      const account = await accounts.get(session.account);
      return account === null || account.disabled ? null : publicPart(account);
    },

    async end(secret: string): Promise<void> {
      await sessions.remove(secretHash(secret));
    },
  };
}
