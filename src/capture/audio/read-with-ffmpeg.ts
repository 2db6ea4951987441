import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import type { AudioFormat, AudioStream } from './audio-stream.ts';
import { readWav } from './read-wav.ts';

const timeoutMs = 10 * 60_000;

/**
 * Formats we carry no codec for (webm, AMR, ALAC, AAC beyond low complexity) are converted by the system's own ffmpeg
 * when there is one. It writes a temporary 16-bit wav, which is then streamed and removed.
 */
export function readWithFfmpeg(path: string, format: AudioFormat): AudioStream {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-audio-'));
  const converted = join(folder, 'audio.wav');
  const discard = () => rmSync(folder, { recursive: true, force: true });
  try {
    convert(path, converted, format);
    const wav = readWav(converted);
    return {
      ...wav,
      format,
      *blocks() {
        try {
          yield* wav.blocks();
        } finally {
          discard();
        }
      },
    };
  } catch (error) {
    discard();
    throw error;
  }
}

function convert(path: string, converted: string, format: AudioFormat): void {
  const options = [
    '-nostdin',
    '-v',
    'error',
    '-protocol_whitelist',
    'file',
    '-i',
    `file:${path}`,
    '-vn',
    '-acodec',
    'pcm_s16le',
    converted,
  ];
  const run = spawnSync('ffmpeg', options, { timeout: timeoutMs, stdio: ['ignore', 'ignore', 'ignore'] });
  if (run.error && 'code' in run.error && run.error.code === 'ENOENT') {
    throw new AppError('unreadable', `${format} recordings need ffmpeg on this machine; install it, then \`earshot retry\``);
  }
  if (run.status !== 0) throw new AppError('unreadable', 'ffmpeg cannot decode the recording');
}
