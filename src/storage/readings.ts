import type { AttributeValue } from '../domain/captured-interaction.ts';
import type { InteractionId } from '../domain/ids.ts';
import type { Channel, Direction } from '../domain/vocabulary.ts';

/** What rules read of one conversation, as `rules/stored/reading.ts` makes it; its tokens are ids of the store's words. */
export interface ReadingRow {
  readonly id: InteractionId;
  /** Of the interaction. */
  readonly version: number;
  /** ISO 8601; null when unknown. */
  readonly startedAt: string | null;
  readonly profile: string;
  readonly frame: string;
  readonly facts: string;
  /** Version of the tokeniser that made the ids. */
  readonly tokeniser: string;
  readonly tokens: Uint8Array;
}

export interface ReadingFilter {
  /** ISO 8601; from inclusive, to exclusive, on startedAt. */
  readonly from?: string;
  readonly to?: string;
}

export interface ReadingOptions {
  /** Left empty when false: most of a reading's bytes, and few rules ask for them. */
  readonly facts?: boolean;
}

/** One group must occur; a group occurs when each of its places does, a place when one of its words does. */
export type WordGroups = readonly (readonly (readonly string[])[])[];

/** One contact of a customer, as far as rules about other contacts ask. */
export interface ContactRow {
  readonly id: InteractionId;
  /** Keyed hashes that the customer is found by. */
  readonly keys: readonly string[];
  readonly startedAt: string | null;
  readonly channel: Channel;
  readonly direction: Direction | null;
  /** Nobody was reached: the customer said nothing, or it was a voicemail. */
  readonly attempt: boolean;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Why the customer was in contact, where it is known. */
  readonly driver: string | null;
}

/** Conversations as rules read them, and the words that their tokens stand for. Newest versions only. */
export interface ReadingStore {
  /** Every word of a tokeniser, in the order of its ids. */
  words(tokeniser: string): Promise<readonly string[]>;
  /** Durable when it resolves; readings may name these words from then on. `first` is the place of the first of them. */
  addWords(tokeniser: string, first: number, words: readonly string[]): Promise<void>;
  /** Durable when it resolves. */
  put(batch: readonly ReadingRow[]): Promise<void>;
  /** In the order of ids, a bounded stretch at a time; ids up to and with `after` are left out. */
  scan(filter: ReadingFilter & ReadingOptions, after?: string): AsyncIterable<readonly ReadingRow[]>;
  get(ids: readonly InteractionId[], options?: ReadingOptions): Promise<readonly ReadingRow[]>;
  /** Those that can hold one of the groups, of the profile `alone`, or of another tokeniser: all others surely hold none. */
  holding(
    groups: WordGroups,
    filter: ReadingFilter & { readonly alone: string; readonly tokeniser: string },
  ): Promise<readonly InteractionId[]>;
  /** How many conversations each profile has, with one of them. */
  profiles(
    filter: ReadingFilter,
  ): Promise<readonly { readonly profile: string; readonly count: number; readonly example: InteractionId }[]>;
  /** These contacts and all others of the same customers. */
  contacts(ids: readonly InteractionId[]): Promise<readonly ContactRow[]>;
  /** Analysed text of each turn. */
  texts(ids: readonly InteractionId[]): Promise<ReadonlyMap<string, readonly string[]>>;
}
