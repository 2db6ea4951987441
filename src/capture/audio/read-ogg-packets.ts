import type { ByteSource } from './byte-source.ts';

/** No audio packet of a call is near this; a file that claims so is damaged. */
const maxPacketBytes = 65_536;

/**
 * The packets of the first logical stream of an Ogg file (RFC 3533), with the granule position of the page that ends
 * each one. Damaged bytes between pages are skipped.
 */
export function* readOggPackets(source: ByteSource): Generator<{ readonly bytes: Uint8Array; readonly granule: number }> {
  let stream: number | undefined;
  let parts: Uint8Array[] = [];
  for (;;) {
    const page = readPage(source);
    if (!page) return;
    stream ??= page.stream;
    if (page.stream !== stream) continue;
    let offset = 0;
    let start = 0;
    for (const length of page.lacing) {
      offset += length;
      if (length === 255) continue;
      const tail = page.body.subarray(start, offset);
      const bytes = parts.length === 0 ? tail : Buffer.concat([...parts, tail]);
      parts = [];
      start = offset;
      if (bytes.length <= maxPacketBytes) yield { bytes, granule: page.granule };
    }
    if (start < offset && parts.length < 256) parts.push(page.body.slice(start, offset));
  }
}

interface OggPage {
  readonly stream: number;
  readonly granule: number;
  readonly lacing: Uint8Array;
  readonly body: Uint8Array;
}

function readPage(source: ByteSource): OggPage | undefined {
  const start = findCapture(source);
  if (start === undefined) return undefined;
  source.seek(start);
  const header = source.take(27);
  if (header.length < 27) return undefined;
  const view = new DataView(header.buffer, header.byteOffset);
  const lacing = source.take(view.getUint8(26));
  const body = source.take(lacing.reduce((sum, length) => sum + length, 0));
  const granule = view.getUint32(6, true) + view.getInt32(10, true) * 2 ** 32;
  return { stream: view.getUint32(14, true), granule, lacing, body };
}

function findCapture(source: ByteSource): number | undefined {
  for (;;) {
    const base = source.position;
    const window = Buffer.from(source.take(65_536));
    if (window.length < 27) return undefined;
    const found = window.indexOf('OggS', 0, 'latin1');
    if (found >= 0) return base + found;
    source.seek(base + window.length - 3);
  }
}

/** Granule position of the last page, found from the file's end; null when there is none in the last 64 KB. */
export function lastGranule(source: ByteSource): number | null {
  source.seek(Math.max(0, source.size - 65_536));
  const tail = Buffer.from(source.take(65_536));
  const found = tail.lastIndexOf('OggS', tail.length, 'latin1');
  if (found < 0 || found + 14 > tail.length) return null;
  return tail.readUInt32LE(found + 6) + tail.readInt32LE(found + 10) * 2 ** 32;
}
