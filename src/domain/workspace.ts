import { z } from 'zod';
import { accountRoles } from './account.ts';
import { attributeValueSchema } from './captured-interaction.ts';
import { contactReasonsSchema } from './contact-reasons.ts';
import { insightKinds } from './insight.ts';
import { channels, handlings, roles } from './vocabulary.ts';

/**
 * `workspace.yaml`: what a site tells Earshot about itself. Everything has a default, so an empty file is a workspace.
 * Rules, lists and scorecards are files of their own beside it.
 */
const hours = z.number().positive();
const timeZone = z.string().refine((name) => isTimeZone(name), 'Expected an IANA time zone such as Europe/Dublin');

export const sourceSettingsSchema = z.strictObject({
  /** Folder to watch while the server runs; relative to the workspace. */
  watch: z.string().optional(),
  /** Folder of metadata files of this source (contact records, surveys), and the mapping of their columns. */
  metadata: z.strictObject({ watch: z.string(), mapping: z.string().optional() }).optional(),
  format: z.string().optional(),
  /** CSV or metadata mapping file, relative to the workspace. */
  mapping: z.string().optional(),
  timeZone: timeZone.optional(),
  channelRoles: z.array(z.enum(roles)).optional(),
  channel: z.enum(channels).optional(),
  handling: z.enum(handlings).optional(),
  /** Language the source's calls are in, when it is known to be one. */
  language: z.string().optional(),
  attributes: z.record(z.string(), attributeValueSchema).optional(),
});

/** Thresholds of docs/MEASURES.md, in seconds; peers disagree on nearly all of them, so a site may change them. */
export const measureThresholdsSchema = z.strictObject({
  silenceSeconds: z.number().positive().default(3),
  deadAirSeconds: z.number().positive().default(10),
  deadAirWaitPhraseSeconds: z.number().min(0).default(5),
  overtalkSeconds: z.number().positive().default(0.5),
  backchannelSeconds: z.number().positive().default(1),
  monologuePauseSeconds: z.number().positive().default(1),
  /** Chat, messaging, email: nobody writes for this long. */
  idleGapSeconds: z.number().positive().default(120),
  /** An answer to a waiting customer within this time is in time. */
  responseTargetSeconds: z
    .strictObject({
      chat: z.number().positive().default(60),
      messaging: z
        .number()
        .positive()
        .default(15 * 60),
      email: z
        .number()
        .positive()
        .default(24 * 3600),
    })
    .prefault({}),
  /** Opening hours on the source's wall clock; weekdays as in ISO 8601, Monday is 1. */
  businessHours: z
    .strictObject({
      weekdays: z.array(z.number().int().min(1).max(7)).default([1, 2, 3, 4, 5]),
      fromHour: z.number().min(0).max(24).default(9),
      toHour: z.number().min(0).max(24).default(17),
    })
    .prefault({}),
});

