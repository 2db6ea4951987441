import { z } from 'zod';
import { ruleFormats } from '../../rules/authoring/convert/convert-rules.ts';
import type { RouteContract } from './route-contract.ts';
import { diffReplySchema, problemFields, publishBodySchema, ruleVersionSchema } from './rules.ts';

/** Routes for writing rules without git. */

const count = z.number().int().min(0);
const share = z.number().min(0).max(1);
const interval = z.tuple([z.number(), z.number()]);
const estimate = z.object({ value: z.number(), interval, n: count });
const idParams = z.object({ id: z.string().min(1).max(64) });
const entryText = z.string().max(200_000).describe('The YAML entry of one rule, tests included');
const text = z.object({ text: entryText });

const standingSchema = z.object({
  conversations: count,
  items: z.array(
    z.object({
      rule: z.string(),
      met: count,
      missed: count,
      notAssessable: count,
      fired: count,
      /** Stored conversations without any verdict of the rule. */
      notJudged: count,
      /** Of judged findings, how many are true; null where nobody judged any. */
      precision: estimate.nullable(),
      recall: estimate.nullable(),
      /** The judgements were given to the rule as it is now. */
      isMeasureCurrent: z.boolean(),
      /** Published version since which it reads as it does; null: not published as it stands. */
      version: count.nullable(),
    }),
  ),
});

const draftSchema = z
  .object({ rule: z.string(), file: z.string(), text: z.string(), base: z.string().nullable(), savedAt: z.string() })
  .meta({ id: 'RuleDraft' });

const openRuleSchema = z
  .object({
    id: z.string(),
    source: z.object({ file: z.string(), line: count, text: z.string() }).nullable(),
    draft: draftSchema.nullable(),
    /** The file's entry is another than when the draft was begun. */
    isStale: z.boolean(),
    needsApprover: z.boolean(),
  })
  .meta({ id: 'OpenRule' });

const descriptionSchema = z
  .object({
    words: z.string(),
    get parts() {
      return z.array(descriptionSchema);
    },
  })
  .meta({ id: 'RuleDescription' });

const checkSchema = z.object({ problems: z.array(z.object(problemFields)), description: z.array(descriptionSchema) });

const testsSchema = z.object({
  items: z.array(z.object({ name: z.string(), line: count, expect: z.string(), actual: z.string(), passed: z.boolean() })),
});

const namesSchema = z.object({
  rules: z.array(z.object({ id: z.string(), name: z.string() })),
  lists: z.record(z.string(), z.array(z.string())),
  attributes: z.array(z.string()),
  files: z.array(z.string()),
});

const historySchema = z.object({
  items: z.array(
    z.object({
      version: count,
      publishedAt: z.string(),
      note: z.string(),
      publisher: z.string().nullable(),
      approver: z.string().nullable(),
      change: z.enum(['added', 'changed', 'removed']),
      text: z.string().nullable(),
    }),
  ),
});

const convertBodySchema = z.object({
  text: z.string().min(1).max(8_000_000),
  name: z.string().min(1).max(200).describe('Of the file; names rules that have no name of their own'),
  format: z.enum(ruleFormats).optional().describe('Told from the text otherwise'),
});

const convertReplySchema = z.object({
  format: z.enum(ruleFormats),
  rules: z.array(z.object({ id: z.string(), name: z.string(), text: z.string() })),
  notes: z.array(z.object({ place: z.string(), message: z.string() })),
});

const noiseBodySchema = z.object({
  rates: z.array(share).min(1).max(5).default([0.05, 0.1, 0.2]).describe('Word errors per word'),
  roleSwaps: share.optional().describe('Share of turns given to the other party'),
  seed: z.number().int().min(0).default(1),
  limit: z.number().int().min(0).max(20_000).default(2000).describe('Stored conversations to use'),
});

