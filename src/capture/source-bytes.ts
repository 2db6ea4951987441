import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { AppError, messageOf } from '../domain/errors.ts';
import { limits } from './limits.ts';
import type { SourceFile } from './read-source.ts';

/** The plain bytes of a file in chunks: gzip is recognised by its magic, whatever the name, and opened on the way. */
export async function* streamBytes(file: SourceFile): AsyncGenerator<Buffer> {
  const raw = openBytes(file);
  if (!(await beginsAsGzip(raw))) {
    yield* raw as AsyncIterable<Buffer>;
    return;
  }
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  raw.on('error', (error) => gunzip.destroy(error));
  raw.pipe(gunzip);
  let plainBytes = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      plainBytes += chunk.length;
      if (plainBytes > limits.gunzipFreeBytes && plainBytes > raw.bytesRead * limits.gunzipRatio) {
        throw new AppError('too-large', `gzip expands more than ${limits.gunzipRatio}-fold: refused as a decompression bomb`);
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('unreadable', `damaged gzip after ${plainBytes} bytes: ${messageOf(error)}`, { cause: error });
  } finally {
    raw.destroy();
    gunzip.destroy();
  }
}

const largestBuffer = 256 * 1024;

/** The bytes as they lie on disk. Small files are read in small buffers: thousands of large ones would have to be collected. */
export function openBytes({ path, size }: Pick<SourceFile, 'path' | 'size'>): ReadStream {
  return createReadStream(path, { highWaterMark: size > 0 ? Math.min(largestBuffer, size + 1) : largestBuffer });
}

/** The first 64 KB, already gunzipped, for format detection. Damage further on is left for the reader to report. */
export async function readHead(file: SourceFile): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of streamBytes(file)) {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes >= limits.headBytes) break;
    }
  } catch (error) {
    if (bytes === 0) throw error;
  }
  return Buffer.concat(chunks).subarray(0, limits.headBytes);
}

/** Everything at once, for formats that cannot be streamed. */
export async function readAllBytes(file: SourceFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of streamBytes(file)) {
    bytes += chunk.length;
    if (bytes > limits.documentBytes) {
      throw new AppError('too-large', `document is larger than ${limits.documentBytes} bytes: split it, or use a line-based format`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** By its magic bytes, whatever the name. */
export async function isGzipFile(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return isGzip(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Looks at the first bytes and puts them back: opening a small file again costs more than reading it. */
async function beginsAsGzip(raw: ReadStream): Promise<boolean> {
  await once(raw, 'readable');
  const first: Buffer | null = raw.read();
  if (first === null) return false;
  raw.unshift(first);
  return isGzip(first);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
