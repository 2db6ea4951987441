import { isUtf8 } from 'node:buffer';

export interface DecodedText {
  readonly text: string;
  /** What had to be mended, in words. */
  readonly warning?: string;
}

export type Utf16 = 'utf-16le' | 'utf-16be';

const windows1252 = new TextDecoder('windows-1252');

/**
 * Bytes of unknown encoding as text; never throws. UTF-8 and UTF-16 are told by their marks or zero bytes; what is
 * not UTF-8 and has no valid multi-byte character is the Windows code page that older tools write.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const wide = detectUtf16(bytes);
  if (wide) return { text: stripMark(new TextDecoder(wide).decode(bytes)) };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return { text: stripMark(buffer.toString('utf8')) };
  const text = buffer.toString('utf8');
  if (!/[\u0080-\uFFFC\uFFFE-\uFFFF]/.test(text)) {
    return { text: windows1252.decode(bytes), warning: 'text is not UTF-8: read as Windows-1252' };
  }
  return { text: stripMark(text), warning: 'text has bytes that are not UTF-8: each shown as \uFFFD' };
}

/** Byte order mark, or zero bytes on every other place among the first hundred. */
export function detectUtf16(bytes: Uint8Array): Utf16 | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const length = Math.min(bytes.length - (bytes.length % 2), 100);
  if (length < 4) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) evenZeros += 1;
    if (bytes[index + 1] === 0) oddZeros += 1;
  }
  const most = (length / 2) * 0.8;
  if (oddZeros >= most && evenZeros === 0) return 'utf-16le';
  if (evenZeros >= most && oddZeros === 0) return 'utf-16be';
  return null;
}

/** Zero bytes and control characters are in no text format. */
export function looksBinary(head: Uint8Array): boolean {
  if (detectUtf16(head)) return false;
  let control = 0;
  for (const byte of head) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) control += 1;
  }
  return control > Math.max(2, head.length / 100);
}

function stripMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
