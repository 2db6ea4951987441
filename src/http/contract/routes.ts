import { z } from 'zod';
import { compareQuerySchema } from '../../analytics/causes/compare-slices.ts';
import { changeQuerySchema } from '../../analytics/causes/explain-change.ts';
import { causeQuerySchema } from '../../analytics/causes/find-causes.ts';
import { metricQuerySchema } from '../../analytics/metric-query.ts';
import {
  accountEditBodySchema,
  accountSchema,
  apiKeySchema,
  auditPageSchema,
  auditQuerySchema,
  auditVerdictSchema,
  newAccountBodySchema,
  newKeyBodySchema,
  newKeySchema,
  passwordBodySchema,
  sessionSchema,
  signInBodySchema,
  unredactedBodySchema,
  unredactedSchema,
} from './access.ts';
import { actionRoutes } from './actions.ts';
import { causeAnswerSchema, comparisonSchema, explainedChangeSchema, repeatAnswerSchema, repeatQuerySchema } from './causes.ts';
import { ingestBodySchema, ingestRunSchema } from './ingests.ts';
import {
  driverDecisionBodySchema,
  driverFitBodySchema,
  driverModelSchema,
  driverProposalsSchema,
  driverRenameBodySchema,
  insightReplayBodySchema,
  insightReplaySchema,
  insightRunBodySchema,
  insightsSchema,
  promotedRuleSchema,
} from './insights.ts';
import { interactionSchema } from './interaction.ts';
import {
  drawBodySchema,
  judgeBodySchema,
  labelDrawSchema,
  labelsSchema,
  measureQuerySchema,
  ruleMeasureSchema,
  undoneSchema,
} from './labels.ts';
import { measureCatalogueSchema } from './measures.ts';
import {
  captureBodySchema,
  captureReplySchema,
  coverageSchema,
  exportFormats,
  parkedSchema,
  progressSchema,
  queuedReplySchema,
  rerunBodySchema,
  retryReplySchema,
  sourcesSchema,
  swapRolesBodySchema,
  unmatchedSchema,
} from './operations.ts';
import { metricCatalogueSchema, queryResultSchema } from './query.ts';
import { reportRoutes } from './reports.ts';
import type { DeepReadonly, RouteContract } from './route-contract.ts';
import { ruleStudioRoutes } from './rule-studio.ts';
import {
  backtestBodySchema,
  backtestReplySchema,
  diffBodySchema,
  diffReplySchema,
  explanationSchema,
  findingSchema,
  publishBodySchema,
  ruleCoverageQuerySchema,
  ruleCoverageReplySchema,
  rulesSchema,
  ruleVersionSchema,
  tryBodySchema,
  tryReplySchema,
} from './rules.ts';
import { customerSearchSchema, facetsSchema, filterQuerySchema, searchPageSchema, searchQuerySchema } from './search.ts';
import { savedSearchBodySchema, savedSearchesSchema } from './searches.ts';
import { valueRoutes } from './value.ts';
import { settingChangeSchema, workspaceSettingsSchema } from './workspace.ts';

const idParams = z.object({ id: z.string().min(1).max(64) });
const day = z.iso.date();

