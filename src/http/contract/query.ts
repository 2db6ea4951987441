import { z } from 'zod';
import { metricQuerySchema } from '../../analytics/metric-query.ts';

const intervalSchema = z.tuple([z.number(), z.number()]).readonly();

const cellValueSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('measured'),
    value: z.number(),
    interval: intervalSchema.describe('95 %'),
    n: z.number().int().describe('contacts that have what the formula needs'),
    unknown: z.number().int().describe('contacts that have not'),
  }),
  z.object({ state: z.literal('not-enough-data'), value: z.null(), interval: z.null(), n: z.number().int(), unknown: z.number().int() }),
]);

const changeSchema = z.object({
  difference: z.number().nullable(),
  interval: intervalSchema.nullable(),
  relative: z.number().nullable(),
  certain: z.boolean(),
});

const valuesSchema = z.record(z.string(), cellValueSchema);
const excludedSchema = z.record(z.string(), z.number().int());

export const queryResultSchema = z
  .object({
    query: metricQuerySchema,
    rows: z.array(
      z.object({
        dimensions: z.record(z.string(), z.string()),
        contacts: z.number().int(),
        excluded: excludedSchema,
        values: valuesSchema,
        compared: z.object({ contacts: z.number().int(), values: valuesSchema, changes: z.record(z.string(), changeSchema) }).optional(),
        partial: z.boolean(),
        cell: z.string().describe('GET /v1/interactions?cell=… lists the conversations behind the row'),
      }),
    ),
    contacts: z.number().int(),
    excluded: excludedSchema,
    reconciliation: z
      .object({ fact: z.string(), known: z.number(), analysed: z.number().int(), coverage: z.number() })
      .optional()
      .describe('beside a volume over a period: what the centre itself counted'),
    notes: z.array(z.string()),
    asOf: z.string(),
  })
  .meta({ id: 'QueryResult' });

export const metricCatalogueSchema = z.object({
  metrics: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      formula: z.string(),
      interval: z.enum(['count', 'share', 'mean']),
      range: z.enum(['any', 'positive', 'part']).describe('below zero or not, or a part of a whole'),
      additive: z.boolean(),
      direction: z.enum(['better', 'worse', 'neither']),
    }),
  ),
  families: z.array(z.string()).describe('metrics over a name: `rule_rate:greeting`'),
  dimensions: z.array(z.string()),
});
