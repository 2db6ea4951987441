import type { ByteSource } from '../byte-source.ts';
import { boxAt, boxesIn, fileBoxes, viewOf } from './mp4-boxes.ts';
import type { Mp4Sample } from './mp4-track.ts';

/** One fragment's index is small: a few seconds of sound. */
const largestFragmentBytes = 2 ** 20;

/** The frames of one track of a fragmented mp4 (as browsers record): each `moof` lists those of the `mdat` behind it. */
export function* fragmentSamples(source: ByteSource, { movie, track }: { movie: DataView; track: DataView }): Generator<Mp4Sample> {
  const id = trackId(track);
  const usualSize = defaultSize(movie, id);
  for (const { type, start, size } of fileBoxes(source)) {
    if (type !== 'moof' || size > largestFragmentBytes) continue;
    source.seek(start);
    const fragment = viewOf(source.take(size));
    for (const box of boxesIn(fragment)) if (box.type === 'traf') yield* runSamples(box.content, { id, usualSize, base: start - 8 });
  }
}

/** Track header: the id stands behind two dates of 32 or 64 bits. */
function trackId(track: DataView): number {
  const header = boxAt(track, 'tkhd');
  return header && header.byteLength >= 24 ? header.getUint32(header.getUint8(0) === 1 ? 20 : 12) : 0;
}

function defaultSize(movie: DataView, id: number): number {
  const extends_ = boxAt(movie, 'mvex');
  const defaults =
    extends_ && boxesIn(extends_).find(({ type, content }) => type === 'trex' && content.byteLength >= 24 && content.getUint32(4) === id);
  return defaults ? defaults.content.getUint32(16) : 0;
}

interface Fragment {
  readonly id: number;
  readonly usualSize: number;
  /** Where the `moof` box starts: offsets count from there unless the header names another place. */
  readonly base: number;
}

function* runSamples(fragment: DataView, { id, usualSize, base }: Fragment): Generator<Mp4Sample> {
  const header = boxAt(fragment, 'tfhd');
  if (!header || header.byteLength < 8 || header.getUint32(4) !== id) return;
  const fields = new FieldReader(header, 8);
  const flags = header.getUint32(0) & 0xffffff;
  const start = flags & 0x1 ? fields.long() : base;
  if (flags & 0x2) fields.word();
  if (flags & 0x8) fields.word();
  const size = flags & 0x10 ? fields.word() : usualSize;
  let position = start;
  for (const box of boxesIn(fragment)) {
    if (box.type !== 'trun') continue;
    for (const sample of readRun(box.content, { start, position, size })) {
      yield sample;
      position = sample.position + sample.size;
    }
  }
}

function* readRun(run: DataView, from: { start: number; position: number; size: number }): Generator<Mp4Sample> {
  const fields = new FieldReader(run, 4);
  const flags = run.byteLength >= 4 ? run.getUint32(0) & 0xffffff : 0;
  const count = fields.word();
  let position = flags & 0x1 ? from.start + (fields.word() | 0) : from.position;
  if (flags & 0x4) fields.word();
  for (let sample = 0; sample < count && !fields.ended; sample++) {
    if (flags & 0x100) fields.word();
    const size = flags & 0x200 ? fields.word() : from.size;
    if (flags & 0x400) fields.word();
    if (flags & 0x800) fields.word();
    yield { position, size };
    position += size;
  }
}

/** Numbers one after another; zeros beyond the end. */
class FieldReader {
  readonly #view: DataView;
  #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  get ended(): boolean {
    return this.#at > this.#view.byteLength;
  }

  word(): number {
    const at = this.#at;
    this.#at += 4;
    return this.#at <= this.#view.byteLength ? this.#view.getUint32(at) : 0;
  }

  long(): number {
    return this.word() * 2 ** 32 + this.word();
  }
}