const noiseReplySchema = z.object({
  rule: z.string(),
  seed: z.number(),
  roleSwaps: z.number(),
  rates: z.array(
    z.object({
      rate: z.number(),
      /** Word error rate that was really made, on the first conversations. */
      measured: z.number(),
      conversations: count,
      findings: count,
      kept: count,
      lost: count,
      appeared: count,
      keptShare: estimate.nullable(),
      broke: z.array(z.object({ said: z.string(), heard: z.string(), count })),
      byRoleSwaps: count,
      tests: z.array(z.object({ name: z.string(), expect: z.string(), passed: estimate })),
    }),
  ),
});

export const ruleStudioRoutes = {
  'GET /v1/rules/standing': {
    summary: 'How each rule of the workspace stands: verdicts on everything stored, precision where judged, published version',
    tag: 'rules',
    permission: 'rules:try',
    reply: standingSchema,
  },
  'GET /v1/rules/names': {
    summary: 'What an expression may name: rules, lists, attributes; and the rule files',
    tag: 'rules',
    permission: 'rules:read',
    withinScope: true,
    reply: namesSchema,
  },
  'GET /v1/rules/drafts': {
    summary: 'Rules that are being written, the newest first',
    tag: 'rules',
    permission: 'rules:draft',
    reply: z.object({ items: z.array(draftSchema) }),
  },
  'POST /v1/rules/convert': {
    summary: 'The rules of another product as ours, with what did not come over',
    tag: 'rules',
    permission: 'rules:draft',
    withinScope: true,
    body: convertBodySchema,
    reply: convertReplySchema,
  },
  'GET /v1/rules/{id}': {
    summary: 'One rule: its entry in the files, and its draft',
    tag: 'rules',
    permission: 'rules:try',
    params: idParams,
    reply: openRuleSchema,
  },
  'PUT /v1/rules/{id}/draft': {
    summary: 'Keep a rule as it is being written; nothing is judged by it',
    tag: 'rules',
    permission: 'rules:draft',
    params: idParams,
    body: text.extend({
      file: z.string().max(300).optional().describe('Where a new rule will stand, below rules/'),
      onTop: z.boolean().default(false).describe('Of what the file says now, although it was changed since the draft was begun'),
    }),
    reply: openRuleSchema,
  },
  'DELETE /v1/rules/{id}/draft': {
    summary: 'Forget a draft',
    tag: 'rules',
    permission: 'rules:draft',
    params: idParams,
    reply: z.object({ removed: z.boolean() }),
  },
  'POST /v1/rules/{id}/check': {
    summary: 'What is wrong with a rule as it is being written, and what it says in plain words',
    tag: 'rules',
    permission: 'rules:try',
    withinScope: true,
    params: idParams,
    body: text,
    reply: checkSchema,
  },
  'POST /v1/rules/{id}/test': {
    summary: 'Run the tests that stand beside a rule as it is being written',
    tag: 'rules',
    permission: 'rules:try',
    withinScope: true,
    params: idParams,
    body: text,
    reply: testsSchema,
  },
  'POST /v1/rules/{id}/compare': {
    summary: 'What a rule as it is being written finds in everything stored that it did not as published, and the other way round',
    tag: 'rules',
    permission: 'rules:try',
    params: idParams,
    body: text,
    reply: diffReplySchema,
  },
  'POST /v1/rules/{id}/publish': {
    summary: 'Write a draft into its file, publish the workspace as a new version, and judge everything stored by it',
    tag: 'rules',
    permission: 'rules:publish',
    params: idParams,
    body: publishBodySchema,
    status: 202,
    reply: ruleVersionSchema,
  },
  'GET /v1/rules/{id}/history': {
    summary: 'The published versions in which a rule became what it was',
    tag: 'rules',
    permission: 'rules:read',
    withinScope: true,
    params: idParams,
    reply: historySchema,
  },
  'POST /v1/rules/{id}/noise': {
    summary: 'What recognition errors do to a rule: findings kept, lost and new, and the words that broke it',
    tag: 'rules',
    permission: 'rules:try',
    params: idParams,
    body: noiseBodySchema,
    reply: noiseReplySchema,
  },
} as const satisfies Record<string, RouteContract>;
