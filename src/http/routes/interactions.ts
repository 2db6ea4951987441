import type { FastifyInstance } from 'fastify';
import { AppError } from '../../domain/errors.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';
import { searchQueryOf } from '../search-query.ts';

export function interactionRoutes(app: FastifyInstance, { content, line, rules }: HttpDependencies): void {
  serve(app, 'GET /v1/interactions', ({ query }) => content.search(searchQueryOf(query)));

  serve(app, 'GET /v1/interactions/facets', ({ query }) => content.facets(searchQueryOf(query)));

  serve(app, 'GET /v1/interactions/{id}', async ({ params }) => {
    const interaction = await content.get(params.id as InteractionId);
    if (!interaction) throw new AppError('not-found', 'There is no interaction with this id.');
    const findings = await rules.findingsOf(interaction.id, interaction);
    return { ...interaction, findings: findings ?? [] };
  });

  serve(app, 'POST /v1/interactions/swap-roles', async ({ body }) => {
    const queued = await line.swapRoles(body.ids as InteractionId[]);
    return { queued };
  });

  serve(app, 'POST /v1/interactions/rerun', async ({ body }) => {
    const queued = await line.rerun('all' in body ? 'all' : (body.ids as InteractionId[]));
    return { queued };
  });
}
