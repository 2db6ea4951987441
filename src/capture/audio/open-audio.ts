import { AppError, messageOf } from '../../domain/errors.ts';
import { audioFormatOf } from './audio-format.ts';
import type { AudioFormat, AudioStream } from './audio-stream.ts';
import { ByteSource } from './byte-source.ts';
import { readAdts, readM4a } from './read-aac.ts';
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
      return unlessConverted(path, format, readM4a);
    case 'aac':
      return unlessConverted(path, format, readAdts);
    case 'other':
      return readWithFfmpeg(path, format);
    case null:
      throw new AppError('unreadable', 'the file is not audio that can be read');
  }
}

/** AAC of other profiles than ours (and ALAC in m4a) is left to ffmpeg where there is one; otherwise our own reason stands. */
function unlessConverted(path: string, format: AudioFormat, read: (path: string) => AudioStream): AudioStream {
  try {
    return read(path);
  } catch (reason) {
    try {
      return readWithFfmpeg(path, format);
    } catch {
      throw new AppError('unreadable', `${messageOf(reason)}; ffmpeg on this machine might read it`, { cause: reason });
    }
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
