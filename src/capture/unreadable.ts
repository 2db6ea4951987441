import { createHash } from 'node:crypto';
import type { SourceFile, Unreadable } from './read-source.ts';

/** What could not be read, for the parking lot. `content` only makes the fingerprint: it is not kept in the item. */
export function unreadable(reason: string, position?: string, content?: string | Uint8Array): Unreadable {
  return {
    kind: 'unreadable',
    reason,
    ...(position === undefined ? {} : { position }),
    ...(content === undefined ? {} : { fingerprint: createHash('sha256').update(content).digest('hex') }),
  };
}

/** The id of a contact whose format carries none: the relative path without extension, never leaving its folder. */
export function externalIdOf(file: Pick<SourceFile, 'relativePath'>): string {
  const segments = file.relativePath.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  const last = segments.pop() ?? 'unnamed';
  return [...segments, withoutExtension(last)].join('/');
}

/** `call-7.vcon.json.gz` → `call-7`. Only extensions that name a format are cut, so `agent-1.2` stays. */
export function withoutExtension(name: string): string {
  return name.replace(/(?:\.(?:gz|json|jsonl|ndjson|vcon|csv|tsv|txt|vtt|srt|eml|mbox|mbx))+$/i, '') || name;
}
