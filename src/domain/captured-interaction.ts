import { z } from 'zod';
import { channels, directions, eventKinds, handlings, legKinds, roles } from './vocabulary.ts';

/**
 * What every reader produces and `POST /v1/interactions` accepts: one contact as its source knows it, before any
 * analysis. Times: `…Ms` are milliseconds from the start of the recording (voice) or of the conversation (text);
 * `at`, `startedAt` and `endedAt` are ISO 8601 with an offset. Labels and annotations of corpora have no field here.
 */
const isoTime = z.iso.datetime({ offset: true });
const milliseconds = z.number().min(0);

export const capturedWordSchema = z.object({
  text: z.string(),
  startMs: milliseconds,
  endMs: milliseconds,
  /** 0…1, as the recogniser reports it. */
  confidence: z.number().min(0).max(1).optional(),
});

export const capturedTurnSchema = z.object({
  /** Id of a participant of this interaction. */
  participant: z.string(),
  text: z.string(),
  leg: z.number().int().min(0).optional(),
  startMs: milliseconds.optional(),
  endMs: milliseconds.optional(),
  at: isoTime.optional(),
  words: z.array(capturedWordSchema).optional(),
  /** What the sender did not write now: quoted mail and signature, kept beside the text and never analysed. */
  setAside: z.array(z.object({ kind: z.enum(['quoted', 'signature', 'note']), text: z.string() })).optional(),
});

export const participantSchema = z.object({
  id: z.string(),
  role: z.enum(roles),
  /** 0…1; 1 when the source states the role. */
  roleConfidence: z.number().min(0).max(1).default(1),
  /** The source's stable id of this person: agent login, extension. */
  ref: z.string().optional(),
  name: z.string().optional(),
});

export const legSchema = z.object({
  kind: z.enum(legKinds),
  /** The source's id of the agent; matched against the roster. */
  agent: z.string().optional(),
  team: z.string().optional(),
  queue: z.string().optional(),
  startMs: milliseconds.optional(),
  answeredMs: milliseconds.optional(),
  endMs: milliseconds.optional(),
  /** Index into `media`. */
  media: z.number().int().min(0).optional(),
});

export const capturedEventSchema = z.object({
  kind: z.enum(eventKinds),
  startMs: milliseconds,
  endMs: milliseconds.optional(),
  leg: z.number().int().min(0).optional(),
  participant: z.string().optional(),
});

export const mediaSchema = z.object({
  /** File name as the source gave it: shown, and used by filename patterns of metadata mappings. */
  name: z.string(),
  mediaType: z.string().optional(),
  /** Role on each channel, in channel order; absent: left is agent, right is customer, with low confidence. */
  channelRoles: z.array(z.enum(roles)).optional(),
  /** Participant id on each channel, in channel order. */
  channelParticipants: z.array(z.string()).optional(),
  /** Milliseconds from the start of the interaction to the start of this recording. */
  offsetMs: milliseconds.optional(),
});

export const attributeValueSchema = z.union([z.string(), z.number(), z.boolean()]);
export type AttributeValue = z.infer<typeof attributeValueSchema>;

export const customerContactSchema = z.object({
  phone: z.string().optional(),
  email: z.string().optional(),
  account: z.string().optional(),
});

export const capturedInteractionSchema = z.object({
  /** The source's own id of the contact. */
  externalId: z.string().min(1).max(512),
  channel: z.enum(channels),
  direction: z.enum(directions).optional(),
  startedAt: isoTime.optional(),
  endedAt: isoTime.optional(),
  /** IANA name; the source's configured zone when absent. */
  timeZone: z.string().optional(),
  /** BCP 47, when the source states it. */
  language: z.string().optional(),
  customer: customerContactSchema.optional(),
  caseId: z.string().optional(),
  threadId: z.string().optional(),
  subject: z.string().optional(),
  handling: z.enum(handlings).optional(),
  consent: z.string().optional(),
  /** The texts went through redaction before: `<card>` in them is a token and not what somebody typed. */
  redacted: z.boolean().optional(),
  attributes: z.record(z.string(), attributeValueSchema).default({}),
  participants: z.array(participantSchema).default([]),
  legs: z.array(legSchema).default([]),
  turns: z.array(capturedTurnSchema).default([]),
  events: z.array(capturedEventSchema).default([]),
  media: z.array(mediaSchema).default([]),
  /** What the reader noticed and could mend, in words: shown as warnings. */
  warnings: z.array(z.string()).default([]),
});

export type CapturedInteraction = z.infer<typeof capturedInteractionSchema>;
export type CapturedInteractionInput = z.input<typeof capturedInteractionSchema>;
export type CapturedTurn = z.infer<typeof capturedTurnSchema>;
export type CapturedEvent = z.infer<typeof capturedEventSchema>;
export type CapturedMedia = z.infer<typeof mediaSchema>;
export type Participant = z.infer<typeof participantSchema>;
export type CapturedLeg = z.infer<typeof legSchema>;
export type CustomerContact = z.infer<typeof customerContactSchema>;
