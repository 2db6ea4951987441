import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { contentHash } from '../../domain/ids.ts';
import type { SearchQuery } from '../content.ts';
import type { PagePosition } from './conversation-query.ts';

const cursorSchema = z.tuple([z.literal(1), z.number().int().nullable(), z.string().regex(/^[0-9a-f]{32}$/), z.string()]);

/**
 * A position in a list, readable only by the search that made it. It carries no right: it is checked against its shape and
 * its search, and its values are bound like any other.
 */
export function writeCursor(query: SearchQuery, { startedAtMs, id }: PagePosition): string {
  return Buffer.from(JSON.stringify([1, startedAtMs, id, searchHash(query)])).toString('base64url');
}

export function readCursor(query: SearchQuery, cursor: string): PagePosition {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw new AppError('bad-request', 'The cursor is not one that this service gave out.');
  const [, startedAtMs, id, hash] = parsed.data;
  if (hash !== searchHash(query)) throw new AppError('bad-request', 'The cursor belongs to another search.');
  return { startedAtMs, id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The page size may change from page to page; what is searched may not. */
function searchHash(query: SearchQuery): string {
  return contentHash({ ...query, cursor: undefined, limit: undefined }).slice(0, 16);
}
