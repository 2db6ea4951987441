import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { Vault } from '../vault.ts';

/** Bytes of every key here: AES-256. */
export const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;
/** First byte of everything sealed, so that a later layout can be told apart. */
const layoutVersion = 1;

/** One key per use, derived by HKDF-SHA-256 (RFC 5869): what one part learns opens nothing of another. */
export function deriveKey(masterKey: Uint8Array, use: 'seal' | 'blobs' | 'blind-index'): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, 'earshot', use, keyLength));
}

/** Agents come again and again: so many of the latest indexes are kept. */
const mostLatest = 2000;

/**
 * Sealed: layout byte, random nonce, ciphertext, tag. Random 96-bit nonces stay safe for 2³² values under one key
 * (NIST SP 800-38D, 8.3); a store that will hold more needs a second key first.
 */
export function createVault(masterKey: Uint8Array): Vault {
  // Key objects: handing OpenSSL the bytes each time costs six times the encryption itself.
  const sealKey = createSecretKey(deriveKey(masterKey, 'seal'));
  const indexKey = createSecretKey(deriveKey(masterKey, 'blind-index'));
  const latest = new Map<string, string>();
  return {
    seal(plain, context) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(context));
      const body = cipher.update(plain);
      return Buffer.concat([Buffer.of(layoutVersion), nonce, body, cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, context) {
      const shortest = 1 + nonceLength + tagLength;
      if (sealed.length < shortest || sealed[0] !== layoutVersion) throw damaged();
      const nonce = sealed.subarray(1, 1 + nonceLength);
      const decipher = createDecipheriv('aes-256-gcm', sealKey, nonce, { authTagLength: tagLength }).setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(-tagLength));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength, -tagLength)), decipher.final()]);
      } catch (error) {
        throw damaged(error);
      }
    },
    blindIndex(kind, value) {
      const name = JSON.stringify([kind, value]);
      const known = latest.get(name);
      if (known !== undefined) return known;
      const index = createHmac('sha256', indexKey).update(name).digest('hex').slice(0, 32);
      if (latest.size >= mostLatest) latest.clear();
      latest.set(name, index);
      return index;
    },
  };
}

function damaged(cause?: unknown): AppError {
  return new AppError('damaged', 'A sealed value does not open: it was changed, moved, or sealed with another key.', { cause });
}
