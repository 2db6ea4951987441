import type { Span } from '../../domain/span.ts';
import type { SearchHit, SearchPage, SearchQuery } from '../content.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { after, listOrder } from './conversation-query.ts';
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
  readonly turns: string;
  readonly opening: string;
  readonly opening_at: number;
  readonly opening_role: string;
}

interface TextRow {
  readonly interaction: string;
  readonly turn_role: readonly string[];
  readonly turn_text: readonly string[];
}

/** The opening is what the customer said first, else whoever did. */
const hitColumns = sql`interaction, external_id, source, channel, toUnixTimestamp64Milli(started_at) AS started_ms, duration_ms, agents,
  queue, state, state_reason, language, length(turn_text) AS turns,
  greatest(indexOf(turn_role, 'customer'), 1) AS opening_at, turn_role[opening_at] AS opening_role,
  substringUTF8(turn_text[opening_at], 1, ${bind('UInt32', snippetLength)}) AS opening`;

export async function search(context: ContentContext, query: SearchQuery): Promise<SearchPage> {
  const limit = Math.min(Math.max(1, Math.trunc(query.limit ?? defaultLimit)), maxLimit);
  const position = query.cursor === undefined ? null : readCursor(query, query.cursor);
  const where = context.query.where(query);
  const start = position === null ? sql`1` : after(position);
  const [rows, totals] = await Promise.all([
    context.engine.query<HitRow>(
      context.query.interactions(hitColumns, joinSql([where, start], ' AND '), sql`${listOrder} LIMIT ${bind('UInt32', limit + 1)}`),
    ),
    context.engine.query<{ total: string }>(context.query.interactions(sql`count() AS total`, where)),
  ]);
  const shown = rows.slice(0, limit);
  const snippets = await snippetsOf(context, shown, parseSearch(query.text ?? '').required);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map((row) => toHit(row, snippets.get(row.interaction))),
    total: Number(totals[0]?.total ?? 0),
    nextCursor: more ? writeCursor(query, { startedAtMs: numberOrNull(last.started_ms), id: last.interaction }) : null,
  };
}

function toHit(row: HitRow, snippets: SearchHit['snippets'] | undefined): SearchHit {
  const opening = { turn: Number(row.opening_at) - 1, role: row.opening_role, text: row.opening, marks: [] };
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
    turns: Number(row.turns),
    state: row.state,
    stateReason: row.state_reason === '' ? null : row.state_reason,
    language: row.language === '' ? null : row.language,
    snippets: snippets ?? (row.opening === '' ? [] : [opening]),
  };
}

/** The first turns of each hit that hold a searched word, with its places; a search without words shows openings. */
async function snippetsOf(
  { engine, query }: ContentContext,
  rows: readonly HitRow[],
  terms: readonly SearchTerm[],
): Promise<ReadonlyMap<string, SearchHit['snippets']>> {
  if (rows.length === 0 || terms.length === 0) return new Map();
  const ids = bind(
    'Array(String)',
    rows.map(({ interaction }) => interaction),
  );
  const texts = await engine.query<TextRow>(query.interactions(sql`interaction, turn_role, turn_text`, sql`interaction IN ${ids}`));
  return new Map(texts.map((row) => [row.interaction, matchingTurns(row, terms)]));
}

function matchingTurns({ turn_role: roles, turn_text: texts }: TextRow, terms: readonly SearchTerm[]): SearchHit['snippets'] {
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
