import type { ReportColumn, ReportMetrics, ReportView } from '../../reports.ts';
import { quantitySql } from '../conditions.ts';
import { driversOf } from '../drivers.ts';
import { exclusionSql } from '../exclusions.ts';
import { shownRules } from '../rule-verdicts.ts';
import { bind, joinSql, type Sql, sql } from '../sql.ts';

/** A column and the expression that it is made of. */
interface Made extends ReportColumn {
  readonly from: string;
}

interface MadeView extends Omit<ReportView, 'columns'> {
  readonly columns: readonly Made[];
  /** After FROM; `{columns}` of one conversation's arrays are opened by ARRAY JOIN here. */
  readonly source: (tenant: string, metrics: ReportMetrics) => Sql;
}

const word = 'String';
const time = "DateTime64(3, 'UTC')";
const maybeTime = `Nullable(${time})`;
const ms = 'Nullable(Int64)';

function column(name: string, type: string, what: string, from = name): Made {
  return { name, type, what, from };
}

const id = column('interaction', word, 'id of the conversation, as `earshot show` takes it', 'toString(interaction)');
const day = column('day', 'Date32', 'calendar day where the contact happened');
const channel = column('channel', word, '`voice`, `chat`, `email` or `messaging`');
const queue = column('queue', word, 'queue of the contact; empty when it has none');

/** The newest version of each conversation of one tenant, erased ones left out. */
function conversations(tenant: string): Sql {
  return sql`interactions FINAL WHERE tenant = ${bind('String', tenant)}`;
}

const interactions: MadeView = {
  name: 'v_interactions',
  what: 'One row for each contact.',
  columns: [
    id,
    column('version', 'UInt32', 'counts up when late metadata or a new engine changed the contact'),
    column('source', word, 'configured source'),
    column('external_id', word, 'id in the source'),
    channel,
    column('direction', word, '`inbound`, `outbound` or `internal`'),
    column('started_at', maybeTime, 'UTC'),
    column('ended_at', maybeTime, 'UTC'),
    column('duration_ms', ms, 'from start to end'),
    column('time_zone', word, 'IANA zone of the source'),
    day,
    column('language', word, 'ISO 639-1'),
    column(
      'customer',
      word,
      'keyed hash of the first phone, e-mail or account: the same customer has the same',
      "if(empty(customer_keys), '', customer_keys[1])",
    ),
    column('case_id', word, 'case in the source'),
    column('thread_id', word, 'thread in the source'),
    queue,
    column('team', word, 'first team', 'teams[1]'),
    column('agent', word, 'first agent', 'agents[1]'),
    column('queues', `Array(${word})`, 'queues of all legs'),
    column('teams', `Array(${word})`, 'teams of all legs'),
    column('agents', `Array(${word})`, 'agents of all legs'),
    column('state', word, 'how far it came: `assessable`, `transcribed`, `received`, `recorded`, `occurred`'),
    column('state_reason', word, 'why it came no further'),
    column('reason', word, 'primary contact reason of the workspace; empty when none fits'),
    column('signals', `Map(${word}, ${word})`, '`resolved`, `escalation` …: `yes`, `no` or `unclear`'),
    column('turns', 'UInt32', 'number of turns', 'turn_count'),
    column('attributes', `Map(${word}, ${word})`, 'attributes of the source, as text'),
    column('measures', `Map(${word}, Float64)`, 'docs/MEASURES.md; a measure that is not known is absent'),
    column('received_at', time, 'UTC'),
  ],
  source: conversations,
};

