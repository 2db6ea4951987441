import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Into the file, or to standard output without one. */
export async function saveStream(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, file: string | undefined): Promise<void> {
  await pipeline(Readable.from(pieces), file === undefined ? process.stdout : createWriteStream(file), { end: file !== undefined });
}
