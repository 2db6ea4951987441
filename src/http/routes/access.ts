import type { FastifyInstance } from 'fastify';
import type { AccountEdit } from '../../access/accounts.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

/** Accounts of people and keys of programs. */
export function accessRoutes(app: FastifyInstance, { access }: HttpDependencies): void {
  const { accounts, keys } = access;

  serve(app, 'GET /v1/accounts', async () => ({ items: await accounts.list() }));

  serve(app, 'POST /v1/accounts', ({ body }, { viewer }) => accounts.add(body, viewer.actor));

  serve(app, 'POST /v1/accounts/{id}', ({ params, body }, { viewer }) => {
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as AccountEdit;
    return accounts.edit(params.id, given, viewer.actor);
  });

  serve(app, 'GET /v1/keys', async () => ({ items: await keys.list() }));

  serve(app, 'POST /v1/keys', ({ body }, { viewer }) => keys.make(body, viewer));

  serve(app, 'DELETE /v1/keys/{id}', async ({ params }, { viewer }) => {
    await keys.revoke(params.id, viewer.actor);
    return { revoked: true as const };
  });
}
