import type { FastifyInstance } from 'fastify';
import type { WorkspaceSettings } from '../../pipeline/workspace-settings.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function workspaceRoutes(app: FastifyInstance, { workspaceFile, rules }: HttpDependencies): void {
  const shown = ({ sources, roster, ...rest }: WorkspaceSettings) => ({
    ...rest,
    sources: Object.entries(sources).map(([name, settings]) => ({ name, facts: factsOf(settings) })),
    roster: roster.map(({ agent, name = null, team = null, validFrom = null, validTo = null }) => {
      return { agent, name, team, since: validFrom, until: validTo };
    }),
    lists: Object.entries(rules.workspace().lists).map(([name, words]) => ({ name, words: [...words] })),
  });

  serve(app, 'GET /v1/workspace', async () => shown(await workspaceFile.read()));

  serve(app, 'PUT /v1/workspace/settings', async ({ body }) => shown(await workspaceFile.change(body)));
}

/** Nested settings of a source in one line each. */
function factsOf(settings: object): Record<string, string> {
  const texts = Object.entries(settings).map(([name, value]) => {
    return [name, typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : JSON.stringify(value)] as const;
  });
  return Object.fromEntries(texts);
}
