import type { FastifyInstance } from 'fastify';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function insightRoutes(app: FastifyInstance, { insights, feed, voices }: HttpDependencies): void {
  serve(app, 'POST /v1/insights/run', async ({ body }) => {
    const items = await insights.run(body.asOf);
    await feed.record(items, body.asOf);
    return { items };
  });

  serve(app, 'POST /v1/insights/replay', async ({ body }) => ({ items: await Array.fromAsync(insights.replay(body)) }));

  serve(app, 'GET /v1/voices', async ({ query }) => ({ items: await voices(query) }));
}