/** Every route of the API, by method and path. Nothing is served that is not in this table. */
export const routes = {
  'GET /v1/interactions': {
    summary: 'Search conversations',
    tag: 'interactions',
    permission: 'conversations:read',
    withinScope: true,
    query: searchQuerySchema,
    reply: searchPageSchema,
  },
  'GET /v1/interactions/facets': {
    summary: 'Count the matching conversations by channel, source, queue, team, agent, language and state',
    tag: 'interactions',
    permission: 'conversations:read',
    withinScope: true,
    query: filterQuerySchema,
    reply: facetsSchema,
  },
  'GET /v1/interactions/export': {
    summary: 'Download every matching conversation, streamed',
    tag: 'interactions',
    permission: 'conversations:export',
    withinScope: true,
    query: filterQuerySchema.extend({ format: z.enum(exportFormats).default('jsonl') }),
    produces: 'application/x-ndjson',
    reply: z.string(),
  },
  'GET /v1/interactions/{id}': {
    summary: 'One conversation whole',
    tag: 'interactions',
    permission: 'conversations:read',
    withinScope: true,
    params: idParams,
    reply: interactionSchema.extend({
      findings: z.array(findingSchema).describe('What the shown rules say of it; empty where it was not judged yet'),
    }),
  },
  'GET /v1/interactions/{id}/media/{n}': {
    summary: 'A recording, whole or by Range',
    tag: 'interactions',
    permission: 'conversations:read',
    withinScope: true,
    params: idParams.extend({ n: z.coerce.number().int().min(0).max(999) }),
    produces: 'application/octet-stream',
    reply: z.string(),
  },
  'POST /v1/interactions': {
    summary: 'Hand in one contact: JSON, or multipart with the part `interaction` first and its recordings after it',
    tag: 'interactions',
    permission: 'conversations:add',
    headers: z.looseObject({ 'idempotency-key': z.string().min(1).max(255).optional() }),
    body: captureBodySchema,
    readsBody: true,
    status: 202,
    reply: captureReplySchema,
  },
  'POST /v1/interactions/{id}/unredacted': {
    summary: 'The turns of one conversation with what redaction took out; the reason is put on record',
    tag: 'interactions',
    permission: 'conversations:unredacted',
    withinScope: true,
    params: idParams,
    body: unredactedBodySchema,
    reply: unredactedSchema,
  },
  'POST /v1/interactions/swap-roles': {
    summary: 'Exchange agent and customer, and run again what depends on it',
    tag: 'interactions',
    permission: 'conversations:correct',
    body: swapRolesBodySchema,
    status: 202,
    reply: queuedReplySchema,
  },
  'POST /v1/customers/search': {
    summary: 'The contacts of one customer, by phone, e-mail or account',
    tag: 'customers',
    permission: 'customers:find',
    withinScope: true,
    body: customerSearchSchema,
    reply: searchPageSchema,
  },
  'POST /v1/interactions/rerun': {
    summary: 'Run conversations through the line again as a new version, from what was captured',
    tag: 'interactions',
    permission: 'operations:run',
    body: rerunBodySchema,
    status: 202,
    reply: queuedReplySchema,
  },
  'POST /v1/ingests': {
    summary: 'Read files and folders of this machine; only for programs that know the token of server.json',
    tag: 'operations',
    permission: 'operations:run',
    body: ingestBodySchema,
    status: 202,
    reply: ingestRunSchema,
  },
  'GET /v1/ingests/{id}': {
    summary: 'How far an ingest is',
    tag: 'operations',
    permission: 'operations:run',
    params: idParams,
    reply: ingestRunSchema,
  },
  'GET /v1/metadata/unmatched': {
    summary: 'Metadata rows that wait for their contact',
    tag: 'operations',
    permission: 'operations:read',
    reply: unmatchedSchema,
  },
  'GET /v1/sources': {
    summary: 'What came in from each source, and how late',
    tag: 'operations',
    permission: 'operations:read',
    reply: sourcesSchema,
  },
  'GET /v1/parked': { summary: 'What could not be read, and why', tag: 'operations', permission: 'operations:read', reply: parkedSchema },
  'POST /v1/parked/{id}/retry': {
    summary: 'Read a parked item again',
    tag: 'operations',
    permission: 'operations:run',
    params: idParams,
    status: 202,
    reply: retryReplySchema,
  },
  'GET /v1/rules': {
    summary: 'The rules of the workspace, and what is wrong with their files',
    tag: 'rules',
    permission: 'rules:read',
    withinScope: true,
    reply: rulesSchema,
  },
  'POST /v1/rules/try': {
    summary: 'Run an expression over everything stored',
    tag: 'rules',
    permission: 'rules:try',
    body: tryBodySchema,
    reply: tryReplySchema,
  },
  'POST /v1/rules/diff': {
    summary: 'What the workspace’s rules find in everything stored that other rules do not, and the other way round',
    tag: 'rules',
    permission: 'rules:try',
    body: diffBodySchema,
    reply: diffReplySchema,
  },
  'GET /v1/rules/coverage': {
    summary: 'Words, alternatives and branches of rules that were never found in anything stored',
    tag: 'rules',
    permission: 'rules:try',
    query: ruleCoverageQuerySchema,
    reply: ruleCoverageReplySchema,
  },
  'POST /v1/rules/publish': {
    summary: 'Keep the workspace’s rules as a new version and judge everything stored by it',
    tag: 'rules',
    permission: 'rules:publish',
    body: publishBodySchema,
    status: 202,
    reply: ruleVersionSchema,
  },
  'POST /v1/rules/rescore': {
    summary: 'Judge everything stored again by the rules in force, or go on where that was left undone',
    tag: 'rules',
    permission: 'rules:publish',
    status: 202,
    reply: ruleVersionSchema,
  },
  ...ruleStudioRoutes,
  'GET /v1/rules/versions': {
    summary: 'Published versions of the rules, newest first, with how far each is',
    tag: 'rules',
    permission: 'rules:read',
    withinScope: true,
    reply: z.object({ items: z.array(ruleVersionSchema) }),
  },
  'POST /v1/rules/{id}/backtest': {
    summary: 'Run one rule over everything stored: hits, their rate with an interval, examples',
    tag: 'rules',
    permission: 'rules:try',
    params: idParams,
    body: backtestBodySchema,
    reply: backtestReplySchema,
  },
  'GET /v1/rules/{id}/explain/{interaction}': {
    summary: 'Why a rule says what it says about a conversation, part by part',
    tag: 'rules',
    permission: 'rules:try',
    params: idParams.extend({ interaction: z.string().min(1).max(64) }),
    reply: z.object({ items: z.array(explanationSchema) }),
  },
  'POST /v1/rules/{id}/draws': {
    summary: 'Draw conversations to judge a rule by: its findings, near misses and others, with known probabilities',
    tag: 'rules',
    permission: 'rules:label',
    params: idParams,
    body: drawBodySchema,
    reply: labelDrawSchema,
  },
  'POST /v1/rules/{id}/labels': {
    summary: 'Judge drawn conversations: is each really what the rule looks for?',
    tag: 'rules',
    permission: 'rules:label',
    params: idParams,
    body: judgeBodySchema,
    reply: labelsSchema,
  },
  'GET /v1/rules/{id}/labels': {
    summary: 'Every judgement of a rule',
    tag: 'rules',
    permission: 'rules:label',
    params: idParams,
    reply: labelsSchema,
  },
  'DELETE /v1/rules/{id}/labels/{interaction}': {
    summary: 'Take a judgement back',
    tag: 'rules',
    permission: 'rules:label',
    params: idParams.extend({ interaction: z.string().min(1).max(64) }),
    reply: undoneSchema,
  },
  'GET /v1/rules/{id}/measure': {
    summary: 'Precision, recall and corrected prevalence of a rule, with intervals, from its judgements',
    tag: 'rules',
    permission: 'rules:try',
    params: idParams,
    query: measureQuerySchema,
    reply: ruleMeasureSchema,
  },
  'GET /v1/workspace': {
    summary: 'The settings of the workspace: what its file says, and what is in force',
    tag: 'operations',
    permission: 'operations:read',
    reply: workspaceSettingsSchema,
  },
  'PUT /v1/workspace/settings': {
    summary: 'Change one setting in workspace.yaml, keeping its comments; in force from the next start',
    tag: 'operations',
    permission: 'settings:edit',
    body: settingChangeSchema,
    reply: workspaceSettingsSchema,
  },
  'GET /v1/searches': {
    summary: 'Searches that people keep under a name',
    tag: 'interactions',
    permission: 'conversations:read',
    withinScope: true,
    reply: savedSearchesSchema,
  },
  'PUT /v1/searches/{id}': {
    summary: 'Keep a search, rename it or put it back; the caller chooses its id',
    tag: 'interactions',
    permission: 'conversations:read',
    withinScope: true,
    params: idParams,
    body: savedSearchBodySchema,
    reply: savedSearchesSchema,
  },
  'DELETE /v1/searches/{id}': {
    summary: 'Remove a saved search',
    tag: 'interactions',
    permission: 'conversations:read',
    withinScope: true,
    params: idParams,
    reply: savedSearchesSchema,
  },
  'GET /v1/measures': {
    summary: 'What each measure means: unit, formula, what is left out',
    tag: 'interactions',
    permission: 'signed-in',
    withinScope: true,
    reply: measureCatalogueSchema,
  },
  'POST /v1/query': {
    summary: 'Ask for numbers: values with intervals, counts and exclusions, and the way to the conversations behind each',
    tag: 'analytics',
    permission: 'numbers:read',
    withinScope: true,
    body: metricQuerySchema,
    reply: queryResultSchema,
  },
  ...reportRoutes,
  ...valueRoutes,
  ...actionRoutes,
  'GET /v1/metrics': {
    summary: 'Every metric with unit, formula and interval, and every dimension',
    tag: 'analytics',
    permission: 'signed-in',
    withinScope: true,
    reply: metricCatalogueSchema,
  },
  'POST /v1/explain-change': {
    summary: 'Why a metric changed between two periods: mix and rate of each group, adding up exactly',
    tag: 'analytics',
    permission: 'numbers:read',
    withinScope: true,
    body: changeQuerySchema,
    reply: explainedChangeSchema,
  },
  'POST /v1/causes': {
    summary: 'What an outcome is associated with: crude, within strata, doubly robust, and subgroups',
    tag: 'analytics',
    permission: 'numbers:read',
    withinScope: true,
    body: causeQuerySchema,
    reply: causeAnswerSchema,
  },
  'POST /v1/compare': {
    summary: 'What differs between two sets of contacts: drivers, segments, rules, signals, measures, words',
    tag: 'analytics',
    permission: 'numbers:read',
    withinScope: true,
    body: compareQuerySchema,
    reply: comparisonSchema,
  },
  'POST /v1/repeats': {
    summary: 'How often customers come again, and first-contact resolution, by what the first contact was',
    tag: 'analytics',
    permission: 'numbers:read',
    body: repeatQuerySchema,
    reply: repeatAnswerSchema,
  },
  'POST /v1/insights/run': {
    summary: 'What stands out on a day: rising, falling and new issues, sentiment, compliance, each with its conversations',
    tag: 'analytics',
    permission: 'insights:read',
    body: insightRunBodySchema,
    reply: insightsSchema,
  },
  'POST /v1/insights/replay': {
    summary: 'The same, day after day, as the site would have seen it',
    tag: 'analytics',
    permission: 'insights:read',
    body: insightReplayBodySchema,
    reply: insightReplaySchema,
  },
  'GET /v1/drivers': {
    summary: 'The contact drivers in their groups',
    tag: 'analytics',
    permission: 'insights:read',
    reply: driverModelSchema,
  },
  'POST /v1/drivers/fit': {
    summary: 'Find drivers in what customers say, and give every contact its own',
    tag: 'analytics',
    permission: 'drivers:edit',
    body: driverFitBodySchema,
    reply: driverModelSchema,
  },
  'GET /v1/drivers/assignments': {
    summary: 'The driver of every conversation, one JSON line each',
    tag: 'analytics',
    permission: 'insights:read',
    produces: 'application/x-ndjson',
    reply: z.string(),
  },
  'POST /v1/drivers/{id}': {
    summary: 'Call a driver by a name of your own',
    tag: 'analytics',
    permission: 'drivers:edit',
    params: idParams,
    body: driverRenameBodySchema,
    reply: driverModelSchema,
  },
  'POST /v1/drivers/decisions': {
    summary: 'Merge drivers, pin one, retire one, or make one of a proposal; every contact is given its driver again',
    tag: 'analytics',
    permission: 'drivers:edit',
    body: driverDecisionBodySchema,
    reply: driverModelSchema,
  },
  'POST /v1/drivers/undo': {
    summary: 'Take the last decision about drivers back',
    tag: 'analytics',
    permission: 'drivers:edit',
    reply: driverModelSchema,
  },
  'GET /v1/drivers/proposals': {
    summary: 'What contacts without a driver are about, where enough are about the same thing',
    tag: 'analytics',
    permission: 'insights:read',
    reply: driverProposalsSchema,
  },
  'POST /v1/drivers/{id}/promote': {
    summary: 'A draft of a rule from the phrases of a driver, kept among the drafts',
    tag: 'analytics',
    permission: 'drivers:edit',
    params: idParams,
    reply: promotedRuleSchema,
  },
  'GET /v1/coverage': {
    summary: 'Occurred, recorded, received, transcribed and assessable contacts per queue and day, with the reasons of each loss',
    tag: 'operations',
    permission: 'operations:read',
    query: z.object({ from: day.optional(), to: day.optional() }),
    reply: coverageSchema,
  },
  'GET /v1/progress': {
    summary: 'How much work is on the line',
    tag: 'operations',
    permission: 'signed-in',
    withinScope: true,
    reply: progressSchema,
  },
  'GET /v1/progress/stream': {
    summary: 'Progress as server-sent events; resumes after Last-Event-ID',
    tag: 'operations',
    permission: 'signed-in',
    withinScope: true,
    headers: z.looseObject({ 'last-event-id': z.string().max(200).optional() }),
    produces: 'text/event-stream',
    reply: z.string(),
  },
  'GET /v1/session': {
    summary: 'Who the caller is, and what they may do',
    tag: 'access',
    permission: 'anyone',
    withinScope: true,
    reply: sessionSchema,
  },
  'POST /v1/session': {
    summary: 'Sign in; the answer sets the cookie of the session',
    tag: 'access',
    permission: 'anyone',
    withinScope: true,
    attemptsPerMinute: 10,
    body: signInBodySchema,
    reply: sessionSchema,
  },
  'DELETE /v1/session': {
    summary: 'Sign out',
    tag: 'access',
    permission: 'anyone',
    withinScope: true,
    reply: z.object({ state: z.literal('signed-out') }),
  },
  'POST /v1/session/password': {
    summary: 'Change one’s own password; all other sessions of the account end',
    tag: 'access',
    permission: 'signed-in',
    withinScope: true,
    attemptsPerMinute: 10,
    body: passwordBodySchema,
    reply: z.object({ state: z.literal('signed-in') }),
  },
  'GET /v1/session/provider': {
    summary: 'To the site’s own sign-in (OpenID Connect)',
    tag: 'access',
    permission: 'anyone',
    withinScope: true,
    attemptsPerMinute: 30,
    query: z.object({ to: z.string().max(2000).optional().describe('Path of this server to come back to') }),
    status: 302,
    produces: 'text/plain',
    reply: z.string(),
  },
  'GET /v1/session/provider/callback': {
    summary: 'Back from it: sets the cookie of the session',
    tag: 'access',
    permission: 'anyone',
    withinScope: true,
    attemptsPerMinute: 30,
    query: z.looseObject({}),
    status: 302,
    produces: 'text/plain',
    reply: z.string(),
  },
  'GET /v1/accounts': {
    summary: 'Everybody who may sign in',
    tag: 'access',
    permission: 'accounts:manage',
    reply: z.object({ items: z.array(accountSchema) }),
  },
  'POST /v1/accounts': {
    summary: 'Make an account',
    tag: 'access',
    permission: 'accounts:manage',
    body: newAccountBodySchema,
    reply: accountSchema,
  },
  'POST /v1/accounts/{id}': {
    summary: 'Change an account: role, teams, rights, password, disabled; its sessions end',
    tag: 'access',
    permission: 'accounts:manage',
    params: idParams,
    body: accountEditBodySchema,
    reply: accountSchema,
  },
  'GET /v1/keys': {
    summary: 'Every API key, without its secret',
    tag: 'access',
    permission: 'keys:manage',
    reply: z.object({ items: z.array(apiKeySchema) }),
  },
  'POST /v1/keys': {
    summary: 'Make an API key; its secret is in this answer alone',
    tag: 'access',
    permission: 'keys:manage',
    body: newKeyBodySchema,
    reply: newKeySchema,
  },
  'DELETE /v1/keys/{id}': {
    summary: 'Revoke an API key',
    tag: 'access',
    permission: 'keys:manage',
    params: idParams,
    reply: z.object({ revoked: z.literal(true) }),
  },
  'GET /v1/audit': {
    summary: 'Who saw which conversation, and who changed what people may see, newest first',
    tag: 'access',
    permission: 'audit:read',
    query: auditQuerySchema,
    reply: auditPageSchema,
  },
  'GET /v1/audit/verify': {
    summary: 'Whether the audit log still is what was written, and the first row that is not',
    tag: 'access',
    permission: 'audit:read',
    query: z.object({ head: z.string().max(64).optional().describe('`head` of an earlier answer, which must still be there') }),
    reply: auditVerdictSchema,
  },
  'GET /healthz': {
    summary: 'The process answers',
    tag: 'health',
    permission: 'anyone',
    withinScope: true,
    reply: z.object({ status: z.literal('ok') }),
  },
  'GET /readyz': {
    summary: 'The stores answer',
    tag: 'health',
    permission: 'anyone',
    withinScope: true,
    reply: z.object({ status: z.literal('ready') }),
  },
} as const satisfies Record<string, RouteContract>;

export type RouteName = keyof typeof routes;
type Routes = typeof routes;

/** What a part of the request holds after validation. */
export type Parsed<Name extends RouteName, Part extends 'params' | 'query' | 'headers' | 'body'> = Routes[Name] extends {
  readonly [Key in Part]: infer Schema;
}
  ? Schema extends z.ZodType
    ? z.output<Schema>
    : undefined
  : undefined;

/** What a caller sends: defaults may be left out. */
export type Sent<Name extends RouteName, Part extends 'params' | 'query' | 'body'> = Routes[Name] extends {
  readonly [Key in Part]: infer Schema;
}
  ? Schema extends z.ZodType
    ? z.input<Schema>
    : undefined
  : undefined;

export type Reply<Name extends RouteName> = DeepReadonly<z.output<Routes[Name]['reply']>>;
