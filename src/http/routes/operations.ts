import type { FastifyInstance } from 'fastify';
import { AppError } from '../../domain/errors.ts';
import type { SourceStatus } from '../../storage/records.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function operationRoutes(app: FastifyInstance, { content, records, line }: HttpDependencies): void {
  serve(app, 'GET /v1/sources', async () => {
    const sources = await records.captures.sources();
    return { items: sources.map((source) => ({ ...source, lagMs: lagOf(source) })) };
  });

  serve(app, 'GET /v1/parked', async () => {
    const parked = await records.parking.list();
    return { items: parked.map(({ originBlob: _kept, ...item }) => item) };
  });

  serve(app, 'POST /v1/parked/{id}/retry', async ({ params }) => {
    const parked = await records.parking.get(params.id);
    if (!parked) throw new AppError('not-found', 'There is no parked item with this id.');
    return { outcome: await line.retry(parked.id) };
  });

  serve(app, 'GET /v1/metadata/unmatched', async () => {
    const rows = await records.metadata.unmatched();
    return { items: rows.map(({ id, source, join }) => ({ id, source, join })) };
  });

  serve(app, 'GET /v1/coverage', async ({ query }) => ({ items: await content.coverage(query) }));
}

/** How far behind the newest contact was when the source was last seen; clocks that run ahead count as none. */
function lagOf({ lastSeenAt, newestStartedAt }: SourceStatus): number | null {
  if (lastSeenAt === null || newestStartedAt === null) return null;
  return Math.max(0, Date.parse(lastSeenAt) - Date.parse(newestStartedAt));
}
