import type { FastifyInstance } from 'fastify';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function insightRoutes(app: FastifyInstance, { insights, feed, voices, workspaceFile }: HttpDependencies): void {
  serve(app, 'POST /v1/insights/run', async ({ body }) => {
    const items = await insights.run(body.asOf);
    await feed.record(items, body.asOf);
    return { items };
  });

  serve(app, 'POST /v1/insights/replay', async ({ body }) => ({ items: await Array.fromAsync(insights.replay(body)) }));

  serve(app, 'POST /v1/insights/tune', async ({ body: { asOf, falsePerWeek, write } }) => {
    const tuning = await insights.tune(asOf, falsePerWeek);
    if (write) {
      const { mark } = await workspaceFile.read();
      await workspaceFile.change({ path: 'insights.leastZ', value: tuning.chosen.leastZ, mark });
    }
    return { ...tuning, written: write };
  });

  serve(app, 'GET /v1/voices', async ({ query }) => ({ items: await voices(query) }));
}