const legs: MadeView = {
  name: 'v_legs',
  what: 'One row for each leg: bot, queue, agent, consult …',
  columns: [
    id,
    day,
    column('leg', 'UInt16', 'from 0', 'toUInt16(leg_position - 1)'),
    column('kind', word, '`ivr`, `bot`, `queue`, `agent` …', 'leg_kind'),
    column('agent', word, 'id of the agent', 'leg_agent'),
    column('team', word, 'team of the agent on that day', 'leg_team'),
    column('queue', word, 'queue of the leg', 'leg_queue'),
    column('start_ms', ms, 'after the start of the contact', 'leg_start_ms'),
    column('answered_ms', ms, 'after the start of the contact', 'leg_answered_ms'),
    column('end_ms', ms, 'after the start of the contact', 'leg_end_ms'),
    column('measures', `Map(${word}, Float64)`, 'measures of the leg alone', 'leg_measures'),
  ],
  source: (tenant) =>
    opened(
      tenant,
      ['leg_kind', 'leg_agent', 'leg_team', 'leg_queue', 'leg_start_ms', 'leg_answered_ms', 'leg_end_ms', 'leg_measures'],
      'leg',
    ),
};

const turns: MadeView = {
  name: 'v_turns',
  what: 'One row for each turn, in the redacted text only.',
  columns: [
    id,
    day,
    channel,
    queue,
    column('turn', 'UInt32', 'from 0', 'toUInt32(turn_position - 1)'),
    column('leg', 'UInt16', 'leg it was said in', 'turn_leg'),
    column('role', word, '`customer`, `agent`, `bot`, `system` …', 'turn_role'),
    column('participant', word, 'id within the contact', 'turn_participant'),
    column('role_confidence', 'Float32', '0…1', 'turn_role_confidence'),
    column('start_ms', ms, 'after the start of the contact', 'turn_start_ms'),
    column('end_ms', ms, 'after the start of the contact', 'turn_end_ms'),
    column('text', word, 'redacted: `<card>` stands where a card number was', 'turn_text'),
  ],
  source: (tenant) =>
    opened(
      tenant,
      ['turn_leg', 'turn_role', 'turn_participant', 'turn_role_confidence', 'turn_start_ms', 'turn_end_ms', 'turn_text'],
      'turn',
    ),
};

const events: MadeView = {
  name: 'v_events',
  what: 'One row for each event of a contact: hold, transfer, silence, overtalk …',
  columns: [
    id,
    day,
    column('kind', word, '`hold`, `silence`, `transfer` …', 'event_kind'),
    column('start_ms', 'Int64', 'after the start of the contact', 'event_start_ms'),
    column('end_ms', 'Int64', 'after the start of the contact', 'event_end_ms'),
    column('role', word, 'whose it is', 'event_role'),
    column('origin', word, '`imported`, `computed` or `inferred`', 'event_origin'),
  ],
  source: (tenant) => opened(tenant, ['event_kind', 'event_start_ms', 'event_end_ms', 'event_role', 'event_origin'], 'event'),
};

const findings: MadeView = {
  name: 'v_findings',
  what: 'One row for each rule and contact, by the rules that readers see.',
  columns: [
    id,
    day,
    channel,
    queue,
    column('rule', word, 'id of the rule', 'judged.1'),
    column('verdict', word, '`met`, `missed` or `not-assessable`', 'judged.2'),
    column('fired', 'UInt8', '1: what the rule looks for was found, or is missing', 'has(fired, judged.1)'),
    column('rules_version', 'UInt32', 'published version of the rules'),
  ],
  source: (tenant) => sql`(SELECT interaction, version, day, channel, queue FROM ${conversations(tenant)}) AS contact
    INNER JOIN (SELECT interaction, version, rules_version, fired, met, missed, not_assessable FROM rule_findings FINAL
      WHERE tenant = ${bind('String', tenant)} AND rules_version = ${shownRules(tenant)}) AS said USING (interaction, version)
    ARRAY JOIN arrayConcat(arrayMap(rule -> (rule, 'met'), met), arrayMap(rule -> (rule, 'missed'), missed),
      arrayMap(rule -> (rule, 'not-assessable'), not_assessable)) AS judged`,
};

