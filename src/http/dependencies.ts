import type { z } from 'zod';
import type { Access } from '../access/access.ts';
import type { DriverTaxonomy } from '../analytics/drivers/driver-taxonomy.ts';
import type { Feed } from '../analytics/feed/feed.ts';
import type { InsightRuns } from '../analytics/insights/insight-runs.ts';
import type { RuleLabelling } from '../analytics/rule-labelling.ts';
import type { Voices } from '../analytics/voices/collect-voices.ts';
import type { CapturedInteraction } from '../domain/captured-interaction.ts';
import type { BlobHash, InteractionId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { DeflectionAssumptions } from '../domain/workspace.ts';
import type { RuleDesk } from '../pipeline/rules/rule-desk.ts';
import type { RuleStudio } from '../pipeline/rules/rule-studio.ts';
import type { WorkspaceFile } from '../pipeline/workspace-settings.ts';
import type { MetricStore } from '../storage/aggregate.ts';
import type { BlobStore } from '../storage/blobs.ts';
import type { ContactFactStore } from '../storage/contact-facts.ts';
import type { ContactTraitStore } from '../storage/contact-traits.ts';
import type { ContentStore } from '../storage/content.ts';
import type { DailyFactStore } from '../storage/daily-facts.ts';
import type { PlayableRecordings } from '../storage/playable-recordings.ts';
import type { CaptureOutcome, Records } from '../storage/records.ts';
import type { ReportStore } from '../storage/reports.ts';
import type { IngestRun, ingestBodySchema } from './contract/ingests.ts';
import type { ExportFormat, Progress } from './contract/operations.ts';

/** One contact as it was handed in, its recordings already in the blob store, in the order of `interaction.media`. */
export interface HandedIn {
  readonly source: string;
  readonly interaction: CapturedInteraction;
  readonly mediaBlobs: readonly BlobHash[];
}

/** What the API asks of the line that every interaction travels. */
export interface InteractionLine {
  /** Durable when it resolves: the original is stored and its job is committed. */
  capture(contact: HandedIn): Promise<{ readonly id: InteractionId; readonly outcome: CaptureOutcome }>;
  /** Reads a parked item again; `parked` when it still cannot be read. */
  retry(parkedId: string): Promise<CaptureOutcome | 'parked'>;
  /** Queues a new version of each with agent and customer exchanged; how many were queued. */
  swapRoles(ids: readonly InteractionId[]): Promise<number>;
  /** Queues a new version of each, from what was captured; of everything there is with `all`. How many were queued. */
  rerun(which: readonly InteractionId[] | 'all'): Promise<number>;
  progress(): Promise<Progress>;
}

/** Reading of files that a program on this machine asked for. */
export interface Ingests {
  start(request: z.output<typeof ingestBodySchema>): IngestRun;
  find(id: string): IngestRun | null;
}

/** Writes conversations as text of one format, piece by piece, in constant memory. */
type ExportWriter = (interactions: AsyncIterable<Interaction>) => AsyncIterable<string>;

/** What people do with rules over what is stored. */
export type RuleWork = Pick<
  RuleDesk,
  | 'workspace'
  | 'findingsOf'
  | 'try'
  | 'tryRule'
  | 'backtest'
  | 'diff'
  | 'coverage'
  | 'explain'
  | 'noise'
  | 'counts'
  | 'publish'
  | 'rescore'
  | 'versions'
>;

/** Writing rules without git. */
export type RuleWriting = Pick<
  RuleStudio,
  'names' | 'open' | 'drafts' | 'save' | 'discard' | 'check' | 'test' | 'compare' | 'publish' | 'history' | 'versionsOfRules'
>;

/** What redaction replaced, put back. */
export interface OriginalTurns {
  readonly subject: string | null;
  readonly turns: readonly { readonly index: number; readonly text: string }[];
}

/** Everything the HTTP part needs; start.ts chooses the adapters. */
export interface HttpDependencies {
  readonly access: Access;
  readonly content: ContentStore;
  readonly metrics: MetricStore;
  readonly reports: ReportStore;
  readonly dailyFacts: DailyFactStore;
  /** What the site believes of avoided contacts. */
  readonly deflection: DeflectionAssumptions;
  readonly traits: ContactTraitStore;
  readonly facts: Pick<ContactFactStore, 'contacts'>;
  readonly drivers: Pick<DriverTaxonomy, 'current' | 'refit' | 'edit' | 'undo' | 'proposals' | 'accept' | 'assignments'>;
  readonly insights: InsightRuns;
  readonly voices: Voices;
  readonly feed: Feed;
  readonly records: Records;
  readonly blobs: BlobStore;
  /** Recordings as they may be heard: silent where redaction took the words. */
  readonly recordings: Pick<PlayableRecordings, 'open'>;
  readonly line: InteractionLine;
  readonly ingests: Ingests;
  readonly labelling: RuleLabelling;
  readonly rules: RuleWork;
  readonly workspaceFile: WorkspaceFile;
  readonly studio: RuleWriting;
  /** The turns of a conversation as they were said or written; null when nothing of the original can be read. */
  readonly originalTurns: (interaction: Interaction) => Promise<OriginalTurns | null>;
  /** Keyed hash of a customer's phone, e-mail or account, normalised as at capture; null when it is none. */
  readonly customerKey: (kind: 'phone' | 'email' | 'account', value: string) => string | null;
  readonly exportWriters: Readonly<Record<ExportFormat, ExportWriter>>;
}
