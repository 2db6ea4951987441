import { AppError } from '../../../domain/errors.ts';
import { boxAt, boxesIn, part } from './mp4-boxes.ts';

/** Bytes of a sound sample entry before its own boxes, by QuickTime version. */
const entryHeader: Readonly<Record<number, number>> = { 0: 28, 1: 44, 2: 64 };
/** Object types that are AAC: MPEG-4 audio, and MPEG-2 AAC in its three profiles. */
const aacObjectTypes = new Set([0x40, 0x66, 0x67, 0x68]);

/** The AudioSpecificConfig inside `stsd` → `mp4a` → `esds`. Throws when the track is not AAC, naming what it is. */
export function readDecoderConfig(table: DataView): Uint8Array {
  const descriptions = boxAt(table, 'stsd');
  const entry = descriptions && boxesIn(descriptions, 8)[0];
  if (entry?.type !== 'mp4a') throw new AppError('unreadable', `the sound of the mp4 file is ${printable(entry?.type)}, not AAC`);
  const version = entry.content.byteLength >= 10 ? entry.content.getUint16(8) : 0;
  const inner = part(entry.content, entryHeader[version] ?? 28, entry.content.byteLength);
  const descriptor = boxAt(inner, 'esds') ?? boxAt(inner, 'wave', 'esds');
  const config = descriptor && decoderConfig(part(descriptor, 4, descriptor.byteLength));
  if (!config) throw new AppError('unreadable', 'the mp4 file does not say how its sound is coded');
  return new Uint8Array(config.buffer, config.byteOffset, config.byteLength);
}

/** ES_Descriptor (tag 3) → DecoderConfigDescriptor (tag 4) → DecoderSpecificInfo (tag 5), ISO/IEC 14496-1. */
function decoderConfig(descriptors: DataView): DataView | undefined {
  const stream = descriptorOf(descriptors, 3);
  if (!stream || stream.byteLength < 3) return undefined;
  const flags = stream.getUint8(2);
  const urlLength = flags & 0x40 && stream.byteLength > 3 ? 1 + stream.getUint8(3) : 0;
  const decoder = descriptorOf(part(stream, 3 + (flags & 0x80 ? 2 : 0) + urlLength + (flags & 0x20 ? 2 : 0), stream.byteLength), 4);
  if (!decoder || decoder.byteLength < 13) return undefined;
  if (!aacObjectTypes.has(decoder.getUint8(0))) throw new AppError('unreadable', 'the sound of the mp4 file is not AAC');
  return descriptorOf(part(decoder, 13, decoder.byteLength), 5);
}

/** The content of the first descriptor of a tag; lengths come in groups of seven bits. */
function descriptorOf(view: DataView, tag: number): DataView | undefined {
  for (let at = 0; at + 2 <= view.byteLength; ) {
    const found = view.getUint8(at++);
    let length = 0;
    for (let goesOn = true; goesOn && at < view.byteLength; at++) {
      length = length * 128 + (view.getUint8(at) & 0x7f);
      goesOn = (view.getUint8(at) & 0x80) !== 0;
    }
    const end = Math.min(view.byteLength, at + length);
    if (found === tag) return part(view, at, end);
    at = end;
  }
  return undefined;
}

function printable(type: string | undefined): string {
  return type && /^[\w .-]{4}$/.test(type) ? type.trim() : 'of an unknown kind';
}
