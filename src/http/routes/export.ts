import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
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

export function exportRoutes(app: FastifyInstance, { content, exportWriters }: HttpDependencies): void {
  serve(app, 'GET /v1/interactions/export', ({ query }, { reply }) => {
    const { format, ...filters } = query;
    const text = exportWriters[format](content.scan(searchQueryOf(filters)));
    const { mediaType, name } = files[format];
    return reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(Readable.from(text));
  });
}
