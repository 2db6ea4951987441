import type { FastifyInstance } from 'fastify';
import type { Viewer } from '../../access/viewer.ts';
import { within } from '../../access/within-scope.ts';
import { AppError } from '../../domain/errors.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';
import { searchQueryOf } from '../search-query.ts';

export function interactionRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  const { access, line, rules, originalTurns } = dependencies;

  /** What somebody may not see is not there for them: a refusal would say that it exists. */
  async function seenBy(viewer: Viewer, id: string) {
    const interaction = await within(dependencies, viewer.scope).content.get(id as InteractionId);
    if (!interaction) throw new AppError('not-found', 'There is no interaction with this id.');
    return interaction;
  }

  serve(app, 'GET /v1/interactions', ({ query }, { viewer }) => within(dependencies, viewer.scope).content.search(searchQueryOf(query)));

  serve(app, 'GET /v1/interactions/facets', ({ query }, { viewer }) =>
    within(dependencies, viewer.scope).content.facets(searchQueryOf(query)),
  );

  serve(app, 'GET /v1/interactions/{id}', async ({ params }, { viewer }) => {
    const interaction = await seenBy(viewer, params.id);
    await access.seen({ actor: viewer.actor, action: 'open', subject: interaction.id, detail: '' }, { inPieces: true });
    const findings = await rules.findingsOf(interaction.id, interaction);
    return { ...interaction, findings: findings ?? [] };
  });

  serve(app, 'POST /v1/interactions/{id}/unredacted', async ({ params, body }, { viewer }) => {
    const interaction = await seenBy(viewer, params.id);
    await access.seen({ actor: viewer.actor, action: 'unredacted', subject: interaction.id, detail: body.reason });
    const original = await originalTurns(interaction);
    if (original === null) throw new AppError('not-found', 'Nothing of the original of this conversation can be read.');
    return original;
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
