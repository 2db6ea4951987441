import type { InteractionId } from '../../domain/ids.ts';
import type { Direction } from '../../domain/vocabulary.ts';
import type { ContactRow, ReadingFilter, ReadingOptions, ReadingRow, ReadingStore, WordGroups } from '../readings.ts';
import { time } from './conversation-query.ts';
import type { ContentEngine } from './engine.ts';
import { type Cell, cellWriter, RowBinaryWriter } from './row-binary.ts';
import { RowBinaryReader } from './row-binary-reader.ts';
import { type ContentTable, contentTables } from './schema.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

/** Conversations of one stretch of ids: some ten megabytes. */
const stretchSize = 4000;
/** Ids of one statement. */
const idsAtOnce = 5000;

function readingColumns(facts: boolean): Sql {
  return sql`interaction, version, toUnixTimestamp64Milli(started_at), profile, frame, ${facts ? sql`facts` : sql`''`}, tokeniser, token_ids`;
}

/** What rules read, of one tenant on any ClickHouse. */
export function createClickhouseReadings(engine: ContentEngine, tenant: string): ReadingStore {
  const own = (condition: Sql) => sql`FROM readings FINAL WHERE tenant = ${bind('String', tenant)} AND (${condition})`;
  const read = async (condition: Sql, { facts = true }: ReadingOptions) =>
    readRows(await engine.queryBytes(sql`SELECT ${readingColumns(facts)} ${own(condition)} ORDER BY interaction`));
  return {
    async words(tokeniser) {
      const rows = await engine.query<{ word: string }>(
        sql`SELECT any(word) AS word FROM words WHERE tenant = ${bind('String', tenant)} AND tokeniser = ${bind('String', tokeniser)} GROUP BY place ORDER BY place`,
      );
      return rows.map(({ word }) => word);
    },
    addWords: (tokeniser, first, words) =>
      insertRows(
        engine,
        'words',
        words.map((word, index) => ({ tenant, tokeniser, place: first + index, word })),
      ),
    put: (batch) =>
      insertRows(
        engine,
        'readings',
        batch.map((row) => ({ ...cellsOf(row), tenant })),
      ),
    async *scan(filter, after = '') {
      const [row] = await engine.query<{ total: string }>(sql`SELECT count() AS total ${own(sql`1`)}`);
      const stretches = stretchesOf(Number(row?.total ?? 0)).filter(({ to }) => to > after);
      const load = (stretch: { from: string; to: string } | undefined) =>
        stretch === undefined
          ? null
          : read(
              joinSql(
                [
                  sql`interaction >= ${bind('String', stretch.from)}`,
                  sql`interaction < ${bind('String', stretch.to)}`,
                  sql`interaction > ${bind('String', after)}`,
                  within(filter),
                ],
                ' AND ',
              ),
              filter,
            );
      // The engine reads the next stretch on its own threads while this one is judged here.
      let next = load(stretches[0]);
      for (const index of stretches.keys()) {
        const rows = await next;
        next = load(stretches[index + 1]);
        next?.catch(() => undefined);
        if (rows !== null && rows.length > 0) yield rows;
      }
    },
    async get(ids, options = {}) {
      const found: ReadingRow[] = [];
      for (let from = 0; from < ids.length; from += idsAtOnce)
        found.push(...(await read(sql`interaction IN ${bind('Array(String)', ids.slice(from, from + idsAtOnce))}`, options)));
      return found;
    },
    async holding(groups, { alone, tokeniser, ...filter }) {
      const held = sql`SELECT interaction FROM interactions WHERE tenant = ${bind('String', tenant)} AND (${groupsSql(groups)})`;
      const others = sql`profile = ${bind('String', alone)} OR tokeniser != ${bind('String', tokeniser)}`;
      const rows = await engine.queryBytes(
        sql`SELECT interaction ${own(sql`(interaction IN (${held}) OR ${others}) AND ${within(filter)}`)} ORDER BY interaction`,
      );
      const reader = new RowBinaryReader(rows);
      const ids: InteractionId[] = [];
      while (!reader.atEnd) ids.push(reader.fixed(32) as InteractionId);
      return ids;
    },
    async profiles(filter) {
      const rows = await engine.query<{ profile: string; count: string; example: InteractionId }>(
        sql`SELECT profile, count() AS count, any(interaction) AS example ${own(within(filter))} GROUP BY profile`,
      );
      return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
    },
    async contacts(ids) {
      const contacts = new Map<string, ContactRow>();
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const wanted = bind('Array(String)', ids.slice(from, from + idsAtOnce));
        const rows = await engine.query<ContactCells>(
          sql`SELECT ${contactColumns} FROM interactions FINAL WHERE tenant = ${bind('String', tenant)} AND (interaction IN ${wanted}
            OR hasAny(customer_keys, (SELECT groupUniqArrayArray(customer_keys) FROM interactions
              WHERE tenant = ${bind('String', tenant)} AND interaction IN ${wanted})))`,
        );
        for (const row of rows) contacts.set(row.interaction, contactOf(row));
      }
      return [...contacts.values()];
    },
    async texts(ids) {
      const texts = new Map<string, readonly string[]>();
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const wanted = bind('Array(String)', ids.slice(from, from + idsAtOnce));
        const rows = await engine.queryBytes(
          sql`SELECT interaction, turn_text FROM interactions WHERE tenant = ${bind('String', tenant)} AND interaction IN ${wanted}
            ORDER BY interaction, version DESC LIMIT 1 BY interaction`,
        );
        const reader = new RowBinaryReader(rows);
        while (!reader.atEnd) texts.set(reader.fixed(32), reader.texts());
      }
      return texts;
    },
  };
}

