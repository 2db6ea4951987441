import type { CapturedTurn } from './captured-interaction.ts';
import type { InteractionEvent, Language, Media } from './interaction.ts';
import type { Role } from './vocabulary.ts';

/** What one recording gave: the turns of all its channels in order, and what was heard beside speech. */
export interface RecordingTranscript {
  readonly media: Pick<Media, 'durationMs' | 'channels' | 'sampleRate' | 'peaks'>;
  readonly turns: readonly HeardTurn[];
  /** Ring, music, tones, speech in another language; holds inferred from music. */
  readonly events: readonly InteractionEvent[];
  /** Null when nobody spoke. */
  readonly language: Language | null;
  /** Why the words are withheld, e.g. `language`; null when they are not. */
  readonly held: 'language' | 'no-speech' | null;
  /** Facts a reader should know: doubled mono, identical channels, mono split, tiny used for empty output. */
  readonly warnings: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
}

export interface HeardTurn extends CapturedTurn {
  readonly channel: number;
  readonly role: Role;
  /** 0…1; 1 only when a channel map or the source states the role. */
  readonly roleConfidence: number;
}

/** A stretch that must not be listened to: the source paused the recording or the agent muted it. */
export interface PauseInterval {
  readonly startMs: number;
  readonly endMs: number;
}
