import { AppError } from '../domain/errors.ts';
import type { AccessRecords, AccountRecord } from '../storage/access-records.ts';
import { isPassword } from './passwords.ts';

/** People mistype; from the sixth attempt on each costs twice the wait of the one before, up to five minutes. */
const freeAttempts = 5;
const longestWaitMs = 5 * 60_000;
const forgottenAfterMs = 24 * 60 * 60_000;

export interface SignInOptions {
  readonly records: Pick<AccessRecords, 'accounts' | 'failedSignIns'>;
  readonly now: () => number;
}

/**
 * The account of this name and password. Whatever is wrong, the words and the time are the same: nobody learns by trying which
 * accounts exist, are disabled, or sign in elsewhere. Names that do not exist wait as those that do.
 */
export async function signIn(
  { records, now }: SignInOptions,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<AccountRecord> {
  const { accounts, failedSignIns } = records;
  const failed = await failedSignIns.of(name);
  const waitMs = failed === null ? 0 : failed.lastMs + waitAfter(failed.failures) - now();
  if (waitMs > 0) throw new AppError('too-many-requests', `Too many attempts on this name; the next in ${Math.ceil(waitMs / 1000)} s.`);
  // Counted before it is tried: attempts made at the same moment count all.
  const lastMs = now();
  await failedSignIns.note(name, { failures: (failed?.failures ?? 0) + 1, lastMs, forgottenBeforeMs: lastMs - forgottenAfterMs });
  const account = await accounts.named(name);
  const matches = await isPassword(account?.passwordHash ?? null, password);
  if (account === null || !matches || account.disabled) {
    throw new AppError('unauthenticated', 'The name or the password is not right.');
  }
  await failedSignIns.clear(name);
  return account;
}

export function waitAfter(failures: number): number {
  return failures < freeAttempts ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (failures - freeAttempts));
}
