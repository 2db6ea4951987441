import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { within } from '../../access/within-scope.ts';
import type { Interaction } from '../../domain/interaction.ts';
import type { AuditLog } from '../../storage/access-records.ts';
import type { ExportFormat } from '../contract/operations.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';
import { searchQueryOf } from '../search-query.ts';

const files: Readonly<Record<ExportFormat, { readonly mediaType: string; readonly name: string }>> = {
  jsonl: { mediaType: 'application/x-ndjson', name: 'interactions.jsonl' },
  csv: { mediaType: 'text/csv; charset=utf-8', name: 'interactions.csv' },
  /** One vCon per line: a file of many has no type of its own in the draft. */
  vcon: { mediaType: 'application/x-ndjson', name: 'interactions.vcon.jsonl' },
};

export function exportRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  serve(app, 'GET /v1/interactions/export', ({ query }, { reply, viewer }) => {
    const { format, ...filters } = query;
    const { content } = within(dependencies, viewer.scope);
    const found = onRecord(content.scan(searchQueryOf(filters)), dependencies.access.audit, viewer.actor);
    const text = dependencies.exportWriters[format](found);
    const { mediaType, name } = files[format];
    return reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(Readable.from(text));
  });
}

/** Rows of one write to the log, which costs some milliseconds; as many conversations wait in memory, some tens of megabytes of calls. */
const loggedAtOnce = 128;

/** Who took which conversation is on record before it leaves. */
async function* onRecord(found: AsyncIterable<Interaction>, audit: AuditLog, actor: string): AsyncGenerator<Interaction> {
  let waiting: Interaction[] = [];
  const log = () => audit.append(waiting.map(({ id }) => ({ actor, action: 'export', subject: id, detail: '' })));
  for await (const one of found) {
    waiting.push(one);
    if (waiting.length < loggedAtOnce) continue;
    await log();
    yield* waiting;
    waiting = [];
  }
  await log();
  yield* waiting;
}
