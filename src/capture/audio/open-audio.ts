import { AppError } from '../../domain/errors.ts';
import type { AudioFormat, AudioStream } from './audio-stream.ts';
import { ByteSource } from './byte-source.ts';
import { readCompressed, readOpus } from './read-compressed.ts';
import { readWav } from './read-wav.ts';
import { readWithFfmpeg } from './read-with-ffmpeg.ts';

/** Opens a recording by its first bytes, whatever its name says. Throws `unreadable` at once on anything else. */
export function openAudio(path: string): AudioStream {
  const format = detectAudioFormat(readHead(path));
  switch (format) {
    case 'wav':
      return readWav(path);
    case 'mp3':
    case 'flac':
    case 'ogg-vorbis':
      return readCompressed(path, format);
    case 'ogg-opus':
      return readOpus(path);
    case 'm4a':
    case 'other':
      return readWithFfmpeg(path, format);
    case null:
      throw new AppError('unreadable', 'the file is not audio that can be read');
  }
}

function readHead(path: string): Buffer {
  const source = new ByteSource(path);
  try {
    if (source.size === 0) throw new AppError('unreadable', 'the recording is empty (0 bytes)');
    return Buffer.from(source.take(4096));
  } finally {
    source.close();
  }
}

/** Null when the bytes are no audio we know; `other` when they are audio that only ffmpeg reads. */
export function detectAudioFormat(head: Buffer): AudioFormat | null {
  const text = (start: number, end: number) => head.toString('latin1', start, end);
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'wav';
  if (text(0, 4) === 'fLaC') return 'flac';
  if (text(0, 4) === 'OggS') return head.includes('OpusHead') ? 'ogg-opus' : head.includes('vorbis') ? 'ogg-vorbis' : 'other';
  if (text(4, 8) === 'ftyp') return 'm4a';
  if (text(0, 3) === 'ID3' || isMpegFrame(head)) return 'mp3';
  if (text(0, 4) === 'RF64' || text(0, 4) === 'FORM' || text(0, 5) === '#!AMR' || head.readUInt32BE(0) === 0x1a45dfa3) return 'other';
  return null;
}

/** MPEG audio layer III frame header: sync, no reserved value, and a second frame where the first one ends. */
function isMpegFrame(head: Buffer): boolean {
  if (head.length < 4 || head[0] !== 0xff || ((head[1] ?? 0) & 0xe6) !== 0xe2) return false;
  const third = head[2] ?? 0;
  return third >> 4 !== 0x0f && third >> 4 !== 0 && ((third >> 2) & 3) !== 3;
}
