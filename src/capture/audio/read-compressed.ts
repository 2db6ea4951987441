import { AppError } from '../../domain/errors.ts';
import { type AudioFormat, type AudioStream, deinterleave } from './audio-stream.ts';
import { ByteSource } from './byte-source.ts';
import { type Codecs, loadCodecs } from './codecs/load-codecs.ts';
import { readOggPackets } from './read-ogg-packets.ts';

type CompressedFormat = Extract<AudioFormat, 'mp3' | 'flac' | 'ogg-vorbis'>;

const readers: Readonly<Record<CompressedFormat, { open(codecs: Codecs): number; read(codecs: Codecs): number }>> = {
  mp3: { open: (codecs) => codecs.open_mp3(), read: (codecs) => codecs.read_mp3() },
  flac: { open: (codecs) => codecs.open_flac(), read: (codecs) => codecs.read_flac() },
  'ogg-vorbis': { open: (codecs) => codecs.open_vorbis(), read: (codecs) => codecs.read_vorbis() },
};

/** Streams mp3, flac or Ogg Vorbis through the WebAssembly codecs. */
export function readCompressed(path: string, format: CompressedFormat): AudioStream {
  const reader = readers[format];
  const source = new ByteSource(path);
  try {
    const codecs = loadCodecs(source);
    if (!opens(() => reader.open(codecs))) throw new AppError('unreadable', `the file starts like ${format} but cannot be decoded`);
    const sampleRate = codecs.sample_rate();
    const frames = format === 'flac' ? codecs.flac_frames() : 0;
    return {
      format,
      sampleRate,
      channels: codecs.channel_count(),
      durationMs: frames > 0 ? Math.round((frames / sampleRate) * 1000) : null,
      warnings: [],
      *blocks() {
        yield* decodeAll(path, reader);
      },
    };
  } finally {
    source.close();
  }
}

function* decodeAll(path: string, reader: (typeof readers)[CompressedFormat]): Generator<readonly Float32Array[]> {
  const source = new ByteSource(path);
  try {
    const codecs = loadCodecs(source);
    opens(() => reader.open(codecs));
    for (;;) {
      const frames = trapped(() => reader.read(codecs));
      if (frames <= 0) return;
      yield deinterleave(codecs.block(frames), codecs.channel_count());
    }
  } finally {
    source.close();
  }
}

/** Streams Ogg Opus (RFC 7845), decoded at 16 kHz: the pre-skip is dropped, a lost packet is left out. */
export function readOpus(path: string): AudioStream {
  const head = readOpusHead(path);
  return {
    format: 'ogg-opus',
    sampleRate: 16_000,
    channels: head.channels,
    durationMs: null,
    warnings: [],
    *blocks() {
      const source = new ByteSource(path);
      try {
        const codecs = loadCodecs(source);
        if (!opens(() => codecs.open_opus(head.channels))) throw new AppError('unreadable', 'the Opus stream cannot be decoded');
        let skip = Math.round(head.preSkip / 3);
        let packets = 0;
        for (const { bytes } of readOggPackets(source)) {
          if (packets++ < 2) continue;
          codecs.putPacket(bytes);
          const frames = trapped(() => codecs.read_opus(bytes.length));
          const dropped = Math.min(skip, Math.max(0, frames));
          skip -= dropped;
          if (frames > dropped) yield deinterleave(codecs.block(frames).subarray(dropped * head.channels), head.channels);
        }
      } finally {
        source.close();
      }
    },
  };
}

function readOpusHead(path: string): { channels: number; preSkip: number } {
  const source = new ByteSource(path);
  try {
    const first = readOggPackets(source).next().value?.bytes;
    if (!first || first.length < 19) throw new AppError('unreadable', 'the Opus header is missing');
    const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
    const channels = view.getUint8(9);
    if (channels < 1 || channels > 2) throw new AppError('unreadable', `Opus with ${channels} channels is not supported`);
    return { channels, preSkip: view.getUint16(10, true) };
  } finally {
    source.close();
  }
}

/** A trap inside WebAssembly (damaged input) ends the recording there instead of failing what was already read. */
function trapped(read: () => number): number {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof WebAssembly.RuntimeError) return 0;
    throw cause;
  }
}

function opens(open: () => number): boolean {
  return trapped(open) !== 0;
}
