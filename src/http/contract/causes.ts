import { z } from 'zod';
import { compareQuerySchema, differenceKinds } from '../../analytics/causes/compare-slices.ts';
import { changeQuerySchema } from '../../analytics/causes/explain-change.ts';
import { causeQuerySchema } from '../../analytics/causes/find-causes.ts';
import { filterSchema, periodSchema } from '../../analytics/metric-query.ts';
import { repeatKinds } from '../../analytics/repeats/find-repeats.ts';

const intervalSchema = z.tuple([z.number(), z.number()]).readonly().describe('95 %');
const estimateSchema = z.object({ value: z.number(), interval: intervalSchema });

export const explainedChangeSchema = z
  .object({
    query: changeQuerySchema,
    before: z.number(),
    after: z.number(),
    change: estimateSchema,
    mix: estimateSchema,
    rate: estimateSchema,
    residual: z.number(),
    rows: z.array(
      z.object({
        group: z.string(),
        name: z.string(),
        effect: estimateSchema,
        mix: estimateSchema,
        rate: estimateSchema,
        shareBefore: z.number(),
        shareAfter: z.number(),
        valueBefore: z.number().nullable(),
        valueAfter: z.number().nullable(),
        contacts: z.object({ before: z.number().int(), after: z.number().int() }),
        cells: z.object({ before: z.string(), after: z.string() }).describe('GET /v1/interactions?cell=… lists the conversations'),
      }),
    ),
    excluded: z.record(z.string(), z.number().int()),
    notes: z.array(z.string()),
  })
  .meta({ id: 'ExplainedChange' });

const candidateSchema = z.object({
  exposure: z.string(),
  name: z.string(),
  exposed: z.number().int(),
  outcomes: z.number().int(),
  crude: estimateSchema.describe('ratio of the rates with and without the exposure'),
  difference: estimateSchema.describe('difference of the rates'),
  excess: z.number().describe('outcomes beyond those that the rate without the exposure would give'),
  adjusted: estimateSchema.nullable().describe('Mantel-Haenszel ratio over strata of what is adjusted for'),
  p: z.number(),
  q: z.number(),
  overlap: z.number().describe('part of the contacts in strata with both kinds'),
  heterogeneity: z.number(),
  directionDiffers: z.boolean().describe('one number would mislead: look at the strata'),
  stands: z.boolean(),
  eValue: z.number(),
  strata: z.array(
    z.object({
      name: z.string(),
      exposed: z.number().int(),
      exposedOutcomes: z.number().int(),
      unexposed: z.number().int(),
      unexposedOutcomes: z.number().int(),
      ratio: z.number(),
    }),
  ),
  doublyRobust: z.object({ difference: estimateSchema, trimmed: z.number() }).nullable(),
  conversationIds: z.array(z.string()),
});

export const causeAnswerSchema = z
  .object({
    query: causeQuerySchema,
    contacts: z.number().int(),
    outcomes: z.number().int(),
    unknown: z.number().int(),
    adjustedFor: z.array(z.string()),
    candidates: z.array(candidateSchema),
    subgroups: z.array(
      z.object({
        conditions: z.array(z.string()),
        names: z.array(z.string()),
        contacts: z.number().int(),
        rate: z.number(),
        interval: intervalSchema,
        elsewhere: z.number(),
        q: z.number(),
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'CauseAnswer' });

const countsSchema = z.object({ first: z.number().int(), second: z.number().int() });

export const comparisonSchema = z
  .object({
    query: compareQuerySchema,
    contacts: countsSchema,
    differences: z.array(
      z.object({
        kind: z.enum(differenceKinds),
        what: z.string(),
        first: z.number(),
        second: z.number(),
        difference: z.number(),
        interval: intervalSchema,
        q: z.number(),
      }),
    ),
    tested: z.record(z.enum(differenceKinds), z.number().int()),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Comparison' });

const groupFields = ['driver', 'reason', 'channel', 'queue', 'team', 'agent', 'language', 'direction'] as const;

export const repeatQuerySchema = z.strictObject({
  days: z.union([z.literal(1), z.literal(3), z.literal(7), z.literal(14), z.literal(30)]).default(7),
  kind: z.enum(repeatKinds).default('any').describe('`same`: about the same case, driver or reason'),
  by: z.enum(groupFields).nullable().default(null).describe('groups by what the first contact was'),
  filters: z.array(filterSchema).max(50).default([]),
  period: periodSchema.optional().describe('of the first contacts'),
});

export const repeatAnswerSchema = z
  .object({
    items: z.array(
      z.object({
        group: z.string(),
        name: z.string(),
        contacts: z.number().int(),
        n: z.number().int(),
        repeats: z.number().int(),
        rate: z.number().nullable(),
        interval: intervalSchema.nullable(),
        firstContactResolution: z.number().nullable(),
        leftOut: z.object({ noCustomer: z.number().int(), tooRecent: z.number().int(), notCounted: z.number().int() }),
      }),
    ),
  })
  .meta({ id: 'RepeatRates' });
