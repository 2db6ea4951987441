import { z } from 'zod';
import { metricQuerySchema } from '../../analytics/metric-query.ts';
import { tableFormats } from '../../storage/reports.ts';
import type { RouteContract } from './route-contract.ts';

/** Numbers and tables on their way into other tools. */

const format = z.enum(tableFormats);
const columnSchema = z.object({ name: z.string(), type: z.string() });

const tableSchema = z.object({ columns: z.array(columnSchema), rows: z.array(z.array(z.unknown())) });

export const reportRoutes = {
  'POST /v1/query/export': {
    summary: 'The answer to a question about numbers as a file: CSV or Parquet, intervals and counts in columns of their own',
    tag: 'analytics',
    permission: 'numbers:read',
    withinScope: true,
    query: z.object({ format: z.enum(['csv', 'parquet']).default('csv') }),
    body: metricQuerySchema,
    produces: 'application/octet-stream',
    reply: z.string(),
  },
  'POST /v1/sql': {
    summary: 'One SELECT over the documented views, for reporting tools; read-only and within limits',
    tag: 'analytics',
    permission: 'conversations:export',
    body: z.strictObject({ statement: z.string().min(1).max(32_768), format: format.default('json') }),
    reply: tableSchema,
  },
  'GET /v1/views': {
    summary: 'The views that SQL and exports read, with their columns',
    tag: 'analytics',
    permission: 'numbers:read',
    withinScope: true,
    reply: z.object({
      items: z.array(z.object({ name: z.string(), what: z.string(), columns: z.array(columnSchema.extend({ what: z.string() })) })),
    }),
  },
  'GET /v1/views/{name}/export': {
    summary: 'A view whole, as Parquet, CSV or JSON lines',
    tag: 'analytics',
    permission: 'conversations:export',
    params: z.object({ name: z.string().min(1).max(64) }),
    query: z.object({ format: format.default('parquet'), from: z.iso.date().optional(), to: z.iso.date().optional() }),
    produces: 'application/octet-stream',
    reply: z.string(),
  },
} as const satisfies Record<string, RouteContract>;
