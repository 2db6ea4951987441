import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../../domain/errors.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { RuleVersion } from '../../storage/rule-versions.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function ruleRoutes(app: FastifyInstance, { rules }: HttpDependencies): void {
  serve(app, 'GET /v1/rules', () => {
    const set = rules.workspace();
    const items = set.rules.map(({ rule: { id, name, description, severity, tags, manner }, file, line }) => {
      return { id, name, description, severity, tags, manner, file, line };
    });
    return { items, problems: set.problems };
  });

  serve(app, 'POST /v1/rules/try', ({ body: { expression = '', rule, ...period } }, { reply }) => {
    const [filter, signal] = [filterOf(period), whileListening(reply)];
    return rule === undefined ? rules.try(expression, filter, signal) : rules.tryRule(rule, filter, signal);
  });

  serve(app, 'POST /v1/rules/{id}/backtest', ({ params, body: { scan, text, ...period } }, { reply }) =>
    rules.backtest(params.id, { ...filterOf(period), scan, ...(text !== undefined && { text }), signal: whileListening(reply) }),
  );

  serve(app, 'POST /v1/rules/diff', async ({ body }) => ({ items: await rules.diff(body.before) }));

  serve(app, 'GET /v1/rules/coverage', ({ query }) => rules.coverage(filterOf(query)));

  serve(app, 'GET /v1/rules/{id}/explain/{interaction}', async ({ params }) => ({
    items: await rules.explain(params.id, params.interaction as InteractionId),
  }));

  serve(app, 'POST /v1/rules/publish', async ({ body }, { viewer }) =>
    shownVersion(await rules.publish({ ...body, publisher: viewer.account?.name ?? null })),
  );

  serve(app, 'POST /v1/rules/rescore', async () => shownVersion(await rules.rescore()));

  serve(app, 'GET /v1/rules/versions', async () => ({ items: (await rules.versions()).map(shownVersion) }));
}

/** Where a scoring stands inside is nobody else's business. */
export function shownVersion({ cursor: _cursor, ...version }: RuleVersion) {
  return version;
}

/** Ends when the caller hangs up: a preview that was typed over is not worked out. */
function whileListening({ raw }: FastifyReply): AbortSignal {
  const over = new AbortController();
  raw.once('close', () => over.abort(new AppError('bad-request', 'Whoever asked is gone.')));
  return over.signal;
}

/** A day stands for its first instant in UTC. */
function filterOf({ since, until }: { readonly since?: string | undefined; readonly until?: string | undefined }) {
  return { ...(since && { from: new Date(since).toISOString() }), ...(until && { to: new Date(until).toISOString() }) };
}
