import type { FastifyInstance } from 'fastify';
import { within } from '../../access/within-scope.ts';
import { compareSlices } from '../../analytics/causes/compare-slices.ts';
import { explainChange } from '../../analytics/causes/explain-change.ts';
import { findCauses } from '../../analytics/causes/find-causes.ts';
import { askRepeats } from '../../analytics/repeats/ask-repeats.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function causeRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  const { traits, facts, drivers } = dependencies;
  const names = async () => new Map((await drivers.current())?.drivers.map(({ id, name }) => [id, name]));

  serve(app, 'POST /v1/explain-change', async ({ body }, { viewer }) =>
    explainChange(within(dependencies, viewer.scope).metrics, body, await names()),
  );

  serve(app, 'POST /v1/causes', async ({ body }, { viewer }) => findCauses(within(dependencies, viewer.scope).traits, body, await names()));

  serve(app, 'POST /v1/compare', async ({ body }, { viewer }) =>
    compareSlices({ traits: within(dependencies, viewer.scope).traits, facts }, body, await names()),
  );

  serve(app, 'POST /v1/repeats', async ({ body: { filters, period, ...question } }) => ({
    items: await askRepeats(traits, { slice: { filters, period }, question, names: await names() }),
  }));
}
