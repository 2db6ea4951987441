import { z } from 'zod';
import { unassessableReasons } from '../../domain/finding.ts';
import { channels, roles } from '../../domain/vocabulary.ts';
import { severities } from '../../rules/rule.ts';

const count = z.number().int().min(0);
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
const verdict = z.enum(['met', 'missed', 'not-assessable']);

const spanSchema = z.object({
  turn: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  role: z.enum(roles),
  leg: z.number().int().nullable(),
  startMs: z.number().nullable(),
  endMs: z.number().nullable(),
  confidence: z.number().optional(),
  interpolated: z.literal(true).optional(),
  match: z.number().int(),
});

const quotedSpan = spanSchema.extend({ text: z.string() });

const searchedSchema = z.object({
  role: z.enum([...roles, 'anyone']),
  fromMs: z.number().nullable(),
  toMs: z.number().nullable(),
  turns: count,
  words: count,
  lowestConfidence: z.number().nullable(),
});

/** What one rule says about one conversation, with the words that bear it. */
export const findingSchema = z
  .object({
    rule: z.string(),
    name: z.string(),
    ruleHash: z.string(),
    verdict,
    reason: z.enum(unassessableReasons).nullable(),
    /** True when this is what the rule looks for. */
    fired: z.boolean(),
    leg: z.number().int().nullable(),
    spans: z.array(quotedSpan),
    searched: searchedSchema.nullable(),
    decidedAtMs: z.number().nullable(),
    versions: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Finding' });

export const problemFields = {
  line: z.number().int(),
  column: z.number().int(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  suggestion: z.string().optional(),
};

export const rulesSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      severity: z.enum(severities),
      tags: z.array(z.string()),
      manner: z.enum(['detect', 'require']),
      file: z.string(),
      line: z.number().int(),
    }),
  ),
  problems: z.array(z.object({ file: z.string(), ...problemFields })),
});

const period = {
  since: moment.optional().describe('ISO 8601, inclusive, on the start of the conversation'),
  until: moment.optional().describe('ISO 8601, exclusive'),
};

const triedRule = z.object({ id: z.string().min(1).max(64), text: z.string().max(200_000) });

export const tryBodySchema = z
  .object({
    expression: z.string().min(1).max(100_000).optional(),
    rule: triedRule.optional().describe('Instead of an expression: the YAML entry of a rule as it is being written'),
    ...period,
  })
  .refine(({ expression, rule }) => (expression === undefined) !== (rule === undefined), 'either an expression or a rule');
export const backtestBodySchema = z.object({
  ...period,
  scan: z.boolean().default(false).describe('Ask every conversation instead of those that the text index names'),
  text: z.string().max(200_000).optional().describe('The rule’s YAML entry as it is being written, instead of the one in the files'),
});
export const ruleCoverageQuerySchema = z.object(period);

const exampleSchema = z.object({
  id: z.string(),
  channel: z.enum(channels),
  startedAt: z.string().nullable(),
  /** What was searched in vain, where an absence is the finding. */
  searched: searchedSchema.nullable(),
  spans: z.array(
    z.object({
      turn: z.number().int(),
      start: z.number().int(),
      end: z.number().int(),
      text: z.string(),
      /** What stands around it in the same turn, shortened. */
      before: z.string(),
      after: z.string(),
      role: z.enum(roles),
      startMs: z.number().nullable(),
    }),
  ),
});

export const tryReplySchema = z.object({
  met: count,
  missed: count,
  notAssessable: count,
  seconds: z.number(),
  examples: z.array(exampleSchema),
});

export const backtestReplySchema = tryReplySchema.extend({
  rule: z.string(),
  hits: count,
  /** Of those that could be judged; null when none could. */
  rate: z.number().nullable(),
  /** 95 %, Wilson. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  reasons: z.partialRecord(z.enum(unassessableReasons), count),
  /** Conversations that the engine read. */
  judged: count,
  by: z.enum(['index', 'scan']),
});

const fileSchema = z.object({ file: z.string().max(1000), text: z.string().max(4_000_000) });

/** Rules and lists as files; without `after`, the workspace's own. */
export const diffBodySchema = z.object({
  before: z.object({ rules: z.array(fileSchema).max(1000), lists: z.array(fileSchema).max(1000) }),
});

export const diffReplySchema = z.object({
  items: z.array(
    z.object({
      rule: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      gained: count,
      lost: count,
      changed: count,
      examples: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['gained', 'lost', 'changed']),
          before: z.array(quotedSpan),
          after: z.array(quotedSpan),
        }),
      ),
    }),
  ),
});

export const ruleCoverageReplySchema = z.object({
  conversations: count,
  rules: z.array(z.object({ rule: z.string(), alternatives: count, never: z.array(z.string()) })),
});

/** The tree of a rule, each part with its outcome, in words. */
export const explanationSchema = z
  .object({
    expression: z.string(),
    outcome: z.enum(['met', 'missed', 'not assessable']),
    reason: z.enum(unassessableReasons).nullable(),
    words: z.string(),
    quotes: z.array(z.object({ turn: z.number().int(), role: z.string(), text: z.string(), startMs: z.number().nullable() })),
    searched: searchedSchema.nullable(),
    get parts() {
      return z.array(explanationSchema);
    },
  })
  .meta({ id: 'Explanation' });

export const publishBodySchema = z.object({
  note: z.string().min(1).max(10_000).describe('Why the rules are what they are now'),
  approver: z.string().min(1).max(200).nullable().default(null),
});

export const ruleVersionSchema = z
  .object({
    version: z.number().int(),
    publishedAt: z.string(),
    note: z.string(),
    /** Who published; null where nobody had signed in. */
    publisher: z.string().nullable(),
    approver: z.string().nullable(),
    hash: z.string(),
    rules: count,
    state: z.enum(['scoring', 'shown', 'replaced', 'abandoned']),
    judged: count,
    total: count,
  })
  .meta({ id: 'RuleVersion' });
