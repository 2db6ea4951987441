import { z } from 'zod';
import { capturedInteractionSchema } from '../../domain/captured-interaction.ts';
import { channels } from '../../domain/vocabulary.ts';

/** A source is a configured name, so it stays short and plain. */
const sourceName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'Expected letters, digits, dot, dash or underscore');

export const captureBodySchema = capturedInteractionSchema.extend({ source: sourceName }).meta({ id: 'Capture' });

export const captureReplySchema = z.object({
  id: z.string(),
  outcome: z.enum(['captured', 'updated', 'duplicate']),
});

export const swapRolesBodySchema = z.object({ ids: z.array(z.string()).min(1).max(1000) });
export const rerunBodySchema = z.union([z.object({ ids: z.array(z.string()).min(1).max(1000) }), z.object({ all: z.literal(true) })]);
export const queuedReplySchema = z.object({ queued: z.number().int() });

export const exportFormats = ['jsonl', 'csv', 'vcon'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const count = z.number().int().min(0);

export const sourcesSchema = z.object({
  items: z.array(
    z.object({
      source: z.string(),
      lastSeenAt: z.string().nullable(),
      newestStartedAt: z.string().nullable(),
      /** How far behind the newest contact was when the source was last seen. */
      lagMs: z.number().nullable(),
      captured: count,
      parked: count,
      waiting: count,
    }),
  ),
});

export const parkedSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      name: z.string(),
      position: z.string().nullable(),
      reason: z.string(),
      parkedAt: z.string(),
    }),
  ),
});

export const retryReplySchema = z.object({ outcome: z.enum(['captured', 'updated', 'duplicate', 'parked']) });

export const coverageSchema = z.object({
  items: z.array(
    z.object({
      day: z.string(),
      queue: z.string(),
      channel: z.enum(channels),
      occurred: count,
      recorded: count,
      received: count,
      transcribed: count,
      assessable: count,
      losses: z.record(z.string(), count),
    }),
  ),
});

/** Interactions on the line: `done` and `failed` count since the server started. */
export const progressSchema = z.object({ waiting: count, working: count, done: count, failed: count });
export type Progress = z.infer<typeof progressSchema>;

/** What a waiting row is joined by; its other fields may be personal and stay out of lists. */
export const unmatchedSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      join: z.object({
        externalId: z.string().optional(),
        fileName: z.string().optional(),
        agent: z.string().optional(),
        startedAt: z.string().optional(),
        toleranceMs: z.number().optional(),
      }),
    }),
  ),
});
