import { z } from 'zod';
import { channels } from '../../domain/vocabulary.ts';

/** A day means its first instant in UTC. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** `name:value`, and the name is one of the interaction's attributes. */
const attributeFilter = z.string().regex(/^[^:]+:.*$/s, 'Expected name:value');

export const filterQuerySchema = z.object({
  q: z
    .string()
    .max(10_000)
    .optional()
    .describe(
      'Words (all must occur), "phrases in quotes", -word to exclude, filters such as `queue:billing` and `duration>10m`, or an expression of the rule language (docs/SEARCH.md)',
    ),
  channel: z.enum(channels).optional(),
  source: z.string().optional(),
  queue: z.string().optional(),
  team: z.string().optional(),
  agent: z.string().optional(),
  language: z.string().optional(),
  state: z.string().optional(),
  rule: z.string().max(200).optional().describe('Id of a rule: the conversations on which it fired, or has `verdict`'),
  verdict: z.enum(['met', 'missed', 'not-assessable', 'fired']).optional().describe('With `rule`'),
  attribute: z
    .union([attributeFilter.transform((one) => [one]), z.array(attributeFilter)])
    .optional()
    .describe('name:value; repeat for more'),
  cell: z.string().max(8000).optional().describe('`cell` of a query result: the conversations that the number counts'),
  from: moment.optional().describe('ISO 8601, inclusive, on the start of the contact'),
  to: moment.optional().describe('ISO 8601, exclusive'),
});

const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional().describe('`nextCursor` of the page before'),
};

export const searchQuerySchema = filterQuerySchema.extend(pageQuery);
export type FilterQuery = z.infer<typeof filterQuerySchema>;

const hitSchema = z
  .object({
    id: z.string(),
    externalId: z.string(),
    source: z.string(),
    channel: z.enum(channels),
    startedAt: z.string().nullable(),
    durationMs: z.number().nullable(),
    agents: z.array(z.string()),
    queue: z.string().nullable(),
    turns: z.number().int(),
    state: z.string(),
    stateReason: z.string().nullable(),
    language: z.string().nullable(),
    sentiment: z.number().nullable().describe('Mean of the customer, −1…1'),
    reason: z.string().nullable(),
    snippets: z.array(
      z.object({
        turn: z.number().int(),
        role: z.string(),
        text: z.string(),
        marks: z.array(z.object({ turn: z.number().int(), start: z.number().int(), end: z.number().int() })),
      }),
    ),
  })
  .meta({ id: 'SearchHit' });

export const searchPageSchema = z
  .object({ items: z.array(hitSchema), total: z.number().int(), nextCursor: z.string().nullable() })
  .meta({ id: 'SearchPage' });

export const facetsSchema = z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number().int() })));

/** In the body, so that no phone number or address ends up in a URL, a log or a browser history. */
export const customerSearchSchema = z.object({
  kind: z.enum(['phone', 'email', 'account']),
  value: z.string().min(1).max(320),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
