import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { DriverModel } from '../../analytics/drivers/driver-model.ts';
import { ruleOfDriver } from '../../analytics/drivers/rule-of-driver.ts';
import { AppError } from '../../domain/errors.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function driverRoutes(app: FastifyInstance, { drivers, records }: HttpDependencies): void {
  serve(app, 'GET /v1/drivers', async () => shown(await drivers.current()));

  serve(app, 'POST /v1/drivers/fit', async ({ body }) => shown(await drivers.refit(body.asOf)));

  serve(app, 'POST /v1/drivers/{id}', async ({ params, body }) =>
    shown(await drivers.edit({ kind: 'rename', driver: params.id, name: body.name })),
  );

  serve(app, 'POST /v1/drivers/decisions', async ({ body }) =>
    shown(body.kind === 'accept' ? await drivers.accept(body.proposal) : await drivers.edit(body)),
  );

  serve(app, 'POST /v1/drivers/undo', async () => shown(await drivers.undo()));

  serve(app, 'GET /v1/drivers/proposals', async () => ({
    items: (await drivers.proposals()).map(({ centroid: _vector, ...proposal }) => proposal),
  }));

  serve(app, 'POST /v1/drivers/{id}/promote', async ({ params }) => {
    const driver = (await drivers.current())?.drivers.find(({ id }) => id === params.id);
    if (driver === undefined) throw new AppError('not-found', 'There is no driver with this id.');
    const draft = ruleOfDriver(driver, new Date());
    await records.ruleDrafts.put(draft);
    return draft;
  });

  serve(app, 'GET /v1/drivers/assignments', async (_input, { reply }) => {
    const lines = async function* () {
      for await (const assignment of drivers.assignments()) yield `${JSON.stringify(assignment)}\n`;
    };
    return reply.type('application/x-ndjson').send(Readable.from(lines()));
  });
}

/** Vectors are of no use outside, and what was taken out is not shown. */
function shown(model: DriverModel | null) {
  if (model === null) throw new AppError('not-found', 'No drivers have been fitted yet: `earshot drivers fit` finds them.');
  const { commonplace: _common, edits, drivers, ...rest } = model;
  return {
    ...rest,
    decisions: edits.map(({ kind, driver }) => ({ kind, driver })),
    drivers: drivers
      .filter(({ retired }) => !retired)
      .map(({ id, name, renamed, pinned, group, phrases, quotes, size, branches, absorbed }) => ({
        ...{ id, name, renamed, pinned: pinned ?? false, group, phrases, quotes, size },
        merged: (absorbed ?? []).map((other) => other.id),
        branches: branches.map((branch) => branch.phrases),
      })),
  };
}
