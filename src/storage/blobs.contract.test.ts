import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { AppError } from '../domain/errors.ts';
import type { BlobHash } from '../domain/ids.ts';
import type { BlobStore } from './blobs.ts';
import { blobAdapters, type OpenStore } from './testing/adapters.ts';

for (const adapter of blobAdapters) {
  describe(`originals on ${adapter.name}`, () => {
    let open: OpenStore<BlobStore>;
    let store: BlobStore;
    before(async () => {
      open = await adapter.open();
      store = open.store;
    });
    after(() => open.dispose());

    test('any bytes come back, and any range of them equals the slice', async () => {
      const edges = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001];
      const property = fc.asyncProperty(
        fc.oneof(fc.constantFrom(...edges), fc.nat(150_000)),
        fc.integer({ min: 1, max: 70_000 }),
        fc.array(fc.tuple(fc.nat(200_100), fc.nat(200_100)), { minLength: 3, maxLength: 6 }),
        async (size, pieceSize, ranges) => {
          const bytes = bytesOf(size);
          const { hash, size: storedSize } = await store.put(inPieces(bytes, pieceSize));
          assert.equal(hash, createHash('sha256').update(bytes).digest('hex'));
          assert.deepEqual([storedSize, await store.size(hash), await store.has(hash)], [size, size, true]);
          assert.ok((await read(store, hash)).equals(bytes));
          for (const [a, b] of ranges) {
            const [start, end] = [Math.min(a, b), Math.max(a, b)];
            assert.ok((await read(store, hash, { start, end })).equals(bytes.subarray(start, end)), `${start}…${end} of ${size}`);
          }
        },
      );
      await fc.assert(property, { numRuns: 40 });
    });

    test('the same bytes are kept once, also when they arrive at the same time', async () => {
      const bytes = bytesOf(99_999);
      const results = await Promise.all(Array.from({ length: 5 }, (_, index) => store.put(inPieces(bytes, 1000 + index))));
      assert.equal(new Set(results.map(({ hash }) => hash)).size, 1);
      assert.equal((await store.put(inPieces(bytes, 5))).existed, true);
      const [first] = results;
      assert.ok(first && (await read(store, first.hash)).equals(bytes));
    });

    test('a source that breaks off leaves nothing', async () => {
      async function* broken() {
        yield bytesOf(100_000);
        throw new Error('line lost');
      }
      await assert.rejects(store.put(broken()), /line lost/);
      assert.equal(await store.has(createHash('sha256').update(bytesOf(100_000)).digest('hex') as BlobHash), false);
    });

    test('what is not there is not found, whatever the name', async () => {
      for (const hash of ['0'.repeat(64), '', '../../etc/passwd', 'zz'] as BlobHash[]) {
        assert.equal(await store.has(hash), false);
        await assert.rejects(store.size(hash), hasCode('not-found'));
        await assert.rejects(read(store, hash), hasCode('not-found'));
      }
    });

    test('a range that is none is a bad request', async () => {
      const { hash } = await store.put(inPieces(bytesOf(10), 10));
      for (const range of [
        { start: -1, end: 2 },
        { start: 3, end: 1 },
        { start: 0.5, end: 2 },
        { start: 0, end: Number.NaN },
      ]) {
        await assert.rejects(read(store, hash, range), hasCode('bad-request'));
      }
    });

    test('everything is there after opening again', async () => {
      const { hash } = await store.put(inPieces(bytesOf(70_000), 70_000));
      store = await open.reopen();
      assert.ok((await read(store, hash)).equals(bytesOf(70_000)));
    });
  });
}

function bytesOf(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 8) * 7 + size) & 0xff;
  return bytes;
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(store: BlobStore, hash: BlobHash, range?: { start: number; end: number }): Promise<Buffer> {
  return Buffer.concat(await store.read(hash, range).toArray());
}

function hasCode(code: AppError['code']) {
  return (error: AppError) => error.code === code;
}
