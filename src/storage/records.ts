import type { CapturedInteraction } from '../domain/captured-interaction.ts';
import type { BlobHash, InteractionId } from '../domain/ids.ts';
import type { MetadataRow } from '../domain/metadata-row.ts';
import type { LabelDraw, RuleLabel } from '../domain/rule-label.ts';
import type { RecordingTranscript } from '../domain/transcript.ts';
import type { AccessRecords } from './access-records.ts';
import type { DriverModels } from './driver-models.ts';
import type { DeliveryQueue, FeedStore } from './feed.ts';
import type { Interventions } from './interventions.ts';
import type { RuleDrafts } from './rule-drafts.ts';
import type { RuleVersions } from './rule-versions.ts';
import type { SavedSearches } from './saved-searches.ts';

export type { MetadataRow } from '../domain/metadata-row.ts';

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
  /** derived: the external id is a file's path, so the same recording under another name is the same contact. */
  readonly identity: 'stated' | 'derived';
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
  /** Every contact there is, in batches, in id order. */
  allIds(batchSize: number): AsyncIterable<readonly InteractionId[]>;
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

/** Metadata that arrives apart, before or after its contact. */
export interface MetadataLedger {
  /** Keeps the rows; gives back those that are new or say something else than before. */
  put(rows: readonly MetadataRow[]): Promise<readonly MetadataRow[]>;
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

/**
 * What a recogniser heard, kept sealed apart from what is made of it: late metadata, swapped roles and re-runs do not
 * listen again, and an earlier engine's transcript stays beside a later one's. Keys name recording, pauses and engine.
 */
export interface TranscriptArchive {
  get(key: string): Promise<RecordingTranscript | null>;
  put(key: string, transcript: RecordingTranscript): Promise<void>;
}

/** Files of watched folders that were read, by path and what they looked like, so that a restart reads only what is new. */
export interface SeenFiles {
  has(source: string, path: string, mark: string): Promise<boolean>;
  add(source: string, path: string, mark: string): Promise<void>;
}

/** What people said of drawn conversations, and how each was drawn. */
export interface RuleLabels {
  /** Kept beside earlier ones; the same draw again changes nothing. */
  putDraw(draw: LabelDraw): Promise<void>;
  /** The one that was put last. */
  newestDraw(rule: string): Promise<LabelDraw | null>;
  /** One label per rule and conversation: a later one replaces it. */
  put(labels: readonly RuleLabel[]): Promise<void>;
  /** In the order in which they were judged. */
  list(rule: string): Promise<readonly RuleLabel[]>;
  /** False when there was none. */
  remove(rule: string, interaction: InteractionId): Promise<boolean>;
}

/** Everything kept in the records engine. */
export interface Records {
  readonly captures: CaptureLog;
  readonly parking: ParkingLot;
  readonly jobs: JobQueue;
  readonly metadata: MetadataLedger;
  readonly idempotency: IdempotencyKeys;
  readonly transcripts: TranscriptArchive;
  readonly seenFiles: SeenFiles;
  readonly ruleVersions: RuleVersions;
  readonly ruleDrafts: RuleDrafts;
  readonly savedSearches: SavedSearches;
  readonly labels: RuleLabels;
  readonly driverModels: DriverModels;
  readonly feed: FeedStore;
  readonly deliveries: DeliveryQueue;
  readonly interventions: Interventions;
  readonly access: AccessRecords;
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
