import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '../../domain/errors.ts';
import type { BlobHash } from '../../domain/ids.ts';
import type { BlobStore } from '../blobs.ts';
import {
  chunkSize,
  createChunkCipher,
  damagedBlob,
  headerLength,
  openChunkCipher,
  plainSize,
  saltLength,
  sealedChunkSize,
} from './chunk-cipher.ts';

/** Originals as files `ab/cdef…` named by the SHA-256 of their plain bytes, encrypted with keys derived from `key`. */
export async function openFileBlobs(folder: string, key: Uint8Array): Promise<BlobStore> {
  const incoming = join(folder, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const pathOf = (hash: BlobHash) => join(folder, hash.slice(0, 2), hash.slice(2));

  async function fileSize(hash: BlobHash): Promise<number | null> {
    if (!/^[0-9a-f]{64}$/.test(hash)) return null;
    const found = await stat(pathOf(hash)).catch(nullWhenMissing);
    return found?.size ?? null;
  }

  return {
    async put(bytes) {
      const temporary = join(incoming, randomUUID());
      try {
        const { hash, size } = await writeSealed(temporary, key, bytes);
        const existed = (await fileSize(hash)) !== null;
        if (!existed) await moveInto(temporary, pathOf(hash));
        return { hash, size, existed };
      } finally {
        await rm(temporary, { force: true });
      }
    },
    has: async (hash) => (await fileSize(hash)) !== null,
    async size(hash) {
      const size = await fileSize(hash);
      if (size === null) throw missing();
      return plainSize(size);
    },
    read: (hash, range) => Readable.from(readSealed({ hash, key, range, path: pathOf(hash), fileSize }), { objectMode: false }),
  };
}

async function writeSealed(path: string, key: Uint8Array, bytes: AsyncIterable<Uint8Array>): Promise<{ hash: BlobHash; size: number }> {
  const cipher = createChunkCipher(key, randomBytes(saltLength));
  const hasher = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    let size = 0;
    let chunk = 0;
    let position = headerLength;
    for await (const plain of inChunks(bytes)) {
      hasher.update(plain);
      size += plain.length;
      position += await writeAt(file, cipher.seal(plain, chunk), position);
      chunk += 1;
    }
    const hash = hasher.digest('hex') as BlobHash;
    await writeAt(file, cipher.header(hash, size), 0);
    await file.sync();
    return { hash, size };
  } finally {
    await file.close();
  }
}

/** The same bytes in pieces of `chunkSize`, the last one shorter. */
async function* inChunks(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let chunk: Buffer = Buffer.alloc(0);
  let filled = 0;
  for await (const piece of bytes) {
    chunk = roomFor(chunk, filled + piece.length);
    for (let at = 0; at < piece.length; ) {
      const taken = Math.min(chunkSize - filled, piece.length - at);
      chunk.set(piece.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled === chunkSize) {
        yield chunk;
        filled = 0;
      }
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

/** Small originals get by with a small buffer. */
function roomFor(chunk: Buffer, wanted: number): Buffer {
  const size = Math.min(Math.max(wanted, chunk.length * 2), chunkSize);
  return chunk.length >= Math.min(wanted, chunkSize) ? chunk : Buffer.concat([chunk], size);
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
  return bytes.length;
}

/** A file that is there under its name is whole: it was synced before it got the name, and the folder after. */
async function moveInto(temporary: string, path: string): Promise<void> {
  const parent = dirname(path);
  const made = await mkdir(parent, { recursive: true, mode: 0o700 });
  await rename(temporary, path);
  await syncFolder(parent);
  if (made !== undefined) await syncFolder(dirname(parent));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

interface ReadRequest {
  readonly hash: BlobHash;
  readonly key: Uint8Array;
  readonly path: string;
  readonly range: { readonly start: number; readonly end: number } | undefined;
  readonly fileSize: (hash: BlobHash) => Promise<number | null>;
}

async function* readSealed({ hash, key, path, range, fileSize }: ReadRequest): AsyncGenerator<Uint8Array> {
  const storedSize = await fileSize(hash);
  if (storedSize === null) throw missing();
  const size = plainSize(storedSize);
  const { start, end } = checkedRange(range, size);
  const file = await open(path, 'r');
  try {
    const header = await readAt(file, 0, Math.min(headerLength, storedSize));
    const cipher = openChunkCipher(key, header, { hash, size });
    for (let chunk = Math.floor(start / chunkSize); chunk * chunkSize < end; chunk += 1) {
      const position = headerLength + chunk * sealedChunkSize;
      const sealed = await readAt(file, position, Math.min(sealedChunkSize, storedSize - position));
      const plain = cipher.open(sealed, chunk);
      const offset = chunk * chunkSize;
      yield plain.subarray(Math.max(0, start - offset), end - offset);
    }
  } finally {
    await file.close();
  }
}

function checkedRange(range: ReadRequest['range'], size: number): { start: number; end: number } {
  if (range === undefined) return { start: 0, end: size };
  const { start, end } = range;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new AppError('bad-request', 'The byte range is not one.');
  }
  return { start, end: Math.min(end, size) };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw damagedBlob();
    filled += bytesRead;
  }
  return bytes;
}

function missing(): AppError {
  return new AppError('not-found', 'No original is stored under this hash.');
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
