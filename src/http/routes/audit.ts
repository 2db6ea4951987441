import type { FastifyInstance } from 'fastify';
import type { AuditFilter } from '../../storage/access-records.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

/** Who saw what. Names are looked up as they are now; the log itself holds none. */
export function auditRoutes(app: FastifyInstance, { access }: HttpDependencies): void {
  async function namesNow(): Promise<ReadonlyMap<string, string>> {
    const [accounts, keys] = await Promise.all([access.accounts.list(), access.keys.list()]);
    return new Map([
      ...accounts.flatMap(({ id, name }): [string, string][] => [
        [id, name],
        [`account:${id}`, name],
      ]),
      ...keys.flatMap(({ id, name }): [string, string][] => [
        [id, name],
        [`key:${id}`, name],
      ]),
    ]);
  }

  serve(app, 'GET /v1/audit', async ({ query }) => {
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as unknown as AuditFilter;
    const [rows, names] = await Promise.all([access.audit.list(given), namesNow()]);
    const items = rows.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null, subjectName: names.get(row.subject) ?? null }));
    return { items, next: rows.length < query.limit ? null : (rows.at(-1)?.sequence ?? null) };
  });

  serve(app, 'GET /v1/audit/verify', ({ query }) => access.audit.verify(query.head));
}
