import type { Readable } from 'node:stream';
import type { BlobHash } from '../domain/ids.ts';

/** Originals by content: the same bytes are kept once, encrypted at rest. */
export interface BlobStore {
  /** Streams `bytes` in; durable when it resolves. */
  put(bytes: AsyncIterable<Uint8Array>): Promise<{ readonly hash: BlobHash; readonly size: number; readonly existed: boolean }>;
  has(hash: BlobHash): Promise<boolean>;
  size(hash: BlobHash): Promise<number>;
  /** Plain bytes from `start` to `end` (exclusive); the whole blob without them. */
  read(hash: BlobHash, range?: { readonly start: number; readonly end: number }): Readable;
}
