import type { PauseInterval, RecordingTranscript } from '../domain/transcript.ts';
import type { Role } from '../domain/vocabulary.ts';

/** One recording to turn into words. `path` is a plain file that stays until the promise settles. */
export interface Recording {
  readonly path: string;
  /** File name as the source gave it; never used as a path. */
  readonly name: string;
  readonly channelRoles?: readonly Role[];
  /** Never listened to: silenced before recognition. */
  readonly pauses?: readonly PauseInterval[];
  /** ISO 639-1, when the source states it. */
  readonly languageHint?: string;
}

/** Whole recordings to whole transcripts; in the product a pool of workers, each with its own engine. */
export interface RecordingTranscriber {
  /** Engine and weights, stored with every transcript. */
  readonly version: string;
  /** How many recordings it can hear at the same time. */
  readonly concurrency: number;
  transcribe(recording: Recording, options?: { readonly signal?: AbortSignal }): Promise<RecordingTranscript>;
  close(): Promise<void>;
}
