import type { Verdict } from '../domain/finding.ts';
import type { InteractionId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { Span } from '../domain/span.ts';
import type { Channel } from '../domain/vocabulary.ts';
import type { Condition } from './aggregate.ts';

/** One search: every given field must hold. */
export interface SearchQuery {
  /** Words (all must occur), "phrases in quotes", `-word` to exclude. */
  readonly text?: string;
  readonly channel?: Channel;
  readonly source?: string;
  readonly queue?: string;
  readonly team?: string;
  readonly agent?: string;
  readonly language?: string;
  readonly state?: string;
  /** Conversations on which this rule has the verdict; without one, on which it found what it looks for. */
  readonly rule?: string;
  readonly verdict?: Verdict | 'fired';
  /** Keyed hash of a phone, e-mail or account. */
  readonly customerKey?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** ISO 8601; from inclusive, to exclusive, on startedAt. */
  readonly from?: string;
  readonly to?: string;
  /** An expression of the rule language; whoever opens the store resolves it to `ids` before the store is asked. */
  readonly expression?: string;
  readonly ids?: readonly InteractionId[];
  /** What a figure counts: see `behindCell` of the analytics. */
  readonly condition?: Condition;
  /** Calendar days of the contact's own source; from inclusive, to exclusive. */
  readonly fromDay?: string;
  readonly toDay?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface SearchHit {
  readonly id: InteractionId;
  readonly externalId: string;
  readonly source: string;
  readonly channel: Channel;
  readonly startedAt: string | null;
  readonly durationMs: number | null;
  readonly agents: readonly string[];
  readonly queue: string | null;
  readonly turns: number;
  readonly state: string;
  readonly stateReason: string | null;
  readonly language: string | null;
  /** Mean of the customer's sentiment, −1…1; null where nothing was read. */
  readonly sentiment: number | null;
  /** Contact reason of the workspace. */
  readonly reason: string | null;
  /** First customer words, or the turns that hold the searched words with their places. */
  readonly snippets: readonly { readonly turn: number; readonly role: string; readonly text: string; readonly marks: readonly Span[] }[];
}

export interface SearchPage {
  readonly items: readonly SearchHit[];
  /** Conversations that match, over all pages. */
  readonly total: number;
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}

export interface Facets {
  readonly [field: string]: readonly { readonly value: string; readonly count: number }[];
}

/** One row of `earshot coverage`: how far the contacts of a queue and day came, and why the others did not. */
export interface CoverageRow {
  readonly day: string;
  readonly queue: string;
  readonly channel: Channel;
  readonly occurred: number;
  readonly recorded: number;
  readonly received: number;
  readonly transcribed: number;
  readonly assessable: number;
  readonly losses: Readonly<Record<string, number>>;
}

/** A conversation as its store keeps it, made by the store's encoder. What the bytes mean is the store's own business. */
export interface EncodedInteraction extends Pick<Interaction, 'id' | 'tenant' | 'version'> {
  readonly bytes: Uint8Array;
}

/** A conversation on its way into the store: written down already, or still to be. */
export type StorableInteraction = Interaction | EncodedInteraction;

/** What a store's encoder module exports. Without I/O, so that any thread can load it and writing down costs no other thread. */
export interface InteractionEncoder {
  /** In the order of `batch`. The bytes of one batch may share one buffer. What cannot be written down alone comes back as it is. */
  readonly encodeInteractions: (batch: readonly Interaction[]) => readonly StorableInteraction[];
}

/** Conversations as analysed: redacted text, measures, findings. Everything but `put` reads the latest versions only. */
export interface ContentStore {
  /** Durable when it resolves; the same interaction and version again changes nothing. */
  put(batch: readonly StorableInteraction[]): Promise<void>;
  get(id: InteractionId): Promise<Interaction | null>;
  search(query: SearchQuery): Promise<SearchPage>;
  /** Counts of channel, source, direction, queue, team, agent, language, state, reason, driver and rules that fired among those that match. */
  facets(query: SearchQuery): Promise<Facets>;
  coverage(range: { readonly from?: string; readonly to?: string }): Promise<readonly CoverageRow[]>;
  /** Every matching conversation whole, for export and re-runs, in id order, in constant memory. */
  scan(query: SearchQuery): AsyncIterable<Interaction>;
  close(): Promise<void>;
}
