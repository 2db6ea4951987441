import type { Span } from '../../domain/span.ts';
import type { SearchHit, SearchPage, SearchQuery } from '../content.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { after, listOrder, type PagePosition } from './conversation-query.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { markTerms, parseSearch, type SearchTerm } from './parse-search.ts';
import { searchText } from './search-text.ts';
import { bind, joinSql, sql } from './sql.ts';

const defaultLimit = 50;
const maxLimit = 500;
const snippetsPerHit = 3;
/** Characters of a turn shown in a list, placed around the first mark. */
const snippetLength = 300;

interface HitRow {
  readonly interaction: string;
  readonly external_id: string;
  readonly source: string;
  readonly channel: SearchHit['channel'];
  readonly started_ms: string | null;
  readonly duration_ms: string | null;
  readonly agents: readonly string[];
  readonly queue: string;
  readonly state: string;
  readonly state_reason: string;
  readonly language: string;
  readonly turn_count: number;
  readonly reason: string;
  readonly sentiment: number | null;
  readonly opening: string;
  readonly opening_turn: number;
  readonly opening_role: string;
  readonly roles: readonly string[];
  readonly texts: readonly string[];
}

/** A place in the list, found by narrow columns alone: what a hit shows is read for the shown ones only. */
interface ListedRow {
  readonly interaction: string;
  readonly started_ms: string | null;
}

const listedColumns = sql`interaction, toUnixTimestamp64Milli(started_at) AS started_ms`;

/** Whole turns are read only to look for words in them. */
function hitColumns(withTurns: boolean) {
  const turns = withTurns ? sql`turn_role AS roles, turn_text AS texts` : sql`[] AS roles, [] AS texts`;
  return sql`${listedColumns}, external_id, source, channel, duration_ms, agents, queue, state, state_reason, language,
    turn_count, reason, if(mapContains(measures, 'sentiment.customer.mean'), measures['sentiment.customer.mean'], NULL) AS sentiment, opening_turn, opening_role, opening, ${turns}`;
}

export async function search(context: ContentContext, query: SearchQuery): Promise<SearchPage> {
  const limit = Math.min(Math.max(1, Math.trunc(query.limit ?? defaultLimit)), maxLimit);
  const position = query.cursor === undefined ? null : readCursor(query, query.cursor);
  const { rows, total } = await listPage(context, query, { position, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await readHits(context, shown, parseSearch(query.text ?? '').required),
    total,
    nextCursor:
      rows.length > limit && last ? writeCursor(query, { startedAtMs: numberOrNull(last.started_ms), id: last.interaction }) : null,
  };
}

/** Later pages count everything that matches, not what is left of it. */
async function listPage(
  { engine, query }: ContentContext,
  search: SearchQuery,
  { position, limit }: { readonly position: PagePosition | null; readonly limit: number },
): Promise<{ rows: readonly ListedRow[]; total: number }> {
  const where = query.where(search);
  const tail = sql`${listOrder} LIMIT ${bind('UInt32', limit)}`;
  if (position === null) return engine.queryPage<ListedRow>(query.interactions(listedColumns, where, tail));
  const [rows, totals] = await Promise.all([
    engine.query<ListedRow>(query.interactions(listedColumns, joinSql([where, after(position)], ' AND '), tail)),
    engine.query<{ total: string }>(query.interactions(sql`count() AS total`, where)),
  ]);
  return { rows, total: Number(totals[0]?.total ?? 0) };
}

async function readHits(
  { engine, query }: ContentContext,
  listed: readonly ListedRow[],
  terms: readonly SearchTerm[],
): Promise<SearchHit[]> {
  if (listed.length === 0) return [];
  const ids = listed.map(({ interaction }) => interaction);
  const rows = await engine.query<HitRow>(query.newest(hitColumns(terms.length > 0), ids));
  const byId = new Map(rows.map((row) => [row.interaction, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [toHit(row, terms)];
  });
}

/** Without words to look for, or where they stand in no turn that is shown, the opening is the snippet. */
function toHit(row: HitRow, terms: readonly SearchTerm[]): SearchHit {
  const snippets = matchingTurns(row, terms);
  const opening = { turn: row.opening_turn, role: row.opening_role, text: row.opening, marks: [] };
  const startedMs = numberOrNull(row.started_ms);
  return {
    id: row.interaction as SearchHit['id'],
    externalId: row.external_id,
    source: row.source,
    channel: row.channel,
    startedAt: startedMs === null ? null : new Date(startedMs).toISOString(),
    durationMs: numberOrNull(row.duration_ms),
    agents: row.agents,
    queue: row.queue === '' ? null : row.queue,
    turns: row.turn_count,
    state: row.state,
    stateReason: row.state_reason === '' ? null : row.state_reason,
    language: row.language === '' ? null : row.language,
    sentiment: row.sentiment,
    reason: row.reason === '' ? null : row.reason,
    snippets: snippets.length > 0 || row.opening === '' ? snippets : [opening],
  };
}

/** The first turns that hold a searched word, with its places. */
function matchingTurns({ roles, texts }: HitRow, terms: readonly SearchTerm[]): SearchHit['snippets'] {
  const snippets: SearchHit['snippets'][number][] = [];
  const needles = terms.map((term) => ` ${term.join(' ')} `);
  for (const [turn, text] of texts.entries()) {
    const searched = searchText(text);
    if (!needles.some((needle) => searched.includes(needle))) continue;
    snippets.push({ turn, role: roles[turn] ?? 'unknown', ...excerpt(text, markTerms(turn, text, terms)) });
    if (snippets.length === snippetsPerHit) break;
  }
  return snippets;
}

/** A long turn is cut to its neighbourhood of the first mark; marks are offsets in the text shown. */
function excerpt(text: string, marks: readonly Span[]): { text: string; marks: Span[] } {
  const from = text.length <= snippetLength ? 0 : Math.max(0, (marks[0]?.start ?? 0) - snippetLength / 3);
  const start = Math.floor(from);
  const shown = text.slice(start, start + snippetLength).toWellFormed();
  const inside = marks.filter((mark) => mark.start >= start && mark.end <= start + shown.length);
  return { text: shown, marks: inside.map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start })) };
}

function numberOrNull(value: string | null): number | null {
  return value === null ? null : Number(value);
}
