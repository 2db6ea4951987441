/**
 * The port to a speech recogniser. It hears short stretches of one voice channel; finding speech, merging stretches,
 * telling speakers apart and ordering turns is ours and the same for every engine.
 */
export interface Transcriber {
  /** Engine, model and weights, e.g. `moonshine-base@3f2a91c0`; stored with every transcript. */
  readonly version: string;
  transcribe(chunks: readonly SpeechChunk[], options?: TranscribeOptions): Promise<readonly ChunkTranscript[]>;
  close(): Promise<void>;
}

export interface SpeechChunk {
  /** Mono, 16 kHz, −1…1; at most 15 s. */
  readonly samples: Float32Array;
  /** Where the chunk starts in its recording. */
  readonly startMs: number;
}

export interface TranscribeOptions {
  readonly language?: string;
  readonly signal?: AbortSignal;
}

export interface ChunkTranscript {
  readonly text: string;
  /** Times in ms from the start of the recording. */
  readonly words: readonly { readonly text: string; readonly startMs: number; readonly endMs: number; readonly confidence: number }[];
  /** Mean log-probability per token of the first, free hearing, whatever was kept of it; null when the engine does not say. */
  readonly logProb: number | null;
  /** Engine version that gave this text, when it is not the transcriber's own (fallback). */
  readonly by?: string;
}

/** Stands for speech that no engine could put into words. */
export const inaudible = '[inaudible]';
