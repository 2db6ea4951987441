import { joinContact } from '../capture/join-contact.ts';
import { isPackedRecording, unpackedName } from '../capture/packed-recording.ts';
import { readSourceFile } from '../capture/read-file.ts';
import type { CheckedItem, ReadContext, SourceFile, Unreadable } from '../capture/read-source.ts';
import { openBytes, streamBytes } from '../capture/source-bytes.ts';
import { AppError } from '../domain/errors.ts';
import { type BlobHash, contentHash, interactionId } from '../domain/ids.ts';
import type { BlobStore } from '../storage/blobs.ts';
import type { Capture, CaptureLog, CaptureOutcome, ParkingLot } from '../storage/records.ts';
import type { CaptureBatch } from './capture-batch.ts';
import type { FoundFile } from './find-files.ts';

export interface CaptureDependencies {
  readonly tenant: string;
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly captures: Pick<CaptureLog, 'read'>;
  readonly parking: Pick<ParkingLot, 'park'>;
  /** Gives `use` a plain file of an original and removes it afterwards. */
  readonly withPlainFile: <Result>(blob: BlobHash, use: (path: string) => Promise<Result>) => Promise<Result>;
  /** Captures wait in it for their durable write, which several files share. Whoever made it flushes it at the end. */
  readonly batch: CaptureBatch;
  readonly onOutcome: (outcome: CaptureOutcome | 'parked') => void;
}

/** Keeps the original, reads every contact in it, and hands what is new to the line. Never throws for what it reads. */
export async function captureFile(
  file: FoundFile,
  options: { source: string; context: ReadContext; original?: Promise<BlobHash> },
  to: CaptureDependencies,
): Promise<void> {
  const { source, context, original = keepOriginal(file, to) } = options;
  if (file.obstacle !== undefined) return parkObstacle(file, source, to);
  const hash = await original;
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

/** Originals kept at the same time: their syncs to disk, which cost more than all else of a small file, run side by side. */
const filesAhead = 8;

/** The files in their order, their originals on the way to being kept a few files ahead. */
export async function* keepAhead(
  files: AsyncIterable<FoundFile> | Iterable<FoundFile>,
  to: CaptureDependencies,
): AsyncGenerator<{ readonly file: FoundFile; readonly original: Promise<BlobHash> }> {
  const ahead: { file: FoundFile; original: Promise<BlobHash> }[] = [];
  for await (const file of files) {
    const original = file.obstacle === undefined ? keepOriginal(file, to) : Promise.resolve('' as BlobHash);
    // Whoever takes the file hears of the failure.
    original.catch(() => undefined);
    ahead.push({ file, original });
    const first = ahead.length > filesAhead ? ahead.shift() : undefined;
    if (first !== undefined) yield first;
  }
  yield* ahead;
}

async function keepOriginal(file: FoundFile, { blobs }: CaptureDependencies): Promise<BlobHash> {
  return (await blobs.put(openBytes(file))).hash;
}

async function recordItems(items: AsyncIterable<CheckedItem>, origin: Origin, to: CaptureDependencies): Promise<void> {
  for await (const item of items) {
    if (item.kind === 'interaction') await to.batch.add(await captureOf(item, origin, to));
    else await park(item, origin, to);
  }
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
  if (item.joins && to.batch.holds(id)) await to.batch.flush();
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
