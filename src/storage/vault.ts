/** Encrypts what must not be read without the key (AES-256-GCM), and hashes what must be found without being known. */
export interface Vault {
  /** `context` is bound to the result: it opens only with the same words, e.g. table and row id. */
  seal(plain: Uint8Array, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): Uint8Array;
  /** HMAC-SHA-256 of a normalised value, 32 hex digits. */
  blindIndex(kind: string, value: string): string;
}
