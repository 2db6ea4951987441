/**
 * A recording read from its start in blocks: never whole in memory, so that a call of any length costs the same.
 * Reading is synchronous; long recordings are read inside a worker.
 */
export interface AudioStream {
  readonly format: AudioFormat;
  readonly sampleRate: number;
  readonly channels: number;
  /** What the header says, bounded by what the file holds; null when only decoding can tell. */
  readonly durationMs: number | null;
  /** Facts found while reading; complete when the blocks have been read. */
  readonly warnings: readonly string[];
  /** One array per channel, equally long, −1…1. May be called once. */
  blocks(): Iterable<readonly Float32Array[]>;
}

export const audioFormats = ['wav', 'mp3', 'flac', 'ogg-vorbis', 'ogg-opus', 'm4a', 'aac', 'other'] as const;
export type AudioFormat = (typeof audioFormats)[number];

/** More channels than any recorder of calls writes; a header that claims more is taken for damage. */
export const maxChannels = 8;

/** Splits interleaved samples into one array per channel. */
export function deinterleave(interleaved: Float32Array, channels: number): Float32Array[] {
  const frames = Math.floor(interleaved.length / channels);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let frame = 0; frame < frames; frame++) samples[frame] = interleaved[frame * channels + channel] ?? 0;
    return samples;
  });
}
