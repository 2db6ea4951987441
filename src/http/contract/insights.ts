import { z } from 'zod';
import { insightKinds } from '../../domain/insight.ts';

const day = z.iso.date();

const insightSchema = z
  .object({
    kind: z.enum(insightKinds),
    subject: z.string(),
    driver: z.string().optional(),
    rule: z.string().optional(),
    phrases: z.array(z.string()).optional(),
    segment: z.record(z.string(), z.string()).optional(),
    since: z.string(),
    effect: z.number(),
    interval: z.tuple([z.number(), z.number()]).readonly(),
    q: z.number(),
    conversations: z.number().int(),
    conversationIds: z.array(z.string()),
  })
  .meta({ id: 'Insight' });

export const insightRunBodySchema = z.strictObject({ asOf: day.describe('only contacts that started before this day are looked at') });
export const insightsSchema = z.object({ items: z.array(insightSchema) });

export const insightReplayBodySchema = z.strictObject({ from: day, to: day, everyDays: z.number().int().min(1).max(92).default(7) });
export const insightReplaySchema = z.object({ items: z.array(z.object({ asOf: z.string(), insights: z.array(insightSchema) })) });

const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), driver: z.string(), overlap: z.number() }),
  z.object({ kind: z.literal('new'), driver: z.string() }),
  z.object({ kind: z.literal('retired'), driver: z.string() }),
  z.object({ kind: z.literal('split'), driver: z.string(), into: z.array(z.string()) }),
  z.object({ kind: z.literal('merged'), driver: z.string(), from: z.array(z.string()) }),
]);

export const driverModelSchema = z
  .object({
    id: z.string(),
    encoder: z.string(),
    fittedAt: z.string(),
    asOf: z.string(),
    statements: z.number().int(),
    drivers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        renamed: z.boolean(),
        pinned: z.boolean().describe('kept at refits even where the fit no longer finds it'),
        merged: z.array(z.string()).describe('drivers that were merged into it'),
        group: z.string(),
        phrases: z.array(z.string()),
        quotes: z.array(z.object({ interaction: z.string(), text: z.string() })),
        size: z.number(),
        branches: z.array(z.array(z.string())).describe('phrases of what lies within it'),
      }),
    ),
    groups: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
    events: z.array(eventSchema),
    decisions: z.array(z.object({ kind: z.string(), driver: z.string() })).describe('what analysts decided, the last one last'),
  })
  .meta({ id: 'DriverModel' });

export const driverFitBodySchema = z.strictObject({
  asOf: day.optional().describe('fit on contacts before this day; all when absent'),
});
export const driverRenameBodySchema = z.strictObject({ name: z.string().trim().min(1).max(120) });

const driverId = z.string().min(1).max(64);
export const driverDecisionBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('merge'), driver: driverId, from: z.array(driverId).min(1).max(200) }),
  z.strictObject({ kind: z.literal('pin'), driver: driverId }),
  z.strictObject({ kind: z.literal('retire'), driver: driverId }),
  z.strictObject({ kind: z.literal('accept'), proposal: driverId }),
]);
export const driverProposalsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      phrases: z.array(z.string()),
      quotes: z.array(z.object({ interaction: z.string(), text: z.string() })),
      contacts: z.number().int(),
    }),
  ),
});
export const promotedRuleSchema = z.object({
  rule: z.string(),
  file: z.string(),
  text: z.string(),
  base: z.string().nullable(),
  savedAt: z.string(),
});

export const voicesQuerySchema = z.object({
  driver: driverId.optional().describe('one driver; all when absent'),
  from: day.optional(),
  to: day.optional().describe('contacts before this day'),
  limit: z.coerce.number().int().min(1).max(20).default(5).describe('quotes of each driver'),
});
export const voicesSchema = z.object({
  items: z.array(
    z.object({
      driver: z.string(),
      name: z.string(),
      contacts: z.number().int(),
      angry: z.object({ share: z.number(), interval: z.tuple([z.number(), z.number()]).readonly(), of: z.number().int() }).nullable(),
      angryWords: z.array(z.object({ phrase: z.string(), contacts: z.number().int(), z: z.number() })),
      verbatims: z.array(z.object({ interaction: z.string(), text: z.string(), angry: z.boolean() })),
    }),
  ),
});

const thresholdSchema = z.object({ leastZ: z.number(), falsePerWeek: z.number(), toldInHistory: z.number().int() });
export const tuneBodySchema = z.strictObject({
  asOf: day.describe('contacts before this day are looked at'),
  falsePerWeek: z.number().positive().max(20).describe('false alarms a week that the site can live with'),
  write: z.boolean().default(false).describe('write what was found into workspace.yaml; in force from the next start'),
});
export const tuningSchema = z.object({
  weeks: z.number().int(),
  series: z.number().int(),
  draws: z.number().int(),
  chosen: thresholdSchema,
  tried: z.array(thresholdSchema),
  written: z.boolean(),
});
