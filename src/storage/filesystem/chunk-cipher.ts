import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { BlobHash } from '../../domain/ids.ts';

/** Plain bytes of a chunk: small enough to jump to any second of a recording, large enough to cost nothing. */
export const chunkSize = 64 * 1024;
const tagLength = 16;
export const sealedChunkSize = chunkSize + tagLength;
export const saltLength = 16;
const magic = Buffer.from('ESB1');
const macLength = 32;
/** magic, salt, HMAC over salt, hash and size. */
export const headerLength = magic.length + saltLength + macLength;

/**
 * The encryption of one blob file. Each file has its own key, so a chunk's number can be its nonce: no nonce repeats under
 * a key. The header ties the file to the hash it is kept under and to its length, so that a swapped, cut or lengthened file
 * is noticed before a byte of it is given out; every chunk carries its own tag.
 */
export interface ChunkCipher {
  seal(plain: Uint8Array, chunk: number): Buffer;
  open(sealed: Uint8Array, chunk: number): Buffer;
  header(hash: BlobHash, size: number): Buffer;
}

export function createChunkCipher(blobKey: Uint8Array, salt: Uint8Array): ChunkCipher {
  const fileKey = createSecretKey(Buffer.from(hkdfSync('sha256', blobKey, salt, 'blob', 32)));
  return {
    seal(plain, chunk) {
      const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(chunk));
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, chunk) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(chunk), { authTagLength: tagLength });
        decipher.setAuthTag(sealed.subarray(-tagLength));
        return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()]);
      } catch (error) {
        throw damagedBlob(error);
      }
    },
    header(hash, size) {
      const mac = createHmac('sha256', fileKey).update(`${hash} ${size}`).digest();
      return Buffer.concat([magic, salt, mac]);
    },
  };
}

/** Opens a stored file by its header; throws when it is not the file that was written under this hash. */
export function openChunkCipher(blobKey: Uint8Array, header: Uint8Array, expected: { hash: BlobHash; size: number }): ChunkCipher {
  if (header.length !== headerLength || !magic.equals(header.subarray(0, magic.length))) throw damagedBlob();
  const cipher = createChunkCipher(blobKey, header.subarray(magic.length, magic.length + saltLength));
  if (!timingSafeEqual(cipher.header(expected.hash, expected.size), header)) throw damagedBlob();
  return cipher;
}

/** Plain size of a file of the given length: every chunk adds a tag. */
export function plainSize(fileSize: number): number {
  const body = Math.max(0, fileSize - headerLength);
  return Math.max(0, body - Math.ceil(body / sealedChunkSize) * tagLength);
}

export function damagedBlob(cause?: unknown): AppError {
  return new AppError('damaged', 'A stored original is damaged: its bytes are not those that were written.', { cause });
}

function nonceOf(chunk: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(chunk, 8);
  return nonce;
}
