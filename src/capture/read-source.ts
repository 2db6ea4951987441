import type { CapturedInteraction, CapturedInteractionInput } from '../domain/captured-interaction.ts';

/** One file or upload, whole or as a stream. `name` has no folder. */
export interface SourceFile {
  readonly name: string;
  /** Path relative to the folder that was ingested: the external id of formats that carry none. */
  readonly relativePath: string;
  readonly size: number;
  /** Plain path on disk; readers stream from it. */
  readonly path: string;
  /** Parsed `NAME.ext.json` beside the file. */
  readonly sidecar?: unknown;
}

/** One recording taken out of a file; `name` has no folder. */
export interface MediaBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A reader yields contacts one by one and goes on after what it cannot read. */
export type ReadItem =
  | {
      readonly kind: 'interaction';
      readonly interaction: CapturedInteractionInput;
      readonly position?: string;
      /** Recordings that lay inside the file, in the order of `interaction.media`. */
      readonly mediaBytes?: readonly MediaBytes[];
      /** The file itself is the first recording of `interaction.media`. */
      readonly mediaIsFile?: boolean;
      /** derived: no id in the content, so `externalId` comes from the file's path; absent means the source states it. */
      readonly identity?: 'stated' | 'derived';
      /** A part of its contact, one mail of a thread: it adds to what is known instead of replacing it. */
      readonly joins?: boolean;
    }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly position?: string; readonly fingerprint?: string };

/** A read item past the border: its contact has been checked against the schema, its sidecar applied. */
export type CheckedItem =
  | (Omit<Extract<ReadItem, { kind: 'interaction' }>, 'interaction'> & { readonly interaction: CapturedInteraction })
  | Unreadable;

export interface ReadContext {
  /** Name of the format as configured, when detection must not guess. */
  readonly format?: string;
  /** Column → field mapping of CSV sources (docs/FORMATS.md). */
  readonly mapping?: unknown;
  /** IANA zone of the source, for times without an offset. */
  readonly timeZone: string;
  /** Role per channel of this source's recordings. */
  readonly channelRoles?: readonly string[];
  /** A messaging conversation ends after this long without a message (default 24 h). */
  readonly sessionIdleMs: number;
  /** The same for e-mail threads (default 14 days). */
  readonly emailIdleMs?: number;
}

export type Unreadable = Extract<ReadItem, { kind: 'unreadable' }>;

/** One format: says whether bytes are its own, and reads them. */
export interface FormatReader {
  readonly format: string;
  /** 0 = not mine … 1 = certain, from the first 64 KB (already gunzipped) and the name. */
  detect(head: Uint8Array, name: string): number;
  read(file: SourceFile, context: ReadContext): AsyncIterable<ReadItem>;
}
