import type { Interaction } from '../../domain/interaction.ts';
import type { SearchQuery } from '../content.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

/** Ids looked up at once: some hundred kilobytes. */
const idsPerLookup = 10_000;
/** Text of the conversations in memory at once; a page of long calls holds few, a page of chats thousands. */
const pageCharacters = 16 * 1024 * 1024;
const firstPage = 200;
const largestPage = 4000;

/**
 * Finds the matching ids by the narrow columns, then reads their documents in runs of neighbouring ids, each from its own
 * stretch of the primary key. Memory does not depend on how many match.
 */
export async function* scan(context: ContentContext, search: SearchQuery): AsyncIterable<Interaction> {
  const where = context.query.where(search);
  let pageSize = firstPage;
  for (let after = ''; ; ) {
    const found = await findIds(context, where, after);
    for (let start = 0; start < found.length; ) {
      const page = found.slice(start, start + pageSize);
      start += page.length;
      const documents = await readDocuments(context, page);
      for (const document of documents) yield JSON.parse(document);
      const characters = documents.reduce((sum, document) => sum + document.length, 1);
      pageSize = Math.min(Math.max(1, Math.floor((page.length * pageCharacters) / characters)), largestPage);
    }
    const last = found.at(-1);
    if (last === undefined || found.length < idsPerLookup) return;
    after = last;
  }
}

async function findIds({ engine, query }: ContentContext, where: Sql, after: string): Promise<readonly string[]> {
  const condition = joinSql([sql`interaction > ${bind('String', after)}`, where], ' AND ');
  const tail = sql`ORDER BY interaction LIMIT ${bind('UInt32', idsPerLookup)}`;
  const rows = await engine.query<{ interaction: string }>(query.interactions(sql`interaction`, condition, tail));
  return rows.map(({ interaction }) => interaction);
}

/** In the order of ids. A conversation that a newer version has replaced since it was found is given in the newer one. */
async function readDocuments({ engine, query }: ContentContext, ids: readonly string[]): Promise<string[]> {
  const rows = await engine.query<{ document: string; is_deleted: number }>(query.newest(sql`document`, ids));
  return rows.filter((row) => row.is_deleted === 0).map((row) => row.document);
}
