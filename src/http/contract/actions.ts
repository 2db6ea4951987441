import { z } from 'zod';
import { feedStatuses } from '../../domain/feed-item.ts';
import { insightKinds } from '../../domain/insight.ts';
import type { RouteContract } from './route-contract.ts';

/** What is done about insights: the feed, and interventions with their effects. */

const count = z.number().int();
const interval = z.tuple([z.number(), z.number()]).readonly();
const idParams = z.object({ id: z.string().min(1).max(64) });
const day = z.iso.date();

const feedItemSchema = z
  .object({
    id: z.string(),
    kind: z.enum(insightKinds),
    subject: z.string(),
    driver: z.string().optional(),
    rule: z.string().optional(),
    phrases: z.array(z.string()).optional(),
    segment: z.record(z.string(), z.string()).optional(),
    since: z.string(),
    effect: z.number(),
    interval,
    q: z.number(),
    conversations: count,
    conversationIds: z.array(z.string()),
    quotes: z.array(z.object({ interaction: z.string(), text: z.string() })),
    firstTold: z.string(),
    lastTold: z.string(),
    status: z.enum(feedStatuses),
    reason: z.string().nullable(),
    owner: z.string().nullable(),
    dueDate: z.string().nullable(),
    ticket: z.string().nullable(),
    history: z.array(z.object({ at: z.string(), by: z.string(), what: z.string(), detail: z.string().nullable() })),
  })
  .meta({ id: 'FeedItem' });

const filters = z.array(z.strictObject({ dimension: z.string(), in: z.array(z.string()).min(1).max(1000) })).max(20);
const interventionSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    date: z.string(),
    metric: z.string(),
    scope: z.array(z.object({ dimension: z.string(), in: z.array(z.string()) })),
    comparison: z.array(z.object({ dimension: z.string(), in: z.array(z.string()) })).nullable(),
    note: z.string(),
    insight: z.string().nullable(),
    registeredBy: z.string(),
    registeredAt: z.string(),
  })
  .meta({ id: 'Intervention' });

const estimateSchema = z.object({ value: z.number(), interval, p: z.number(), weeksBefore: count, weeksAfter: count });
const groupSchema = z.object({
  weeks: z.array(z.object({ week: count, value: z.number() })),
  before: z.number().nullable(),
  after: z.number().nullable(),
  cells: z.object({ before: z.string(), after: z.string() }),
});

const effectSchema = z.object({
  intervention: interventionSchema,
  scale: z.enum(['ratio', 'difference']),
  scope: groupSchema,
  comparison: groupSchema.nullable(),
  differenceInDifferences: estimateSchema.nullable(),
  parallelTrend: z.object({ slope: z.number(), p: z.number(), holds: z.boolean() }).nullable(),
  interruptedSeries: estimateSchema.extend({ placebos: z.object({ dates: count, told: count, p: z.number() }).nullable() }).nullable(),
  verdict: z.enum(['better', 'worse', 'changed', 'no-clear-effect', 'not-enough-data']),
  notes: z.array(z.string()),
});

const reason = z.string().trim().max(2000);

export const actionRoutes = {
  'GET /v1/feed': {
    summary: 'Insights as work: what is new, who looks after it, what became of it',
    tag: 'analytics',
    permission: 'insights:read',
    query: z.object({ status: z.enum(feedStatuses).optional() }),
    reply: z.object({ items: z.array(feedItemSchema) }),
  },
  'GET /v1/feed/stream': {
    summary: 'Items of the feed as server-sent events when they change; resumes after Last-Event-ID',
    tag: 'analytics',
    permission: 'insights:read',
    headers: z.looseObject({ 'last-event-id': z.string().max(20).optional() }),
    produces: 'text/event-stream',
    reply: z.string(),
  },
  'GET /v1/feed/{id}': {
    summary: 'One item, with its evidence and its history',
    tag: 'analytics',
    permission: 'insights:read',
    params: idParams,
    reply: feedItemSchema,
  },
  'POST /v1/feed/{id}/status': {
    summary: 'Acknowledge, act on, dismiss (with a reason) or reopen an item',
    tag: 'analytics',
    permission: 'insights:act',
    params: idParams,
    body: z.strictObject({ status: z.enum(feedStatuses), reason: reason.optional() }),
    reply: feedItemSchema,
  },
  'POST /v1/feed/{id}/assign': {
    summary: 'Give an item an owner, a due date or a link to a ticket; null takes it away',
    tag: 'analytics',
    permission: 'insights:act',
    params: idParams,
    body: z.strictObject({
      owner: z.string().trim().min(1).max(200).nullable().optional(),
      dueDate: day.nullable().optional(),
      ticket: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .nullable()
        .optional(),
    }),
    reply: feedItemSchema,
  },
  'GET /v1/interventions': {
    summary: 'What was done, and when',
    tag: 'analytics',
    permission: 'insights:read',
    reply: z.object({ items: z.array(interventionSchema) }),
  },
  'POST /v1/interventions': {
    summary: 'Register an action, so that its effect can be told',
    tag: 'analytics',
    permission: 'insights:act',
    body: z.strictObject({
      name: z.string().trim().min(1).max(200),
      date: day.describe('first day on which it was in force'),
      metric: z.string(),
      scope: filters.default([]).describe('the contacts that it reached'),
      comparison: filters.nullable().default(null).describe('contacts that it did not reach'),
      note: z.string().max(5000).default(''),
      insight: z.string().max(64).nullable().default(null).describe('item of the feed that it answers'),
    }),
    reply: interventionSchema,
  },
  'GET /v1/interventions/{id}/effect': {
    summary: 'What it changed: difference in differences, interrupted series with placebo dates, and how sure',
    tag: 'analytics',
    permission: 'insights:read',
    params: idParams,
    reply: effectSchema,
  },
  'DELETE /v1/interventions/{id}': {
    summary: 'Forget an intervention',
    tag: 'analytics',
    permission: 'insights:act',
    params: idParams,
    reply: z.object({ removed: z.boolean() }),
  },
} as const satisfies Record<string, RouteContract>;
