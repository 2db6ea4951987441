import type { FastifyInstance } from 'fastify';
import type { InteractionId } from '../../domain/ids.ts';
import type { RuleVersion } from '../../storage/rule-versions.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function ruleRoutes(app: FastifyInstance, { rules }: HttpDependencies): void {
  serve(app, 'GET /v1/rules', () => {
    const set = rules.drafts();
    const items = set.rules.map(({ rule: { id, name, description, severity, tags, manner }, file, line }) => {
      return { id, name, description, severity, tags, manner, file, line };
    });
    return { items, problems: set.problems };
  });

  serve(app, 'POST /v1/rules/try', ({ body: { expression, ...period } }) => rules.try(expression, filterOf(period)));

  serve(app, 'POST /v1/rules/{id}/backtest', ({ params, body: { scan, ...period } }) =>
    rules.backtest(params.id, { ...filterOf(period), scan }),
  );

  serve(app, 'POST /v1/rules/diff', async ({ body }) => ({ items: await rules.diff(body.before) }));

  serve(app, 'GET /v1/rules/coverage', ({ query }) => rules.coverage(filterOf(query)));

  serve(app, 'GET /v1/rules/{id}/explain/{interaction}', async ({ params }) => ({
    items: await rules.explain(params.id, params.interaction as InteractionId),
  }));

  serve(app, 'POST /v1/rules/publish', async ({ body }) => shownOf(await rules.publish(body)));

  serve(app, 'POST /v1/rules/rescore', async () => shownOf(await rules.rescore()));

  serve(app, 'GET /v1/rules/versions', async () => ({ items: (await rules.versions()).map(shownOf) }));
}

/** Where a scoring stands inside is nobody else's business. */
function shownOf({ cursor: _cursor, ...version }: RuleVersion) {
  return version;
}

/** A day stands for its first instant in UTC. */
function filterOf({ since, until }: { readonly since?: string | undefined; readonly until?: string | undefined }) {
  return { ...(since && { from: new Date(since).toISOString() }), ...(until && { to: new Date(until).toISOString() }) };
}
