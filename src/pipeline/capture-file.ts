import { createReadStream } from 'node:fs';
import { joinContact } from '../capture/join-contact.ts';
import { readSourceFile } from '../capture/read-file.ts';
import type { CheckedItem, ReadContext, SourceFile } from '../capture/read-source.ts';
import { type BlobHash, contentHash, interactionId } from '../domain/ids.ts';
import type { BlobStore } from '../storage/blobs.ts';
import type { Capture, CaptureLog, CaptureOutcome, ParkingLot } from '../storage/records.ts';
import type { Assignment } from './run-jobs.ts';

export interface CaptureDependencies {
  readonly tenant: string;
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly captures: Pick<CaptureLog, 'record' | 'read'>;
  readonly parking: Pick<ParkingLot, 'park'>;
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
  file: SourceFile,
  options: { source: string; context: ReadContext },
  to: CaptureDependencies,
): Promise<void> {
  const { hash } = await to.blobs.put(createReadStream(file.path));
  let batch: Capture[] = [];
  for await (const item of readSourceFile(file, options.context)) {
    const origin = { source: options.source, originBlob: hash };
    if (item.kind === 'interaction') batch.push(await captureOf(item, origin, to));
    else await park(item, { ...origin, name: file.name }, to);
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
  readonly originBlob: BlobHash | null;
}

async function captureOf(item: Extract<CheckedItem, { kind: 'interaction' }>, origin: Origin, to: CaptureDependencies): Promise<Capture> {
  const id = interactionId({ tenant: to.tenant, source: origin.source, externalId: item.interaction.externalId });
  const known = item.joins ? await to.captures.read(id) : null;
  const content = known ? joinContact(known.content, item.interaction) : item.interaction;
  const mediaBlobs: BlobHash[] = [];
  if (item.mediaIsFile && origin.originBlob !== null) mediaBlobs.push(origin.originBlob);
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

async function park(
  item: Extract<CheckedItem, { kind: 'unreadable' }>,
  from: Origin & { readonly name: string },
  to: CaptureDependencies,
): Promise<void> {
  const position = item.position ?? null;
  const fingerprint = contentHash([from.name, item.fingerprint ?? from.originBlob, position]);
  to.onOutcome(
    await to.parking.park({
      source: from.source,
      name: from.name,
      position,
      reason: item.reason,
      originBlob: from.originBlob,
      fingerprint,
    }),
  );
}
