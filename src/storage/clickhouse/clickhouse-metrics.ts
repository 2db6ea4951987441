import type { MetricStore } from '../aggregate.ts';
import { aggregate } from './aggregate.ts';
import { ConversationQuery } from './conversation-query.ts';
import type { ContentEngine } from './engine.ts';

/** The figures of one tenant on the engine that holds its content. The engine is closed by its content store. */
export function createClickhouseMetrics(engine: ContentEngine, tenant: string): MetricStore {
  const context = { engine, tenant, query: new ConversationQuery(tenant) };
  return { aggregate: (query) => aggregate(context, query) };
}
