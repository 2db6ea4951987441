import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../domain/errors.ts';

/**
 * Argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's choice (m=19456, t=2, p=1). The package's
 * default algorithm is Argon2id; `passwords.test.ts` holds it to that.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** NIST SP 800-63B-4, 3.1.1.2: fifteen where the password is the only factor, and at least 64 must be accepted. */
const fewestCharacters = 15;
const mostCharacters = 256;

export async function hashPassword(password: string): Promise<string> {
  return hash(plainOf(password), cost);
}

/** What no password matches, at the cost of a real one. */
const nobodysHash = hashPassword('no account has this password');

/** Without a hash it takes as long and says no, so that the time does not tell which accounts exist. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodysHash), plainOf(password));
  return matches && passwordHash !== null;
}

/** No rules about signs and no expiry, as the same guideline asks: length is what counts. */
export function checkNewPassword(password: string, name: string): void {
  const { length } = [...password];
  if (length < fewestCharacters || length > mostCharacters) {
    throw new AppError('invalid-input', `A password has ${fewestCharacters} to ${mostCharacters} characters; this one has ${length}.`);
  }
  const distinct = new Set(password.toLowerCase().replaceAll(name.toLowerCase(), '')).size;
  if (distinct < 5) throw new AppError('invalid-input', 'The password is one character or the name over and over; take several words.');
}

/** The same characters typed on another machine are the same password. */
function plainOf(password: string): string {
  return password.normalize('NFKC');
}
