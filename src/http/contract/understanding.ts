import { z } from 'zod';
import { signalNames, summarySlots } from '../../domain/understanding.ts';
import { roles } from '../../domain/vocabulary.ts';

const span = { turn: z.number().int(), start: z.number().int(), end: z.number().int() };
const evidence = z.array(z.object({ ...span, weight: z.number(), why: z.string() }));

const courseSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('insufficient'), role: z.enum(roles), turns: z.number().int() }),
  z.object({
    state: z.literal('measured'),
    role: z.enum(roles),
    turns: z.number().int(),
    mean: z.number(),
    start: z.number(),
    end: z.number(),
    slope: z.number(),
    lowest: z.number(),
    lowestTurn: z.number().int(),
    negativeShare: z.number(),
    recovered: z.boolean(),
  }),
]);

/** What the analysers read out of the words; a part that did not run is absent. */
export const understandingSchema = z.object({
  sentiment: z
    .object({
      turns: z.array(
        z.object({ turn: z.number().int(), score: z.number(), label: z.enum(['negative', 'neutral', 'positive']), because: evidence }),
      ),
      courses: z.array(courseSchema),
    })
    .optional(),
  effort: z.object({ points: z.number(), level: z.enum(['low', 'medium', 'high']), because: evidence }).optional(),
  politeness: z.array(z.object({ role: z.enum(roles), score: z.number().nullable(), because: evidence })).optional(),
  empathy: z.object({ openings: z.number().int(), met: z.number().int(), because: evidence }).optional(),
  statements: z.array(z.object({ ...span, text: z.string(), confidence: z.number() })).optional(),
  reasons: z
    .array(
      z.object({
        name: z.string(),
        probability: z.number(),
        statement: z.number().int(),
        because: evidence,
        example: z.string().optional(),
      }),
    )
    .optional(),
  summary: z.array(z.object({ ...span, slot: z.enum(summarySlots), role: z.enum(roles), text: z.string(), why: z.string() })).optional(),
  signals: z
    .array(
      z.object({
        name: z.enum(signalNames),
        verdict: z.enum(['yes', 'no', 'unclear']),
        probability: z.number(),
        because: evidence,
      }),
    )
    .optional(),
});
