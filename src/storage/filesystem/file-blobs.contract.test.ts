import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { AppError } from '../../domain/errors.ts';
import type { BlobHash } from '../../domain/ids.ts';
import type { BlobStore } from '../blobs.ts';
import { headerLength, sealedChunkSize } from './chunk-cipher.ts';
import { openFileBlobs } from './file-blobs.ts';

describe('originals on disk', () => {
  let folder: string;
  let store: BlobStore;
  const key = randomBytes(32);
  const pathOf = (hash: BlobHash) => join(folder, hash.slice(0, 2), hash.slice(2));
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-'));
    store = await openFileBlobs(folder, key);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const damages: readonly (readonly [string, (path: string, other: string) => Promise<void>])[] = [
    ['a flipped bit in the header', (path) => flip(path, 10)],
    ['a flipped bit in the first chunk', (path) => flip(path, headerLength + 5)],
    ['a flipped bit in the last tag', (path) => flip(path, -1)],
    ['a file cut inside a chunk', (path) => truncate(path, headerLength + sealedChunkSize + 100)],
    ['a file cut between chunks', (path) => truncate(path, headerLength + sealedChunkSize)],
    ['a file cut to nothing', (path) => truncate(path, 0)],
    ['a file cut to its header', (path) => truncate(path, headerLength)],
    ['bytes added', async (path) => writeFile(path, Buffer.alloc(100), { flag: 'a' })],
    ['another file under its name', (path, other) => rename(other, path)],
  ];
  for (const [what, damage] of damages) {
    test(`${what} is reported, never given out`, async () => {
      const { hash } = await store.put(oneChunk(Buffer.concat([Buffer.alloc(150_000, 1), randomBytes(8)])));
      const other = await store.put(oneChunk(Buffer.concat([Buffer.alloc(150_000, 2), randomBytes(8)])));
      await damage(pathOf(hash), pathOf(other.hash));
      await assert.rejects(store.read(hash).toArray(), (error: AppError) => error.code === 'damaged');
    });
  }

  test('another key opens nothing', async () => {
    const { hash } = await store.put(oneChunk(Buffer.from('secret')));
    const elsewhere = await openFileBlobs(folder, randomBytes(32));
    await assert.rejects(elsewhere.read(hash).toArray(), (error: AppError) => error.code === 'damaged');
  });
});

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  const position = at < 0 ? bytes.length + at : at;
  bytes[position] = (bytes[position] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
