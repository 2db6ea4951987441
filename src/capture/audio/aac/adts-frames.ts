import type { ByteSource } from '../byte-source.ts';

const headerBytes = 7;
/** Sound that is not there is looked for this far; then the stream has ended. */
const largestGapBytes = 64 * 1024;

export interface AdtsFrame {
  /** The frame without its header. */
  readonly bytes: Uint8Array;
  /** 1 is low complexity. */
  readonly profile: number;
  readonly rateIndex: number;
  /** Raw data blocks inside: one, almost always. */
  readonly blocks: number;
}

/** AAC as a plain stream (ISO/IEC 13818-7): frames that each begin with a header; bytes between them are passed over. */
export function* adtsFrames(source: ByteSource): Generator<AdtsFrame> {
  let gap = 0;
  for (let position = 0; position + headerBytes <= source.size; ) {
    source.seek(position);
    const header = source.take(headerBytes);
    const length = frameLength(header);
    if (length === 0) {
      if (++gap > largestGapBytes) return;
      position++;
      continue;
    }
    gap = 0;
    const [, second = 0, third = 0, , , , seventh = 0] = header;
    const checksum = second & 1 ? 0 : 2;
    const bytes = source.take(length - headerBytes).subarray(checksum);
    yield { bytes, profile: third >> 6, rateIndex: (third >> 2) & 15, blocks: (seventh & 3) + 1 };
    position += length;
  }
}

/** Bytes of the frame with its header; 0 when this is no header. */
function frameLength(header: Uint8Array): number {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = header;
  if (first !== 0xff || (second & 0xf6) !== 0xf0 || ((third >> 2) & 15) > 12) return 0;
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  return length > headerBytes + 2 ? length : 0;
}
