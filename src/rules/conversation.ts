import type { AttributeValue } from '../domain/captured-interaction.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { Understanding } from '../domain/understanding.ts';
import type { Channel, Direction } from '../domain/vocabulary.ts';

/** What rules look at: every stored `Interaction` is one. */
export type Conversation = Pick<
  Interaction,
  | 'id'
  | 'channel'
  | 'direction'
  | 'startedAt'
  | 'durationMs'
  | 'timeZone'
  | 'language'
  | 'attributes'
  | 'participants'
  | 'legs'
  | 'turns'
  | 'events'
  | 'measures'
  | 'stateReason'
> & {
  /** Values per turn by name (`sentiment`), null where unknown, in the order of `turns`. */
  readonly turnMeasures?: Readonly<Record<string, readonly (number | null)[]>>;
  /** What analysers read out of the words, of a stored conversation. */
  readonly understanding?: Understanding;
  /** The customer's other contacts; absent: unknown, so history constructs answer `no-history`. */
  readonly history?: readonly OtherContact[];
};

/** Another contact of the same customer, as far as rules ask about it. */
export interface OtherContact {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly channel: Channel;
  readonly direction: Direction | null;
  /** True when nobody was reached: counted only where a rule says `attempts`. */
  readonly attempt: boolean;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly driver?: string;
  /** Ids of the rules that were met on it. */
  readonly met: readonly string[];
}

/** Other parties may say this many words ("mm-hm, right, okay") without breaking a speaker's stream (voice). */
export const interjectionWords = 3;

/** Roles less certain than this are not held against anybody. */
export const roleConfidenceFloor = 0.5;

export const emptyConversation: Conversation = {
  id: '' as Conversation['id'],
  channel: 'chat',
  direction: null,
  startedAt: null,
  durationMs: null,
  timeZone: 'UTC',
  language: null,
  attributes: {},
  participants: [],
  legs: [],
  turns: [],
  events: [],
  measures: { values: {}, gaps: {} },
  stateReason: null,
};