const drivers: MadeView = {
  name: 'v_drivers',
  what: 'The contact driver of each contact in the model that readers see; `earshot drivers tree` has their names.',
  columns: [id, day, channel, queue, column('driver', word, 'id of the driver; empty when none is near enough')],
  source: (tenant) => sql`(SELECT toString(interaction) AS interaction, day, channel, queue FROM ${conversations(tenant)}) AS contact
    INNER JOIN (${driversOf(tenant)}) AS driven USING (interaction)`,
};

const metrics: MadeView = {
  name: 'v_metrics',
  what: 'What each contact adds to each metric of docs/METRICS.md: `sum(numerator) / sum(denominator)` over contacts where `left_out` is empty is the value that every screen shows.',
  columns: [
    id,
    day,
    channel,
    queue,
    column('team', word, 'first team', 'teams[1]'),
    column('agent', word, 'first agent', 'agents[1]'),
    column('reason', word, 'primary contact reason'),
    column('metric', word, 'name of the metric', 'counted.1'),
    column('numerator', 'Float64', 'what is summed', 'assumeNotNull(counted.2)'),
    column('denominator', 'Float64', 'over what', 'assumeNotNull(counted.3)'),
    column('left_out', word, 'reason of the default exclusion; empty when the contact counts'),
  ],
  source: (tenant, model) => sql`(SELECT interaction, day, channel, queue, teams, agents, reason,
      ${exclusionSql(model.exclusions, tenant)} AS left_out, [${joinSql(
        model.metrics.map(
          ({ name, ratio }) =>
            sql`(${bind('String', name)}, toNullable(${quantitySql(ratio.numerator, tenant)}), toNullable(${quantitySql(ratio.denominator, tenant)}))`,
        ),
        ', ',
      )}] AS counts
    FROM ${conversations(tenant)}) ARRAY JOIN counts AS counted WHERE isNotNull(counted.2) AND isNotNull(counted.3)`,
};

const dailyFacts: MadeView = {
  name: 'v_daily_facts',
  what: 'Figures of the centre itself, by day and queue, as `earshot facts import` read them.',
  columns: [
    day,
    column('queue', word, 'as in the conversations; empty: the whole centre'),
    column('channel', word, 'empty: every channel'),
    column('fact', word, '`offered`, `answered`, `abandoned`, `wrap_up_ms` …', 'name'),
    column('value', 'Float64', 'sum of the day'),
    column('source', word, 'where it came from'),
  ],
  source: (tenant) => sql`daily_facts FINAL WHERE tenant = ${bind('String', tenant)}`,
};

const made: readonly MadeView[] = [interactions, legs, turns, events, findings, drivers, metrics, dailyFacts];

/** The views and their columns, for documents, exports and whoever asks which there are. */
export const reportViews: readonly ReportView[] = made.map(({ name, what, columns }) => ({
  name,
  what,
  columns: columns.map(({ from: _made, ...shown }) => shown),
}));

/** The SELECT behind each view. Conversations of other tenants are in none of them. */
export function viewStatements(tenant: string, model: ReportMetrics): readonly { readonly name: string; readonly select: Sql }[] {
  return made.map(({ name, columns, source }) => {
    const list: Sql = { parts: [columns.map(({ name: shown, type, from }) => `CAST(${from} AS ${type}) AS \`${shown}\``).join(', ')] };
    return { name, select: sql`SELECT ${list} FROM ${source(tenant, model)}` };
  });
}

/** Arrays of each conversation as rows, with their position from 1. */
function opened(tenant: string, columns: readonly string[], prefix: string): Sql {
  const list: Sql = { parts: [columns.join(', ')] };
  const position: Sql = { parts: [`arrayEnumerate(${columns[0]}) AS ${prefix}_position`] };
  return sql`(SELECT interaction, day, channel, queue, ${list} FROM ${conversations(tenant)}) ARRAY JOIN ${list}, ${position}`;
}
