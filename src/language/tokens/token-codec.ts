import { AppError } from '../../domain/errors.ts';
import type { Dictionary } from './dictionary.ts';
import { TokenBuffer, tokenize } from './tokenize.ts';

/**
 * Token ids of a turn as bytes: LEB128, seven bits a byte. Ids are given in order of first appearance, so the frequent
 * words are short: about 1.3 bytes a word on English calls.
 */
export function encodeTokens(text: string, dictionary: Dictionary): Uint8Array {
  const buffer = new TokenBuffer();
  tokenize(text, dictionary, buffer);
  return encodeTokenIds(buffer.ids, buffer.length);
}

export function encodeTokenIds(ids: Readonly<Int32Array>, count: number): Uint8Array {
  const bytes = new Uint8Array(count * 3);
  let at = 0;
  for (let index = 0; index < count; index++) {
    let id = ids[index] ?? 0;
    while (id >= 0x80) {
      bytes[at++] = (id & 0x7f) | 0x80;
      id >>>= 7;
    }
    bytes[at++] = id;
  }
  return bytes.slice(0, at);
}

/** Reads ids into `into` from `offset` on and returns the next free place; `into` must have one place per byte. */
export function decodeTokens(bytes: Uint8Array, into: Int32Array, offset = 0): number {
  if (into.length - offset < bytes.length) throw new AppError('internal', 'decodeTokens needs one place per byte');
  let at = offset;
  for (let index = 0; index < bytes.length; index++) {
    let byte = bytes[index] ?? 0;
    let id = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[++index] ?? 0;
      id |= (byte & 0x7f) << shift;
    }
    into[at++] = id;
  }
  return at;
}
