import type { FastifyInstance } from 'fastify';
import type { DrawRequest, JudgedItem } from '../../analytics/rule-labelling.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function labelRoutes(app: FastifyInstance, { labelling }: HttpDependencies): void {
  serve(app, 'POST /v1/rules/{id}/draws', ({ params, body }) => labelling.draw(params.id, body as DrawRequest));

  serve(app, 'POST /v1/rules/{id}/labels', async ({ params, body }) => ({
    items: await labelling.judge(params.id, body.judgements as JudgedItem[]),
  }));

  serve(app, 'GET /v1/rules/{id}/labels', async ({ params }) => ({ items: await labelling.list(params.id) }));

  serve(app, 'DELETE /v1/rules/{id}/labels/{interaction}', async ({ params }) => ({
    removed: await labelling.undo(params.id, params.interaction as InteractionId),
  }));

  serve(app, 'GET /v1/rules/{id}/measure', ({ params, query }) => labelling.measure(params.id, query.since));
}
