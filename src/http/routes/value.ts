import type { FastifyInstance } from 'fastify';
import { within } from '../../access/within-scope.ts';
import { findDeflection } from '../../analytics/deflection/find-deflection.ts';
import { reconcile } from '../../analytics/facts/reconcile.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function valueRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  const { metrics, dailyFacts, drivers, deflection } = dependencies;
  const names = async () => new Map((await drivers.current())?.drivers.map(({ id, name }) => [id, name]));

  serve(app, 'POST /v1/facts', async ({ body: { source, facts } }) => {
    await dailyFacts.put(facts.map((fact) => ({ ...fact, source })));
    return { kept: facts.length };
  });

  serve(app, 'GET /v1/facts', async ({ query }) => ({ items: [...(await dailyFacts.sums(query))] }));

  serve(app, 'POST /v1/reconcile', async ({ body }) => {
    const known = await names();
    const answer = await reconcile({ metrics, dailyFacts }, body);
    return { ...answer, groups: answer.groups.map((each) => ({ ...each, name: known.get(each.group) ?? each.group })) };
  });

  serve(app, 'POST /v1/deflection', async ({ body }, { viewer }) =>
    findDeflection(within(dependencies, viewer.scope).metrics, body, { assumptions: deflection, names: await names() }),
  );
}
