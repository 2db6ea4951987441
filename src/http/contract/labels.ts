import { z } from 'zod';
import { judgements, labelStrata } from '../../domain/rule-label.ts';

const count = z.number().int().min(0);
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const drawBodySchema = z.object({
  /** Conversations in all; a larger n later draws these and more. */
  n: z.number().int().min(1).max(1000).default(20),
  seed: z.number().int().min(0).default(1),
  /** On the start of the conversation; from inclusive, to exclusive. */
  from: moment.optional(),
  to: moment.optional(),
});

const stratumSchema = { stratum: z.enum(labelStrata), population: count, drawn: count };

export const labelDrawSchema = z
  .object({
    id: z.string(),
    rule: z.string(),
    ruleHash: z.string(),
    seed: z.number(),
    drawnAt: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    strata: z.array(z.object(stratumSchema)),
    /** Conversations on which the rule cannot be judged; in no stratum. */
    notAssessable: count,
    items: z.array(
      z.object({
        interaction: z.string(),
        stratum: z.enum(labelStrata),
        probability: z.number(),
        startedAt: z.string().nullable(),
        spans: z.array(z.object({ turn: z.number().int(), start: z.number().int(), end: z.number().int() })),
      }),
    ),
  })
  .meta({ id: 'LabelDraw' });

export const judgeBodySchema = z.object({
  judgements: z
    .array(z.object({ interaction: z.string().min(1).max(64), judgement: z.enum(judgements) }))
    .min(1)
    .max(1000),
});

const labelSchema = z
  .object({
    rule: z.string(),
    ruleHash: z.string(),
    interaction: z.string(),
    judgement: z.enum(judgements),
    stratum: z.enum(labelStrata),
    probability: z.number(),
    startedAt: z.string().nullable(),
    draw: z.string(),
    judgedAt: z.string(),
  })
  .meta({ id: 'RuleLabel' });

export const labelsSchema = z.object({ items: z.array(labelSchema) });
export const undoneSchema = z.object({ removed: z.boolean() });

/** Where recent findings begin for the decay alarm; when absent, when the rule was published, or first judged. */
export const measureQuerySchema = z.object({ since: moment.optional() });

const interval = z.tuple([z.number(), z.number()]);
const estimate = { value: z.number(), interval, n: count };

export const ruleMeasureSchema = z
  .object({
    rule: z.string(),
    ruleHash: z.string(),
    drawnAt: z.string(),
    /** The rule still is what it was when its conversations were drawn. */
    isCurrent: z.boolean(),
    strata: z.array(z.object({ ...stratumSchema, yes: count, no: count, skip: count })),
    notAssessable: count,
    precision: z.object({ ...estimate, exact: interval }).nullable(),
    recall: z.object(estimate).nullable(),
    prevalence: z.object({ raw: z.number(), corrected: z.object(estimate).nullable() }),
    decay: z
      .object({ since: z.string(), before: z.object(estimate), recent: z.object(estimate), p: z.number(), alarm: z.boolean() })
      .nullable(),
  })
  .meta({ id: 'RuleMeasure' });
