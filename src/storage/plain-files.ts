import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BlobHash } from '../domain/ids.ts';
import type { BlobStore } from './blobs.ts';

/** Decoders need a plain file; originals are encrypted. A plain copy lives only while somebody uses it. */
export interface PlainFiles {
  withPlainFile<Result>(blob: BlobHash, use: (path: string) => Promise<Result>): Promise<Result>;
}

/** `folder` belongs to this process alone: what a killed process left in it is removed first. */
export async function openPlainFiles(blobs: Pick<BlobStore, 'read'>, folder: string): Promise<PlainFiles> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    async withPlainFile(blob, use) {
      const path = join(folder, randomUUID());
      try {
        await pipeline(blobs.read(blob), createWriteStream(path, { mode: 0o600 }));
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}
