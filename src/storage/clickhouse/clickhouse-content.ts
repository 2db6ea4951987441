import { AppError } from '../../domain/errors.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { Interaction } from '../../domain/interaction.ts';
import type { ContentStore, SearchQuery } from '../content.ts';
import { ConversationQuery, isInteractionId } from './conversation-query.ts';
import { coverage } from './coverage.ts';
import type { ContentEngine } from './engine.ts';
import { facets } from './facets.ts';
import { scan } from './scan.ts';
import { search } from './search.ts';
import { sql } from './sql.ts';
import { createWriter } from './write-interactions.ts';

/** What every operation of the store works with. */
export interface ContentContext {
  readonly engine: ContentEngine;
  readonly tenant: string;
  readonly query: ConversationQuery;
}

/** The content store of one tenant on any ClickHouse. */
export function createClickhouseContent(engine: ContentEngine, tenant: string): ContentStore {
  const context: ContentContext = { engine, tenant, query: new ConversationQuery(tenant) };
  return {
    put: createWriter(context),
    get: (id) => getInteraction(context, id),
    search: async (query) => search(context, checked(query)),
    facets: async (query) => facets(context, checked(query)),
    coverage: async (range) => coverage(context, checked(range)),
    scan: (query) => scan(context, checked(query)),
    close: () => engine.close(),
  };
}

async function getInteraction({ engine, query }: ContentContext, id: InteractionId): Promise<Interaction | null> {
  if (!isInteractionId(id)) return null;
  const [row] = await engine.query<{ document: string; is_deleted: number }>(query.newest(sql`document`, [id]));
  return row === undefined || row.is_deleted === 1 ? null : JSON.parse(row.document);
}

function checked<Query extends Pick<SearchQuery, 'from' | 'to'>>(query: Query): Query {
  for (const field of ['from', 'to'] as const) {
    const value = query[field];
    if (value !== undefined && !Number.isFinite(Date.parse(value))) {
      throw new AppError('bad-request', `\`${field}\` is not an ISO 8601 time.`);
    }
  }
  return query;
}