interface ContactCells {
  readonly interaction: InteractionId;
  readonly customer_keys: readonly string[];
  readonly started_ms: string | null;
  readonly channel: ContactRow['channel'];
  readonly direction: string;
  readonly attempt: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly attribute_numbers: Readonly<Record<string, number>>;
  readonly driver: string;
}

const contactColumns = sql`interaction, customer_keys, toUnixTimestamp64Milli(started_at) AS started_ms, channel, direction,
  (NOT has(turn_role, 'customer') OR has(leg_kind, 'voicemail')) AS attempt, attributes, attribute_numbers, reason AS driver`;

function contactOf(row: ContactCells): ContactRow {
  return {
    id: row.interaction,
    keys: row.customer_keys,
    startedAt: row.started_ms === null ? null : new Date(Number(row.started_ms)).toISOString(),
    channel: row.channel,
    direction: row.direction === '' ? null : (row.direction as Direction),
    attempt: row.attempt === 1,
    attributes: { ...row.attributes, ...row.attribute_numbers },
    driver: row.attributes.driver ?? (row.driver === '' ? null : row.driver),
  };
}

function readRows(bytes: Buffer): ReadingRow[] {
  const reader = new RowBinaryReader(bytes);
  const rows: ReadingRow[] = [];
  while (!reader.atEnd) {
    const id = reader.fixed(32) as InteractionId;
    const version = reader.uint32();
    const startedMs = reader.nullableInt64();
    const [profile, frame, facts, tokeniser] = [reader.text(), reader.text(), reader.text(), reader.text()];
    const startedAt = startedMs === null ? null : new Date(startedMs).toISOString();
    rows.push({ id, version, startedAt, profile, frame, facts, tokeniser, tokens: reader.bytes() });
  }
  return rows;
}

function cellsOf({ id, version, startedAt, profile, frame, facts, tokeniser, tokens }: ReadingRow): Readonly<Record<string, Cell>> {
  const started = startedAt === null ? null : Date.parse(startedAt);
  return { interaction: id, version, started_at: started, profile, frame, facts, tokeniser, token_ids: tokens };
}

/** Ids are hashes, so stretches of equal width hold about as many conversations each. */
function stretchesOf(total: number): { from: string; to: string }[] {
  const digits = Math.max(0, Math.ceil(Math.log(Math.max(1, total / stretchSize)) / Math.log(16)));
  const count = 16 ** digits;
  const name = (index: number) => (index === count ? 'g' : index.toString(16).padStart(digits, '0')).padEnd(32, '0');
  return Array.from({ length: count }, (_, index) => ({ from: digits === 0 ? ''.padEnd(32, '0') : name(index), to: name(index + 1) }));
}

function within({ from, to }: ReadingFilter): Sql {
  const bounds = [sql`1`];
  if (from !== undefined) bounds.push(sql`started_at >= ${time(from)}`);
  if (to !== undefined) bounds.push(sql`started_at < ${time(to)}`);
  return joinSql(bounds, ' AND ');
}

function groupsSql(groups: WordGroups): Sql {
  if (groups.length === 0) return sql`0`;
  const place = (words: readonly string[]) => sql`hasAnyTokens(search_text, ${bind('Array(String)', words)})`;
  return joinSql(
    groups.map((group) => sql`(${joinSql(group.map(place), ' AND ')})`),
    ' OR ',
  );
}

/** Rows of a table in the order of its columns; columns that no row names take the engine's default. */
export async function insertRows(
  engine: ContentEngine,
  table: ContentTable,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = contentTables[table].columns.filter(({ name }) => name in first);
  const writers = columns.map(({ name, type }) => ({ name, write: cellWriter(type) }));
  const writer = new RowBinaryWriter();
  for (const row of rows) for (const { name, write } of writers) write(writer, row[name] ?? null);
  await engine.insert(
    table,
    columns.map(({ name }) => name),
    writer.take(),
  );
}
