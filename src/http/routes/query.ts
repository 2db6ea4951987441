import type { FastifyInstance } from 'fastify';
import { within } from '../../access/within-scope.ts';
import { reconcileAnswer } from '../../analytics/facts/reconcile-answer.ts';
import { dimensionNames } from '../../analytics/metric-query.ts';
import { metricFamilies, metrics } from '../../analytics/model.ts';
import { runQuery } from '../../analytics/run-query.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function queryRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  serve(app, 'POST /v1/query', async ({ body }, { viewer }) => {
    const result = await runQuery(within(dependencies, viewer.scope).metrics, body);
    const reconciliation = viewer.scope === null ? await reconcileAnswer(dependencies.dailyFacts, result) : undefined;
    return { ...result, ...(reconciliation && { reconciliation }) };
  });

  serve(app, 'GET /v1/metrics', () => ({
    metrics: [...metrics.values()].map(({ ratio: _sums, ...metric }) => metric),
    families: [...metricFamilies],
    dimensions: [...dimensionNames],
  }));
}
