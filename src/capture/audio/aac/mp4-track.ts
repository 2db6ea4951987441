import { AppError } from '../../../domain/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { boxAt, boxesIn, fileBoxes, typeAt, viewOf } from './mp4-boxes.ts';
import { readDecoderConfig } from './mp4-descriptors.ts';
import { fragmentSamples } from './mp4-fragments.ts';
import { tableSamples } from './mp4-sample-table.ts';

/** Where one coded frame lies in the file. */
export interface Mp4Sample {
  readonly position: number;
  readonly size: number;
}

/** The first sound track of an mp4 file. */
export interface Mp4Track {
  /** AudioSpecificConfig: what the decoder must know. */
  readonly config: Uint8Array;
  /** What a player leaves out at the start: the encoder's run-in. */
  readonly skipSeconds: number;
  /** How long a player plays; null when only the frames can tell. */
  readonly durationSeconds: number | null;
  samples(source: ByteSource): Iterable<Mp4Sample>;
}

/** An index for a hundred hours of sound; a larger one is taken for damage. */
const largestIndexBytes = 64 * 2 ** 20;

/** Reads the index (`moov`) of an mp4 file, wherever it lies. Throws `unreadable` when there is none, or no AAC in it. */
export function readMp4Track(source: ByteSource): Mp4Track {
  for (const box of fileBoxes(source)) {
    if (box.type !== 'moov') continue;
    if (box.size > largestIndexBytes) throw new AppError('unreadable', 'the index of the mp4 file is impossibly large');
    source.seek(box.start);
    return trackOf(viewOf(source.take(box.size)));
  }
  throw new AppError('unreadable', 'the mp4 file has no index (moov): it was cut off or never finished');
}

function trackOf(movie: DataView): Mp4Track {
  const track = boxesIn(movie).find(({ type, content }) => type === 'trak' && isSound(content))?.content;
  const table = track && boxAt(track, 'mdia', 'minf', 'stbl');
  if (!track || !table) throw new AppError('unreadable', 'the mp4 file has no sound');
  const timescale = timescaleOf(boxAt(track, 'mdia', 'mdhd')) || 1;
  const edit = firstEdit(boxAt(track, 'edts', 'elst'));
  const movieTimescale = timescaleOf(boxAt(movie, 'mvhd')) || 1;
  const isFragmented = boxAt(movie, 'mvex') !== undefined;
  const listedSeconds = listedDuration(table) / timescale;
  const editedSeconds = edit && edit.duration > 0 ? edit.duration / movieTimescale : null;
  return {
    config: readDecoderConfig(table),
    skipSeconds: edit ? edit.start / timescale : 0,
    durationSeconds: editedSeconds ?? (listedSeconds > 0 ? listedSeconds : null),
    samples: (source) => (isFragmented ? fragmentSamples(source, { movie, track }) : tableSamples(table)),
  };
}

function isSound(track: DataView): boolean {
  const handler = boxAt(track, 'mdia', 'hdlr');
  return handler !== undefined && handler.byteLength >= 12 && typeAt(handler, 8) === 'soun';
}

/** `mdhd` and `mvhd` begin alike; version 1 has dates of 64 bits. */
function timescaleOf(header: DataView | undefined): number {
  const at = header && header.byteLength > 0 && header.getUint8(0) === 1 ? 20 : 12;
  return header && header.byteLength >= at + 4 ? header.getUint32(at) : 0;
}

/** The first edit that plays something: times in the units of the movie (duration) and of the track (start). */
function firstEdit(list: DataView | undefined): { duration: number; start: number } | undefined {
  if (!list || list.byteLength < 8) return undefined;
  const isLong = list.getUint8(0) === 1;
  const size = isLong ? 20 : 12;
  for (let at = 8; at + size <= list.byteLength; at += size) {
    const duration = isLong ? Number(list.getBigUint64(at)) : list.getUint32(at);
    const start = isLong ? Number(list.getBigInt64(at + 8)) : list.getInt32(at + 4);
    if (start >= 0) return { duration, start };
  }
  return undefined;
}

/** Sum of `stts`, in units of the track. */
function listedDuration(table: DataView): number {
  const times = boxAt(table, 'stts');
  let sum = 0;
  for (let at = 8; times && at + 8 <= times.byteLength; at += 8) sum += times.getUint32(at) * times.getUint32(at + 4);
  return sum;
}
