import { AppError } from '../domain/errors.ts';
import { looksBinary } from './decode-text.ts';
import { callAnalyticsReader, contactLensReader } from './formats/amazon.ts';
import { audioReader } from './formats/audio.ts';
import { ccaiReader } from './formats/ccai.ts';
import { conversationReader } from './formats/conversation.ts';
import { csvReader } from './formats/csv.ts';
import { emlReader, mboxReader } from './formats/email.ts';
import { genesysReader } from './formats/genesys.ts';
import { recognitionReader } from './formats/recognition.ts';
import { vconReader } from './formats/vcon.ts';
import { srtReader, webVttReader } from './formats/web-vtt.ts';
import { whatsAppReader } from './formats/whats-app.ts';
import { zendeskReader } from './formats/zendesk.ts';
import type { FormatReader } from './read-source.ts';

/** Every format that can be read, in the order asked; the first among equals wins, so narrow formats stand before broad ones. */
export const readers: readonly FormatReader[] = [
  audioReader,
  vconReader,
  contactLensReader,
  callAnalyticsReader,
  genesysReader,
  ccaiReader,
  zendeskReader,
  recognitionReader,
  conversationReader,
  webVttReader,
  srtReader,
  mboxReader,
  emlReader,
  whatsAppReader,
  csvReader,
];

/**
 * The reader of a file, by what is in it; the name only breaks ties. Throws what the file is when nobody reads it.
 */
export function detectFormat(head: Uint8Array, name: string): FormatReader {
  if (head.length === 0) throw new AppError('unreadable', 'file is empty');
  let best: FormatReader | undefined;
  let confidence = 0;
  for (const reader of readers) {
    const found = reader.detect(head, name);
    if (found > confidence) {
      best = reader;
      confidence = found;
    }
  }
  if (best) return best;
  throw new AppError('unreadable', `no reader for ${describeContent(head)}`);
}

/** The reader a source is configured with (`format:`), whatever the file looks like. */
export function readerFor(format: string): FormatReader {
  const reader = readers.find((candidate) => candidate.format === format);
  if (reader) return reader;
  throw new AppError('bad-workspace', `unknown format ${format}: one of ${readers.map((candidate) => candidate.format).join(', ')}`);
}

const signatures: readonly (readonly [magic: string, name: string])[] = [
  ['PK\u0003\u0004', 'a zip archive: unpack it first'],
  ['%PDF', 'a PDF document'],
  ['\u001f\u008b', 'gzip inside gzip: unpack it first'],
  ['7z\u00bc\u00af', 'a 7-Zip archive: unpack it first'],
  ['Rar!', 'a RAR archive: unpack it first'],
  ['\u0089PNG', 'a PNG picture'],
  ['\u00ff\u00d8\u00ff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['\u007fELF', 'a program'],
  ['MZ', 'a program'],
  ['SQLite format', 'an SQLite database'],
];

function describeContent(head: Uint8Array): string {
  const start = Buffer.from(head.subarray(0, 16)).toString('latin1');
  const known = signatures.find(([magic]) => start.startsWith(magic));
  if (known) return known[1];
  return looksBinary(head) ? 'binary content of an unknown kind' : 'text of an unknown kind';
}
