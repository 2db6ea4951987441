import type { AttributeValue, CapturedLeg, CapturedMedia, Participant } from './captured-interaction.ts';
import type { BlobHash, InteractionId } from './ids.ts';
import type { Annotation } from './span.ts';
import type { Understanding } from './understanding.ts';
import type { Channel, Direction, EventKind, Handling, Role } from './vocabulary.ts';

/** One word as heard. Times in ms from the start of the interaction; `interpolated` when only its turn's times are known. */
export interface Word {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence?: number;
  readonly interpolated?: boolean;
}

/** What one participant said or wrote without another taking over. `text` is the analysed (redacted) text. */
export interface Turn {
  readonly index: number;
  /** Index into the interaction's legs. */
  readonly leg: number;
  readonly participant: string;
  readonly role: Role;
  readonly roleConfidence: number;
  readonly text: string;
  /** Ms from the start of the interaction; null when the source has no clock. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** Words in the order of `text`; redaction tokens stand as one word. */
  readonly words?: readonly Word[];
  /** On which recording it was heard, and on which of its channels when that is one alone. */
  readonly heard?: { readonly media: number; readonly channel?: number };
  readonly setAside?: readonly { readonly kind: 'quoted' | 'signature' | 'note'; readonly text: string }[];
}

export interface InteractionEvent {
  readonly kind: EventKind;
  readonly startMs: number;
  readonly endMs: number;
  readonly leg: number | null;
  /** Whose event: who interrupted, whose turn came after a silence. */
  readonly role: Role | null;
  /** imported: the source said so; inferred: guessed from sound or words; computed: follows from the turns. */
  readonly origin: 'imported' | 'inferred' | 'computed';
}

/** Values by measure name (docs/MEASURES.md); null is "unknown", and `gaps` says why. */
export interface Measures {
  readonly values: Readonly<Record<string, number | null>>;
  readonly gaps: Readonly<Record<string, string>>;
}

export interface Leg extends CapturedLeg {
  readonly measures: Measures;
}

export interface Media extends CapturedMedia {
  readonly blob: BlobHash;
  readonly durationMs?: number;
  readonly channels?: number;
  readonly sampleRate?: number;
  /** Loudness per channel for drawing, 0…255, `peaksPerSecond` values a second. */
  readonly peaks?: { readonly perSecond: number; readonly channels: readonly (readonly number[])[] };
  /** Stretches that are silent when the recording is played or handed out, because redaction took their words. */
  readonly masks?: readonly Mask[];
}

/** Ms on the recording's own clock; every channel when none is named. */
export interface Mask {
  readonly startMs: number;
  readonly endMs: number;
  readonly channel?: number;
}

/** A keyed hash of a normalised phone, e-mail or account: finds a customer's contacts without storing who it is. */
export interface CustomerKey {
  readonly kind: 'phone' | 'email' | 'account';
  readonly key: string;
}

/** Where a contact stands between "it happened" and "it can be judged", and why it went no further. */
export const interactionStates = ['assessable', 'transcribed', 'received', 'recorded', 'occurred'] as const;
export type InteractionState = (typeof interactionStates)[number];

export interface Language {
  /** ISO 639-1. */
  readonly code: string;
  readonly confidence: number;
  readonly origin: 'source' | 'heard' | 'text';
}

/** The stored record of one contact, as `earshot show --json` prints it. */
export interface Interaction {
  readonly id: InteractionId;
  readonly tenant: string;
  readonly source: string;
  readonly externalId: string;
  /** 1 for the first capture; each changed content, late metadata or re-run of a step adds one. */
  readonly version: number;
  readonly channel: Channel;
  readonly direction: Direction | null;
  /** ISO 8601 UTC; first known, never changed afterwards. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly durationMs: number | null;
  readonly timeZone: string;
  readonly language: Language | null;
  readonly customerKeys: readonly CustomerKey[];
  readonly caseId: string | null;
  readonly threadId: string | null;
  readonly subject: string | null;
  readonly handling: Handling;
  readonly consent: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly participants: readonly Participant[];
  readonly legs: readonly Leg[];
  readonly turns: readonly Turn[];
  readonly events: readonly InteractionEvent[];
  readonly media: readonly Media[];
  readonly annotations: readonly Annotation[];
  readonly measures: Measures;
  readonly understanding: Understanding;
  readonly state: InteractionState;
  /** Why `state` is not `assessable`: `language`, `no-media`, `paused`, `metadata-only` …; null when it is. */
  readonly stateReason: string | null;
  readonly warnings: readonly string[];
  /** Which version of each step made this record, e.g. `{ redaction: 'structured-1', transcriber: 'moonshine-base@…' }`. */
  readonly versions: Readonly<Record<string, string>>;
  readonly receivedAt: string;
}
