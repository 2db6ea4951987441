import type { FastifyInstance } from 'fastify';
import { AppError } from '../../domain/errors.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function ingestRunRoutes(app: FastifyInstance, { ingests }: HttpDependencies, token?: string): void {
  // A web page on this machine must not make the server read files: only who can read server.json may ask.
  serve(app, 'POST /v1/ingests', ({ body }, { viewer }) => {
    if (token !== undefined && viewer.kind !== 'machine') {
      throw new AppError('forbidden', 'Reading files of this machine needs the bearer token of server.json.');
    }
    return ingests.start(body);
  });

  serve(app, 'GET /v1/ingests/{id}', ({ params }) => {
    const run = ingests.find(params.id);
    if (!run) throw new AppError('not-found', 'There is no ingest with this id; they are forgotten when the server stops.');
    return run;
  });
}
