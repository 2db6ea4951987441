import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { within } from '../../access/within-scope.ts';
import { tableOfResult } from '../../analytics/result-table.ts';
import { runQuery } from '../../analytics/run-query.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';
import { asFile, sendTable, tableToCsv } from '../table-file.ts';

export function reportRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  const { access, reports } = dependencies;

  serve(app, 'POST /v1/query/export', async ({ query: { format }, body }, { reply, viewer }) => {
    const result = await runQuery(within(dependencies, viewer.scope).metrics, body);
    return sendTable(reply, tableOfResult(result), { name: 'query', format, reports });
  });

  serve(app, 'POST /v1/sql', async ({ body: { statement, format } }, { reply, viewer }) => {
    await access.seen({ actor: viewer.actor, action: 'export', subject: 'sql', detail: '' });
    if (format === 'parquet') return asFile(reply, 'result', format).send(Buffer.from(await reports.selectParquet(statement)));
    const { columns, rows } = await reports.select(statement);
    if (format === 'csv') return asFile(reply, 'result', format).send(tableToCsv({ columns, rows }));
    return { columns: [...columns], rows: rows.map((row) => [...row]) };
  });

  serve(app, 'GET /v1/views', () => ({ items: reports.views.map((view) => ({ ...view, columns: [...view.columns] })) }));

  serve(app, 'GET /v1/views/{name}/export', async ({ params: { name }, query: { format, ...days } }, { reply, viewer }) => {
    await access.seen({
      actor: viewer.actor,
      action: 'export',
      subject: 'view',
      detail: reports.views.find((view) => view.name === name)?.name ?? '',
    });
    const file = await reports.exportView({ view: name, format, ...days });
    return asFile(reply, name, format).send(Readable.from(file));
  });
}