/** From `low` to `high`: what a site believes of a figure that nobody has measured. */
const rangeSchema = (low: number, high: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .strictObject({ low: z.number().min(0).max(most).default(low), high: z.number().min(0).max(most).default(high) })
    .refine((range) => range.low <= range.high, 'low is above high')
    .prefault({});

/**
 * What avoided contacts are worth. Defaults: a loaded agent minute of 0.50 to 1.20 and a self-service contact of 0.10 to 0.25 in US dollars
 * (published ranges of 8 to 15 dollars for a call of ten minutes); adoption and success are guesses to be replaced by a pilot.
 */
export const deflectionSchema = z.strictObject({
  currency: z.string().length(3).default('USD'),
  costPerMinute: rangeSchema(0.5, 1.2),
  selfServiceCost: rangeSchema(0.1, 0.25),
  /** Agent minutes of a text contact whose handle time is not known. */
  textMinutes: rangeSchema(3, 8),
  /** Share of suitable contacts that would try self-service, and of those that would end there. */
  adoption: rangeSchema(0.2, 0.6, 1),
  success: rangeSchema(0.5, 0.8, 1),
  /** Extra contacts for each one that tried and failed. */
  repeatAfterFailure: rangeSchema(0, 0.2),
  /** By driver, name or id: the share that could be avoided at all, when it is known better, and whether self-service exists already. */
  drivers: z
    .record(z.string(), z.strictObject({ avoidable: rangeSchema(0, 1, 1).optional(), selfServiceExists: z.boolean().default(false) }))
    .default({}),
});
export type DeflectionAssumptions = z.infer<typeof deflectionSchema>;

const insightKindNames = z.array(z.enum(insightKinds)).optional();

/** Who is told of insights outside the page, and how; each under a name of the site's own. */
export const deliverySchema = z.strictObject({
  /** Webhooks may go to this machine and its network, and without TLS. */
  allowPrivateAddresses: z.boolean().default(false),
  webhooks: z
    .record(
      z.string(),
      z.strictObject({
        url: z.url({ protocol: /^https?$/ }),
        /** Name of the environment variable that holds the signing secret: `whsec_…` (standardwebhooks.com). */
        secretVariable: z.string(),
        kinds: insightKindNames,
      }),
    )
    .default({}),
  mail: z
    .record(
      z.string(),
      z.strictObject({
        host: z.string(),
        port: z.number().int().positive().default(587),
        /** TLS from the first byte (port 465); else STARTTLS is asked for. */
        secure: z.boolean().default(false),
        /** Without TLS: only for a mail server on this machine. */
        plain: z.boolean().default(false),
        from: z.string(),
        to: z.array(z.string()).min(1),
        user: z.string().optional(),
        passwordVariable: z.string().optional(),
        kinds: insightKindNames,
      }),
    )
    .default({}),
});
export type DeliverySettings = z.infer<typeof deliverySchema>;

export const rosterEntrySchema = z.strictObject({
  agent: z.string(),
  name: z.string().optional(),
  team: z.string().optional(),
  supervisor: z.string().optional(),
  /** ISO dates; from inclusive, to exclusive. */
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
});

/** Who may come in, and how; accounts themselves are made by `earshot accounts`. */
export const accessSettingsSchema = z.strictObject({
  /** Where people reach the server, when that is not the address it listens on: `https://earshot.example.com` behind a proxy. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** The longest times that NIST SP 800-63B-4 recommends for its second level of assurance. */
  session: z
    .strictObject({ idleMinutes: z.number().positive().default(60), absoluteHours: z.number().positive().default(24) })
    .prefault({}),
  /** The site's own sign-in (OpenID Connect). The redirect address to register there is URL/v1/session/provider/callback. */
  oidc: z
    .strictObject({
      /** What people read on the button. */
      name: z.string().default('single sign-on'),
      issuer: z.url(),
      clientId: z.string(),
      /** Name of the environment variable that holds the client secret. */
      clientSecretVariable: z.string().default('EARSHOT_OIDC_SECRET'),
      scope: z.string().default('openid profile email'),
      /** Claim with the person's groups; the first entry of `roles` among them is the role. */
      roleClaim: z.string().default('groups'),
      roles: z.record(z.string(), z.enum(accountRoles)),
      /** Claims with a supervisor's teams and an agent's id as the sources write it. */
      teamsClaim: z.string().default('teams'),
      agentClaim: z.string().default('agent'),
      nameClaim: z.string().default('preferred_username'),
    })
    .optional(),
});

export const workspaceSchema = z.strictObject({
  name: z.string().default('Workspace'),
  tenant: z.string().default('default'),
  timeZone: timeZone.default('UTC'),
  /** Two-letter country whose phone numbers are written without a prefix. */
  country: z.string().length(2).default('US'),
  redaction: z.boolean().default(true),
  analysis: z
    .strictObject({
      /** none: rules and measures only; static: every analyser on the distilled table; full: on the sentence encoder, slower and closer. */
      profile: z.enum(['none', 'static', 'full']).default('static'),
      /** Sentiment of agents' words. What is said about how employees feel is never inferred from their voices. */
      agentSentiment: z.boolean().default(false),
    })
    .prefault({}),
  transcription: z
    .strictObject({
      engine: z.enum(['moonshine', 'openai-compatible', 'none']).default('moonshine'),
      model: z.string().default('base'),
      url: z.url().optional(),
      /** Name of the environment variable that holds the key. */
      apiKeyVariable: z.string().optional(),
      workers: z.number().int().positive().default(2),
    })
    .prefault({}),
  rules: z
    .strictObject({
      /** true: a publication names its approver, and only published rules judge what comes in. */
      approval: z.boolean().default(false),
    })
    .prefault({}),
  access: accessSettingsSchema.prefault({}),
  sessionIdleHours: z.strictObject({ messaging: hours.default(24), email: hours.default(24 * 14), chat: hours.default(24) }).prefault({}),
  measures: measureThresholdsSchema.prefault({}),
  insights: z
    .strictObject({
      /** How sure a change of volume must be to be told, in standard deviations; `earshot tune` fits it to the site's history. */
      leastZ: z.number().min(2).max(12).default(4),
    })
    .prefault({}),
  deflection: deflectionSchema.prefault({}),
  delivery: deliverySchema.prefault({}),
  sources: z.record(z.string(), sourceSettingsSchema).default({}),
  roster: z.array(rosterEntrySchema).default([]),
  /** Contact reasons; usually in `reasons.yaml` beside the workspace file. */
  reasons: contactReasonsSchema.shape.reasons,
});

export type Workspace = z.infer<typeof workspaceSchema>;
export type SourceSettings = z.infer<typeof sourceSettingsSchema>;
export type MeasureThresholds = z.infer<typeof measureThresholdsSchema>;
export type RosterEntry = z.infer<typeof rosterEntrySchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
