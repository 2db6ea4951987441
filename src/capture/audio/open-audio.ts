import { AppError } from '../../domain/errors.ts';
import { audioFormatOf } from './audio-format.ts';
import type { AudioStream } from './audio-stream.ts';
import { ByteSource } from './byte-source.ts';
import { readCompressed, readOpus } from './read-compressed.ts';
import { readWav } from './read-wav.ts';
import { readWithFfmpeg } from './read-with-ffmpeg.ts';

/** Opens a recording by its first bytes, whatever its name says. Throws `unreadable` at once on anything else. */
export function openAudio(path: string): AudioStream {
  const format = audioFormatOf(readHead(path));
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
