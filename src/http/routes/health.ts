import type { FastifyInstance } from 'fastify';
import { AppError } from '../../domain/errors.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function healthRoutes(app: FastifyInstance, { content, records }: HttpDependencies): void {
  serve(app, 'GET /healthz', () => ({ status: 'ok' as const }));

  serve(app, 'GET /readyz', async () => {
    try {
      await Promise.all([records.jobs.counts(), content.search({ limit: 1 })]);
    } catch (cause) {
      throw new AppError('engine-failed', 'A store does not answer.', { cause, retryable: true });
    }
    return { status: 'ready' as const };
  });
}
