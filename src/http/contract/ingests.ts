import { z } from 'zod';

const count = z.number().int().min(0);

/** Paths are read by the server, so only this machine's command line may ask for it. */
export const ingestBodySchema = z.object({
  paths: z.array(z.string()).max(10_000),
  source: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'Expected letters, digits, dot, dash or underscore'),
  metadata: z.string().optional(),
  mapping: z.string().optional(),
});

export const ingestRunSchema = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    counts: z.object({ captured: count, updated: count, duplicate: count, parked: count, failed: count }),
    metadata: z.object({ rows: count, matched: count, unmatched: count, unreadable: count }).nullable(),
    seconds: z.number(),
    error: z.string().nullable(),
  })
  .meta({ id: 'IngestRun' });

export type IngestRun = z.infer<typeof ingestRunSchema>;
