import { z } from 'zod';
import { deflectionQuerySchema } from '../../analytics/deflection/find-deflection.ts';
import { reconcileQuerySchema } from '../../analytics/facts/reconcile.ts';
import { deflectionSchema } from '../../domain/workspace.ts';
import type { RouteContract } from './route-contract.ts';

/** The centre's own figures, and what avoidable contacts are worth. */

const count = z.number().int();
const interval = z.tuple([z.number(), z.number()]).readonly();
const range = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });
const day = z.iso.date();

const factSchema = z.strictObject({
  day,
  queue: z.string().max(200).default(''),
  channel: z.string().max(50).default(''),
  name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/u),
  value: z.number(),
});

export const valueRoutes = {
  'POST /v1/facts': {
    summary: 'Daily figures of the centre itself: offered, abandoned, wrap-up … by day and queue; the same again replaces',
    tag: 'operations',
    permission: 'operations:run',
    body: z.strictObject({ source: z.string().min(1).max(100).default('facts'), facts: z.array(factSchema).min(1).max(50_000) }),
    reply: z.object({ kept: count }),
  },
  'GET /v1/facts': {
    summary: 'Which daily figures there are, by name and queue, with their sums and days',
    tag: 'operations',
    permission: 'numbers:read',
    query: z.object({ name: z.string().optional(), from: day.optional(), to: day.optional() }),
    reply: z.object({
      items: z.array(
        z.object({ name: z.string(), queue: z.string(), value: z.number(), days: count, firstDay: z.string(), lastDay: z.string() }),
      ),
    }),
  },
  'POST /v1/reconcile': {
    summary: 'Analysed contacts beside the centre’s own volume, queue by queue, and groups scaled up to it',
    tag: 'analytics',
    permission: 'numbers:read',
    body: reconcileQuerySchema,
    reply: z.object({
      query: reconcileQuerySchema,
      known: z.number(),
      analysed: count,
      coverage: z.number().nullable(),
      queues: z.array(z.object({ queue: z.string(), known: z.number(), analysed: count, coverage: z.number().nullable(), days: count })),
      groups: z.array(
        z.object({ group: z.string(), name: z.string(), contacts: count, estimated: z.number(), interval, cell: z.string() }),
      ),
      notes: z.array(z.string()),
    }),
  },
  'POST /v1/deflection': {
    summary: 'Avoidable contacts by driver: contacts, minutes and money as ranges over what is not known',
    tag: 'analytics',
    permission: 'numbers:read',
    withinScope: true,
    body: deflectionQuerySchema,
    reply: z.object({
      query: deflectionQuerySchema,
      assumptions: deflectionSchema,
      rows: z.array(
        z.object({
          driver: z.string(),
          name: z.string(),
          total: count,
          minutesEach: z.object({ value: z.number(), interval, from: z.enum(['handle-time', 'duration', 'assumed']) }),
          avoidable: z.object({ value: z.number(), interval, from: z.enum(['measured', 'assumed']) }),
          selfServiceExists: z.boolean(),
          advice: z.enum(['repair-self-service', 'offer-self-service']),
          contacts: range,
          minutes: range,
          money: range,
          cell: z.string(),
        }),
      ),
      notes: z.array(z.string()),
    }),
  },
} as const satisfies Record<string, RouteContract>;
