import { AppError } from '../../domain/errors.ts';
import { type AudioStream, deinterleave, maxChannels } from './audio-stream.ts';
import { ByteSource } from './byte-source.ts';
import { bytesPerSample, decodeSamples, type WavEncoding } from './wav-samples.ts';

interface WavLayout {
  readonly encoding: WavEncoding;
  readonly channels: number;
  readonly sampleRate: number;
  readonly dataStart: number;
  /** Bytes of samples that the file really holds. */
  readonly dataBytes: number;
  readonly warnings: string[];
}

const blockFrames = 16_384;
/** Headers longer than this are damage: real ones carry a few hundred bytes of metadata before the samples. */
const maxHeaderChunks = 64;

/** Streams PCM 8/16/24/32, float and G.711 wav. A truncated file gives what is there; a header is never believed beyond the file. */
export function readWav(path: string): AudioStream {
  const layout = readLayout(path);
  const frameBytes = bytesPerSample[layout.encoding] * layout.channels;
  const frames = Math.floor(layout.dataBytes / frameBytes);
  return {
    format: 'wav',
    sampleRate: layout.sampleRate,
    channels: layout.channels,
    durationMs: Math.round((frames / layout.sampleRate) * 1000),
    warnings: layout.warnings,
    *blocks() {
      const source = new ByteSource(path);
      try {
        source.seek(layout.dataStart);
        for (let left = frames * frameBytes; left > 0; ) {
          const bytes = source.take(Math.min(left, blockFrames * frameBytes));
          if (bytes.length === 0) return;
          left -= bytes.length;
          yield deinterleave(decodeSamples(bytes, layout.encoding), layout.channels);
        }
      } finally {
        source.close();
      }
    },
  };
}

function readLayout(path: string): WavLayout {
  const source = new ByteSource(path);
  try {
    source.seek(12);
    let format: Omit<WavLayout, 'dataStart' | 'dataBytes' | 'warnings'> | undefined;
    for (let chunk = 0; chunk < maxHeaderChunks; chunk++) {
      const header = source.take(8);
      if (header.length < 8) break;
      const name = Buffer.from(header.subarray(0, 4)).toString('latin1');
      const size = new DataView(header.buffer, header.byteOffset).getUint32(4, true);
      if (name === 'data') {
        if (!format) throw new AppError('unreadable', 'the wav file has samples before their description');
        return { ...format, ...dataExtent(source, size, format) };
      }
      const next = source.position + size + (size % 2);
      if (name === 'fmt ') format = parseFormat(source.take(Math.min(size, 64)));
      source.seek(next);
    }
    throw new AppError('unreadable', 'the wav file ends before its samples');
  } finally {
    source.close();
  }
}

/** Recorders that were cut off, or that stream, leave 0, 0xFFFFFFFF or a wrong size: the file's own end decides. */
function dataExtent(source: ByteSource, claimed: number, format: { encoding: WavEncoding; channels: number }) {
  const dataStart = source.position;
  const held = Math.max(0, source.size - dataStart);
  const open = claimed === 0 || claimed >= 0xffff_fff0;
  const warnings: string[] = [];
  if (!open && claimed > held) warnings.push(`the wav file is truncated: ${held} of ${claimed} bytes of samples are there`);
  const dataBytes = open ? held : Math.min(claimed, held);
  if (dataBytes < bytesPerSample[format.encoding] * format.channels) throw new AppError('unreadable', 'the wav file holds no samples');
  return { dataStart, dataBytes, warnings };
}

function parseFormat(bytes: Uint8Array): { encoding: WavEncoding; channels: number; sampleRate: number } {
  if (bytes.length < 16) throw new AppError('unreadable', 'the wav description is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const extensible = view.getUint16(0, true) === 0xfffe && bytes.length >= 26;
  const code = extensible ? view.getUint16(24, true) : view.getUint16(0, true);
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const bits = view.getUint16(14, true);
  const encoding = wavEncodings[`${code}/${bits}`];
  if (!encoding) throw new AppError('unreadable', `wav encoding ${code} with ${bits} bits is not supported`);
  if (channels < 1 || channels > maxChannels) throw new AppError('unreadable', `the wav file claims ${channels} channels`);
  if (sampleRate < 4_000 || sampleRate > 192_000) throw new AppError('unreadable', `the wav file claims ${sampleRate} samples per second`);
  return { encoding, channels, sampleRate };
}

/** WAVE_FORMAT tag and bits per sample. */
const wavEncodings: Readonly<Record<string, WavEncoding>> = {
  '1/8': 'pcm8',
  '1/16': 'pcm16',
  '1/24': 'pcm24',
  '1/32': 'pcm32',
  '3/32': 'float32',
  '3/64': 'float64',
  '6/8': 'a-law',
  '7/8': 'mu-law',
};
