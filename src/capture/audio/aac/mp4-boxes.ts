import { AppError } from '../../../domain/errors.ts';
import type { ByteSource } from '../byte-source.ts';

/** A box of an mp4 file: `size` counts its content, after the header. */
export interface FileBox {
  readonly type: string;
  readonly start: number;
  readonly size: number;
}

/** The outermost boxes, read one header at a time; the last may be cut off or open-ended. */
export function* fileBoxes(source: ByteSource): Generator<FileBox> {
  for (let position = 0; position + 8 <= source.size; ) {
    source.seek(position);
    const header = viewOf(source.take(16));
    const short = header.getUint32(0);
    const long = short === 1 && header.byteLength >= 16 ? Number(header.getBigUint64(8)) : short;
    const headerSize = short === 1 ? 16 : 8;
    const end = short === 0 ? source.size : position + long;
    if (end < position + headerSize) throw new AppError('unreadable', 'the mp4 file has a box of an impossible size');
    yield { type: typeAt(header, 4), start: position + headerSize, size: Math.min(end, source.size) - position - headerSize };
    position = end;
  }
}

/** A box inside another that is in memory. */
export interface Box {
  readonly type: string;
  readonly content: DataView;
}

export function boxesIn(content: DataView, from = 0): Box[] {
  const boxes: Box[] = [];
  for (let position = from; position + 8 <= content.byteLength; ) {
    const size = content.getUint32(position);
    const end = size === 0 ? content.byteLength : position + size;
    if (end < position + 8 || end > content.byteLength) break;
    boxes.push({ type: typeAt(content, position + 4), content: part(content, position + 8, end) });
    position = end;
  }
  return boxes;
}

/** The content of a box reached by a path of types, the first of each. */
export function boxAt(content: DataView, ...path: readonly string[]): DataView | undefined {
  let current: DataView | undefined = content;
  for (const type of path) current = current && boxesIn(current).find((box) => box.type === type)?.content;
  return current;
}

export function part(view: DataView, from: number, to: number): DataView {
  return new DataView(view.buffer, view.byteOffset + from, Math.max(0, to - from));
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function typeAt(view: DataView, position: number): string {
  let type = '';
  for (let index = position; index < position + 4; index++) type += String.fromCharCode(view.getUint8(index));
  return type;
}
