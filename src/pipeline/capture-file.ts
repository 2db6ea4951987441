import { createReadStream } from 'node:fs';
import { joinContact } from '../capture/join-contact.ts';
import { isPackedRecording, unpackedName } from '../capture/packed-recording.ts';
import { readSourceFile } from '../capture/read-file.ts';
import type { CheckedItem, ReadContext, SourceFile, Unreadable } from '../capture/read-source.ts';
import { streamBytes } from '../capture/source-bytes.ts';
import { AppError } from '../domain/errors.ts';
import { type BlobHash, contentHash, interactionId } from '../domain/ids.ts';
import type { BlobStore } from '../storage/blobs.ts';
import type { Capture, CaptureLog, CaptureOutcome, ParkingLot } from '../storage/records.ts';
import type { FoundFile } from './find-files.ts';
import type { Assignment } from './run-jobs.ts';

export interface CaptureDependencies {
  readonly tenant: string;
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly captures: Pick<CaptureLog, 'record' | 'read'>;
  readonly parking: Pick<ParkingLot, 'park'>;
  /** Gives `use` a plain file of an original and removes it afterwards. */
  readonly withPlainFile: <Result>(blob: BlobHash, use: (path: string) => Promise<Result>) => Promise<Result>;
  /** Takes what is new on its way; may wait until there is room. */
  readonly accept: (assignments: readonly Assignment[]) => Promise<void>;
  readonly onOutcome: (outcome: CaptureOutcome | 'parked') => void;
}

/** Captures per transaction: one durable write costs as much as hundreds of rows. */
const batchSize = 500;

/** Long enough for the longest recording; a holder that died is noticed by its process, not by this. */
export const leaseMs = 60 * 60_000;

/** Keeps the original, reads every contact in it, and hands what is new to the line. Never throws for what it reads. */
export async function captureFile(
  file: FoundFile,
  options: { source: string; context: ReadContext },
  to: CaptureDependencies,
): Promise<void> {
  const { source, context } = options;
  if (file.obstacle !== undefined) return parkObstacle(file, source, to);
  const { hash } = await to.blobs.put(createReadStream(file.path));
  const read = (plain: SourceFile, mediaBlob: BlobHash) =>
    recordItems(readSourceFile(plain, context), { source, originBlob: hash, mediaBlob, file }, to);
  if (!(await isPackedRecording(file))) return read(file, hash);
  try {
    // Decoders and players need the plain recording; the packed one is kept as the original it came from.
    const plain = await to.blobs.put(streamBytes(file));
    await to.withPlainFile(plain.hash, (path) => read({ ...file, path, name: unpackedName(file.name) }, plain.hash));
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'unreadable' && error.code !== 'too-large')) throw error;
    await park({ kind: 'unreadable', reason: error.message }, { source, originBlob: hash, mediaBlob: hash, file }, to);
  }
}

async function recordItems(items: AsyncIterable<CheckedItem>, origin: Origin, to: CaptureDependencies): Promise<void> {
  let batch: Capture[] = [];
  for await (const item of items) {
    if (item.kind === 'interaction') batch.push(await captureOf(item, origin, to));
    else await park(item, origin, to);
    if (batch.length >= batchSize) {
      await recordBatch(batch, to);
      batch = [];
    }
  }
  await recordBatch(batch, to);
}

/** Records a batch durably and passes what is new to the line. */
export async function recordBatch(batch: readonly Capture[], to: CaptureDependencies): Promise<void> {
  if (batch.length === 0) return;
  const results = await to.captures.record(batch, leaseMs);
  for (const { outcome } of results) to.onOutcome(outcome);
  await to.accept(results.flatMap(({ capture, job }) => (job === null ? [] : [{ capture, job }])));
}

interface Origin {
  readonly source: string;
  readonly originBlob: BlobHash;
  /** The file as a recording: the original itself, or what was packed in it. */
  readonly mediaBlob: BlobHash;
  readonly file: SourceFile;
}

async function captureOf(item: Extract<CheckedItem, { kind: 'interaction' }>, origin: Origin, to: CaptureDependencies): Promise<Capture> {
  const id = interactionId({ tenant: to.tenant, source: origin.source, externalId: item.interaction.externalId });
  const known = item.joins ? await to.captures.read(id) : null;
  const content = known ? joinContact(known.content, item.interaction) : item.interaction;
  const mediaBlobs: BlobHash[] = item.mediaIsFile ? [origin.mediaBlob] : [];
  for (const media of item.mediaBytes ?? []) mediaBlobs.push((await to.blobs.put(oneChunk(media.bytes))).hash);
  return {
    id,
    tenant: to.tenant,
    source: origin.source,
    content,
    mediaBlobs,
    originBlob: origin.originBlob,
    identity: item.identity ?? 'stated',
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function park(item: Unreadable, { source, originBlob, file }: Origin, to: CaptureDependencies): Promise<void> {
  const position = item.position ?? null;
  const fingerprint = contentHash([file.name, item.fingerprint ?? originBlob, position]);
  to.onOutcome(await to.parking.park({ source, name: file.relativePath, position, reason: item.reason, originBlob, fingerprint }));
}

/** Nothing of it could be kept, so it is known by its path. */
async function parkObstacle({ path, relativePath: name, obstacle: reason = '' }: FoundFile, source: string, to: CaptureDependencies) {
  const fingerprint = contentHash([path, reason]);
  to.onOutcome(await to.parking.park({ source, name, position: null, reason, originBlob: null, fingerprint }));
}
