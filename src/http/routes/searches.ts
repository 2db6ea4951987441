import type { FastifyInstance } from 'fastify';
import { AppError } from '../../domain/errors.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

/** More are no longer a list that anybody reads. */
const mostSearches = 1000;

export function searchRoutes(app: FastifyInstance, { records: { savedSearches } }: HttpDependencies): void {
  const shownTo = async (actor: string) => ({
    items: (await savedSearches.list()).map((search) => ({ ...search, isOwn: search.owner === actor })),
  });

  /** Everybody reads all of them; each is changed by who keeps it. */
  async function permit(id: string, actor: string): Promise<boolean> {
    const searches = await savedSearches.list();
    const found = searches.find((search) => search.id === id);
    if (found && found.owner !== actor) throw new AppError('forbidden', 'This search is kept by somebody else.');
    if (!found && searches.length >= mostSearches)
      throw new AppError('bad-request', `There are ${mostSearches} saved searches; remove one first.`);
    return found !== undefined;
  }

  serve(app, 'GET /v1/searches', (_input, { viewer }) => shownTo(viewer.actor));

  serve(app, 'PUT /v1/searches/{id}', async ({ params, body }, { viewer }) => {
    await permit(params.id, viewer.actor);
    await savedSearches.put({ id: params.id, ...body, owner: viewer.actor, savedAt: new Date().toISOString() });
    return shownTo(viewer.actor);
  });

  serve(app, 'DELETE /v1/searches/{id}', async ({ params }, { viewer }) => {
    if (!(await permit(params.id, viewer.actor))) throw new AppError('not-found', 'There is no saved search with this id.');
    await savedSearches.remove(params.id);
    return shownTo(viewer.actor);
  });
}
