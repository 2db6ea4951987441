import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Media } from '../domain/interaction.ts';
import type { BlobStore } from './blobs.ts';
import type { PlainFiles } from './plain-files.ts';

/** A recording as it may be heard. */
export interface PlayableRecording {
  /** Changes when what may be heard changes. */
  readonly tag: string;
  readonly size: number;
  /** Null: as it came, so its own name says. */
  readonly mediaType: string | null;
  read(range?: { readonly start: number; readonly end: number }): Readable;
}

export interface PlayableRecordings {
  /** Null when the recording is not kept here. */
  open(media: Media): Promise<PlayableRecording | null>;
  close(): Promise<void>;
}

export interface PlayableOptions {
  readonly blobs: Pick<BlobStore, 'has' | 'size' | 'read'>;
  readonly withPlainFile: PlainFiles['withPlainFile'];
  /** For masked copies; belongs to this process alone, inside a folder that is emptied at start. */
  readonly folder: string;
  /** Writes a copy that is silent where masked to `to`; gives its size in bytes. */
  readonly mask: (request: { readonly from: string; readonly to: string; readonly masks: NonNullable<Media['masks']> }) => Promise<number>;
}

/** Masked copies kept for the next range of the same recording; a player asks for many ranges, a reviewer hears few calls at once. */
const mostCopies = 12;

interface MaskedCopy {
  readonly path: string;
  readonly size: number;
}

/**
 * Originals stay sealed and whole. What is played or handed out is silent where redaction took the words: a copy is made
 * when somebody first asks and thrown away when others took its place.
 */
export function openPlayableRecordings({ blobs, withPlainFile, folder, mask }: PlayableOptions): PlayableRecordings {
  const copies = new Map<string, Promise<MaskedCopy>>();
  const make = async (media: Media, masks: NonNullable<Media['masks']>): Promise<MaskedCopy> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${randomUUID()}.wav`);
    const size = await withPlainFile(media.blob, (from) => mask({ from, to: path, masks }));
    return { path, size };
  };
  const copyOf = (tag: string, media: Media, masks: NonNullable<Media['masks']>): Promise<MaskedCopy> => {
    const known = copies.get(tag);
    const copy = known ?? make(media, masks);
    copies.delete(tag);
    copies.set(tag, copy);
    if (known === undefined) copy.catch(() => copies.delete(tag));
    for (const old of [...copies.keys()].slice(0, -mostCopies)) void forget(copies, old);
    return copy;
  };
  return {
    async open(media) {
      if (!(await blobs.has(media.blob))) return null;
      const { masks = [] } = media;
      if (masks.length === 0) {
        return { tag: media.blob, size: await blobs.size(media.blob), mediaType: null, read: (range) => blobs.read(media.blob, range) };
      }
      const tag = createHash('sha256')
        .update(JSON.stringify([media.blob, masks]))
        .digest('hex');
      const { path, size } = await copyOf(tag, media, masks);
      return {
        tag,
        size,
        mediaType: 'audio/wav',
        read: (range) => createReadStream(path, range && { start: range.start, end: range.end - 1 }),
      };
    },
    async close() {
      await Promise.all([...copies.keys()].map((tag) => forget(copies, tag)));
    },
  };
}

/** A stream that is being read keeps its file until it ends. */
async function forget(copies: Map<string, Promise<MaskedCopy>>, tag: string): Promise<void> {
  const copy = await copies.get(tag)?.catch(() => null);
  copies.delete(tag);
  if (copy) await rm(copy.path, { force: true });
}
