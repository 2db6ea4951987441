import type { Interaction } from '../../domain/interaction.ts';
import type { SearchQuery } from '../content.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

/** Conversations in memory at once. */
const pageSize = 200;

/**
 * Walks the id space in equal ranges of about half a page each: ids are hashes, so each range reads its own stretch of the
 * primary key and the whole scan reads every row once. A fuller range takes further pages.
 */
export async function* scan(context: ContentContext, search: SearchQuery): AsyncIterable<Interaction> {
  const where = context.query.where(search);
  const [counted] = await context.engine.query<{ total: string }>(context.query.interactions(sql`count() AS total`, where));
  let after = '';
  for (const upTo of upperBounds(Number(counted?.total ?? 0))) {
    for (;;) {
      const page = await readPage(context, where, { after, upTo });
      for (const { document } of page) yield JSON.parse(document);
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) break;
      after = last.interaction;
    }
    after = upTo;
  }
}

async function readPage(
  { engine, query }: ContentContext,
  where: Sql,
  range: { readonly after: string; readonly upTo: string },
): Promise<readonly { interaction: string; document: string }[]> {
  const inside = sql`interaction > ${bind('String', range.after)} AND interaction <= ${bind('String', range.upTo)}`;
  const tail = sql`ORDER BY interaction LIMIT ${bind('UInt32', pageSize)}`;
  return engine.query(query.interactions(sql`interaction, document`, joinSql([inside, where], ' AND '), tail));
}

/** Last ids of 1, 16, 256 … ranges, enough that one holds about half a page. */
function upperBounds(total: number): string[] {
  let digits = 0;
  while (16 ** digits * (pageSize / 2) < total && digits < 5) digits += 1;
  return Array.from({ length: 16 ** digits }, (_, index) => (digits === 0 ? '' : index.toString(16).padStart(digits, '0')).padEnd(32, 'f'));
}
