import { z } from 'zod';
import { accountRights, accountRoles } from '../../domain/account.ts';
import { auditActions, unredactedReasons } from '../../domain/audit.ts';
import { type Permission, permissions } from '../../domain/permission.ts';

const permissionSchema = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]);
const names = z.array(z.string().trim().min(1).max(200)).max(200);
/** What people type to sign in: no control characters, so that it can stand in a table or a log of the site's own. */
const accountName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}]+$/u, 'Expected printable characters');
/** Longer than any password may be; how long it must be is said by `checkNewPassword`. */
const password = z.string().min(1).max(1000);

export const accountSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(accountRoles),
    teams: z.array(z.string()),
    agent: z.string().nullable(),
    rights: z.array(z.enum(accountRights)),
    origin: z.enum(['local', 'oidc']),
    disabled: z.boolean(),
    createdAt: z.string(),
    lastSignInAt: z.string().nullable(),
  })
  .meta({ id: 'Account' });

export const sessionSchema = z
  .object({
    state: z
      .enum(['open', 'signed-in', 'signed-out'])
      .describe('open: there are no accounts, and whoever is on this machine may do everything'),
    account: accountSchema.nullable(),
    permissions: z.array(permissionSchema),
    scoped: z.boolean().describe('Only conversations of own teams, or own ones'),
    provider: z.string().nullable().describe('Name of the site’s own sign-in; GET /v1/session/provider begins it'),
  })
  .meta({ id: 'Session' });

export const signInBodySchema = z.object({ name: z.string().min(1).max(1000), password });
export const passwordBodySchema = z.object({ current: password, next: password });

export const newAccountBodySchema = z.object({
  name: accountName,
  role: z.enum(accountRoles),
  password,
  teams: names.default([]),
  agent: z.string().trim().min(1).max(200).nullable().default(null),
  rights: z.array(z.enum(accountRights)).default([]),
});

export const accountEditBodySchema = z.object({
  role: z.enum(accountRoles).optional(),
  password: password.optional(),
  teams: names.optional(),
  agent: z.string().trim().min(1).max(200).nullable().optional(),
  rights: z.array(z.enum(accountRights)).optional(),
  disabled: z.boolean().optional(),
});

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    permissions: z.array(permissionSchema),
    teams: z.array(z.string()),
    createdBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' });

export const newKeyBodySchema = z.object({
  name: z.string().trim().min(1).max(100),
  permissions: z.array(permissionSchema).min(1),
  teams: names.default([]),
  expiresAt: z.iso
    .datetime({ offset: true })
    .transform((moment) => new Date(moment).toISOString())
    .nullable()
    .default(null),
});

export const newKeySchema = z.object({ key: apiKeySchema, secret: z.string().describe('Shown this once') });

export const auditQuerySchema = z.object({
  actor: z.string().max(100).optional(),
  action: z.enum(auditActions).optional(),
  subject: z.string().max(100).optional().describe('Id of a conversation, account or key'),
  before: z.coerce.number().int().positive().optional().describe('`sequence` of the last row of the page before'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const auditPageSchema = z.object({
  items: z.array(
    z.object({
      sequence: z.number().int(),
      at: z.string(),
      actor: z.string(),
      actorName: z.string().nullable().describe('Name of the account or key now'),
      action: z.enum(auditActions),
      subject: z.string(),
      subjectName: z.string().nullable(),
      detail: z.string(),
      hash: z.string(),
    }),
  ),
  next: z.number().int().nullable().describe('`before` of the next page'),
});

export const auditVerdictSchema = z.discriminatedUnion('intact', [
  z.object({
    intact: z.literal(true),
    rows: z.number().int(),
    head: z.string().describe('Note it elsewhere; later it must still be there'),
  }),
  z.object({
    intact: z.literal(false),
    rows: z.number().int().describe('Rows before the broken one'),
    brokenAt: z.number().int(),
    reason: z.enum(['changed', 'missing']),
  }),
]);

export const unredactedBodySchema = z.object({ reason: z.enum(unredactedReasons) });
export const unredactedSchema = z.object({
  subject: z.string().nullable(),
  turns: z.array(z.object({ index: z.number().int(), text: z.string() })).describe('Every turn as it was said or written'),
});
