import { z } from 'zod';
import { attributeValueSchema, legSchema, mediaSchema, participantSchema } from '../../domain/captured-interaction.ts';
import { channels, directions, eventKinds, handlings, roles } from '../../domain/vocabulary.ts';
import { understandingSchema } from './understanding.ts';

/** One conversation whole, as `GET /v1/interactions/{id}` and `earshot show --json` give it. */
const wordSchema = z.object({
  text: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  confidence: z.number().optional(),
  interpolated: z.boolean().optional(),
});

const turnSchema = z
  .object({
    index: z.number().int(),
    leg: z.number().int(),
    participant: z.string(),
    role: z.enum(roles),
    roleConfidence: z.number(),
    text: z.string(),
    startMs: z.number().nullable(),
    endMs: z.number().nullable(),
    words: z.array(wordSchema).optional(),
    heard: z.object({ media: z.number().int(), channel: z.number().int().optional() }).optional(),
    setAside: z.array(z.object({ kind: z.enum(['quoted', 'signature', 'note']), text: z.string() })).optional(),
  })
  .meta({ id: 'Turn' });

const eventSchema = z.object({
  kind: z.enum(eventKinds),
  startMs: z.number(),
  endMs: z.number(),
  leg: z.number().int().nullable(),
  role: z.enum(roles).nullable(),
  origin: z.enum(['imported', 'inferred', 'computed']),
});

const measuresSchema = z.object({
  values: z.record(z.string(), z.number().nullable()),
  /** Why a value is null. */
  gaps: z.record(z.string(), z.string()),
});

const storedMediaSchema = mediaSchema.extend({
  blob: z.string(),
  durationMs: z.number().optional(),
  channels: z.number().int().optional(),
  sampleRate: z.number().optional(),
  peaks: z.object({ perSecond: z.number(), channels: z.array(z.array(z.number())) }).optional(),
  masks: z.array(z.object({ startMs: z.number(), endMs: z.number(), channel: z.number().int().optional() })).optional(),
});

const annotationSchema = z.object({
  turn: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  kind: z.string(),
  label: z.string(),
  original: z.object({ start: z.number().int(), end: z.number().int() }).optional(),
  confidence: z.number(),
  by: z.string(),
  why: z.string(),
});

export const interactionSchema = z
  .object({
    id: z.string(),
    tenant: z.string(),
    source: z.string(),
    externalId: z.string(),
    version: z.number().int(),
    channel: z.enum(channels),
    direction: z.enum(directions).nullable(),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    durationMs: z.number().nullable(),
    timeZone: z.string(),
    language: z.object({ code: z.string(), confidence: z.number(), origin: z.enum(['source', 'heard', 'text']) }).nullable(),
    customerKeys: z.array(z.object({ kind: z.enum(['phone', 'email', 'account']), key: z.string() })),
    caseId: z.string().nullable(),
    threadId: z.string().nullable(),
    subject: z.string().nullable(),
    handling: z.enum(handlings),
    consent: z.string().nullable(),
    attributes: z.record(z.string(), attributeValueSchema),
    participants: z.array(participantSchema),
    legs: z.array(legSchema.extend({ measures: measuresSchema })),
    turns: z.array(turnSchema),
    events: z.array(eventSchema),
    media: z.array(storedMediaSchema),
    annotations: z.array(annotationSchema),
    measures: measuresSchema,
    understanding: understandingSchema,
    state: z.enum(['assessable', 'transcribed', 'received', 'recorded', 'occurred']),
    stateReason: z.string().nullable(),
    warnings: z.array(z.string()),
    versions: z.record(z.string(), z.string()),
    receivedAt: z.string(),
  })
  .meta({ id: 'Interaction' });
