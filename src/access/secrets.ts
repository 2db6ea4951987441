import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits of the system's generator, in letters that need no quoting anywhere. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Names accounts and keys; says nothing about them. */
export function newId(): string {
  return randomBytes(8).toString('hex');
}

/** What is kept of a secret. Nobody can try 2²⁵⁶ of them, so a plain hash protects it; passwords need `passwords.ts`. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Hashed first, so that neither content nor length shows in the time it takes. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
