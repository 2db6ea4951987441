import type { CapturedInteraction } from '../domain/captured-interaction.ts';
import type { BlobHash, InteractionId } from '../domain/ids.ts';

/** One contact as captured, with the originals it came from. Kept encrypted, every version. */
export interface Capture {
  readonly id: InteractionId;
  readonly tenant: string;
  readonly source: string;
  readonly content: CapturedInteraction;
  /** Originals of `content.media`, in the same order. */
  readonly mediaBlobs: readonly BlobHash[];
  /** The file or request it was read from. */
  readonly originBlob: BlobHash | null;
}

export interface StoredCapture extends Capture {
  readonly version: number;
  /** ISO 8601 UTC of the first capture; partition key where startedAt is unknown. */
  readonly firstReceivedAt: string;
  readonly receivedAt: string;
}

export type CaptureOutcome = 'captured' | 'updated' | 'duplicate';

/** One interaction to take through the whole line. */
export interface Job {
  readonly id: number;
  readonly interaction: InteractionId;
  readonly version: number;
  readonly attempts: number;
}

export interface ParkedItem {
  /** Short stable id, from the content: the same unreadable bytes park once. */
  readonly id: string;
  readonly source: string;
  /** File name without its folder. */
  readonly name: string;
  /** Line, row or message in the file, when only a part of it could not be read. */
  readonly position: string | null;
  readonly reason: string;
  readonly originBlob: BlobHash | null;
  readonly parkedAt: string;
}

export interface SourceStatus {
  readonly source: string;
  readonly lastSeenAt: string | null;
  /** Newest startedAt that has arrived. */
  readonly newestStartedAt: string | null;
  readonly captured: number;
  readonly parked: number;
  readonly waiting: number;
}

/** What was captured and what is still to do, in one transaction: once `record` resolves, nothing is lost. */
export interface CaptureLog {
  /**
   * Stores each new or changed capture with its job; jobs come back leased to the caller for `leaseMs`.
   * Outcomes in the order of `batch`; a duplicate gets no job.
   */
  record(
    batch: readonly Capture[],
    leaseMs: number,
  ): Promise<readonly { outcome: CaptureOutcome; capture: StoredCapture; job: Job | null }[]>;
  /** The newest version unless one is named. */
  read(id: InteractionId, version?: number): Promise<StoredCapture | null>;
  /** The same content as a new version with a job: after a changed role, metadata row or engine. */
  rerun(ids: readonly InteractionId[], reason: string): Promise<void>;
  sources(): Promise<readonly SourceStatus[]>;
}

export interface ParkingLot {
  park(item: Omit<ParkedItem, 'id' | 'parkedAt'> & { readonly fingerprint: string }): Promise<'parked' | 'duplicate'>;
  list(): Promise<readonly ParkedItem[]>;
  get(id: string): Promise<ParkedItem | null>;
  remove(id: string): Promise<void>;
}

export interface JobQueue {
  /** Up to `limit` jobs that nobody holds, leased for `leaseMs`; a job whose holder died comes back when its lease ends. */
  lease(limit: number, leaseMs: number): Promise<readonly Job[]>;
  complete(ids: readonly number[]): Promise<void>;
  /** Back to the queue after `retryInMs`, or failed for good when null. */
  fail(id: number, reason: string, retryInMs: number | null): Promise<void>;
  /** Leases of a process that no longer runs, given back at once: called when the data folder is opened. */
  reclaim(): Promise<number>;
  counts(): Promise<{ readonly waiting: number; readonly leased: number; readonly failed: number }>;
}

/** A row of a metadata file: what it says and what it is joined by. */
export interface MetadataRow {
  /** Stable hash of source and join key: the same row again replaces the earlier one. */
  readonly id: string;
  readonly source: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly join: MetadataJoin;
}

export interface MetadataJoin {
  readonly externalId?: string;
  /** Name of a media or transcript file, without folder. */
  readonly fileName?: string;
  readonly agent?: string;
  /** ISO 8601 */
  readonly startedAt?: string;
  readonly toleranceMs?: number;
}

/** Metadata that arrives apart, before or after its contact. */
export interface MetadataLedger {
  put(rows: readonly MetadataRow[]): Promise<void>;
  /** Rows for one contact, oldest first. */
  matching(contact: {
    source: string;
    externalId: string;
    fileNames: readonly string[];
    agents: readonly string[];
    startedAt: string | null;
  }): Promise<readonly MetadataRow[]>;
  /** Contacts that a row matches. */
  contactsOf(row: MetadataRow): Promise<readonly InteractionId[]>;
  markMatched(rowIds: readonly string[], id: InteractionId): Promise<void>;
  unmatched(): Promise<readonly MetadataRow[]>;
}

/** Everything kept in the records engine. */
export interface Records {
  readonly captures: CaptureLog;
  readonly parking: ParkingLot;
  readonly jobs: JobQueue;
  readonly metadata: MetadataLedger;
  readonly idempotency: IdempotencyKeys;
  close(): Promise<void>;
}

/** `Idempotency-Key` of POST requests, kept 24 hours. */
export interface IdempotencyKeys {
  begin(
    key: string,
    requestHash: string,
  ): Promise<{ state: 'new' | 'in-flight' | 'mismatch' } | { state: 'done'; status: number; body: string }>;
  finish(key: string, status: number, body: string): Promise<void>;
  abandon(key: string): Promise<void>;
}
