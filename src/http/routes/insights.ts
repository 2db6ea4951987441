import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { DriverModel } from '../../analytics/drivers/driver-model.ts';
import { AppError } from '../../domain/errors.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function insightRoutes(app: FastifyInstance, { insights, drivers, feed }: HttpDependencies): void {
  serve(app, 'POST /v1/insights/run', async ({ body }) => {
    const items = await insights.run(body.asOf);
    await feed.record(items, body.asOf);
    return { items };
  });

  serve(app, 'POST /v1/insights/replay', async ({ body }) => ({ items: await Array.fromAsync(insights.replay(body)) }));

  serve(app, 'GET /v1/drivers', async () => shown(await drivers.current()));

  serve(app, 'POST /v1/drivers/fit', async ({ body }) => shown(await drivers.refit(body.asOf)));

  serve(app, 'POST /v1/drivers/{id}', async ({ params, body }) => shown(await drivers.rename(params.id, body.name)));

  serve(app, 'GET /v1/drivers/assignments', async (_input, { reply }) => {
    const lines = async function* () {
      for await (const assignment of drivers.assignments()) yield `${JSON.stringify(assignment)}\n`;
    };
    return reply.type('application/x-ndjson').send(Readable.from(lines()));
  });
}

/** Vectors are of no use outside. */
function shown(model: DriverModel | null) {
  if (model === null) throw new AppError('not-found', 'No drivers have been fitted yet: `earshot drivers fit` finds them.');
  return {
    ...model,
    drivers: model.drivers.map(({ centroid: _vector, parts: _parts, threshold: _edge, ...driver }) => ({
      ...driver,
      branches: driver.branches.map(({ phrases }) => phrases),
    })),
  };
}
