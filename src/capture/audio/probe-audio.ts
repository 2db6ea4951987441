import { mediaTypes } from './audio-format.ts';
import type { AudioFormat } from './audio-stream.ts';
import { ByteSource } from './byte-source.ts';
import { openAudio } from './open-audio.ts';
import { lastGranule } from './read-ogg-packets.ts';

export interface AudioFacts {
  readonly durationMs: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly format: AudioFormat;
  readonly mediaType: string;
}

/** What a recording is, without listening to it. Throws `unreadable` on anything that is not audio. */
export function probeAudio(path: string): AudioFacts {
  const stream = openAudio(path);
  const { channels, sampleRate, format } = stream;
  return {
    durationMs: stream.durationMs ?? oggDuration(path, format, sampleRate) ?? decodedDuration(stream),
    channels,
    sampleRate,
    format,
    mediaType: mediaTypes[format],
  };
}

/** An Ogg stream ends with the number of samples it held (Opus counts at 48 kHz whatever the rate). */
function oggDuration(path: string, format: AudioFormat, sampleRate: number): number | null {
  if (format !== 'ogg-opus' && format !== 'ogg-vorbis') return null;
  const source = new ByteSource(path);
  try {
    const granule = lastGranule(source);
    return granule === null || granule <= 0 ? null : Math.round((granule / (format === 'ogg-opus' ? 48_000 : sampleRate)) * 1000);
  } finally {
    source.close();
  }
}

/** mp3 carries no trustworthy length, so it is decoded: an hour takes some seconds. */
function decodedDuration(stream: ReturnType<typeof openAudio>): number {
  let frames = 0;
  for (const block of stream.blocks()) frames += block[0]?.length ?? 0;
  return Math.round((frames / stream.sampleRate) * 1000);
}
