import type { CustomerKey } from '../../domain/interaction.ts';
import type { SignalName } from '../../domain/understanding.ts';
import type { ContactTraitStore, ContactTraits } from '../contact-traits.ts';
import { whereSql } from './aggregate.ts';
import { ConversationQuery } from './conversation-query.ts';
import type { ContentEngine } from './engine.ts';
import { shownRules } from './rule-verdicts.ts';
import { bind, type Sql, sql } from './sql.ts';

/** A row is about one kilobyte without words. */
const atOnce = 20_000;

interface TraitRow {
  readonly id: string;
  readonly started: string;
  readonly ended: string | null;
  readonly customer_keys: readonly string[];
  readonly customer_key_kinds: readonly CustomerKey['kind'][];
  readonly case_id: string;
  readonly direction: string;
  readonly channel: string;
  readonly language: string;
  readonly queue: string;
  readonly team: string;
  readonly agent: string;
  readonly reason: string;
  readonly driver: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly measures: Readonly<Record<string, number>>;
  readonly signals: Readonly<Record<string, string>>;
  readonly met: readonly string[];
  readonly missed: readonly string[];
}

const columns = sql`toString(interaction) AS id, version, toUnixTimestamp64Milli(started_at) AS started,
  toUnixTimestamp64Milli(ended_at) AS ended, customer_keys, customer_key_kinds, case_id, direction, channel, language, queue,
  teams[1] AS team, agents[1] AS agent, reason, driver, attributes, measures, signals`;

export function createClickhouseTraits(engine: ContentEngine, tenant: string): ContactTraitStore {
  const conversations = new ConversationQuery(tenant);
  return {
    async *traits(query) {
      let after: { readonly started: string; readonly id: string } | null = null;
      for (;;) {
        const position: Sql = after
          ? sql`(toUnixTimestamp64Milli(started_at), toString(interaction)) > (${bind('Int64', Number(after.started))}, ${bind('String', after.id)})`
          : sql`1`;
        const where = sql`isNotNull(started_at) AND ${whereSql(query, tenant)} AND ${position}`;
        const rows: TraitRow[] = await engine.query<TraitRow>(page(tenant, conversations.withDrivers(columns, where, order)));
        if (rows.length > 0) yield rows.map(traitsOf);
        const last = rows.at(-1);
        if (!last || rows.length < atOnce) return;
        after = last;
      }
    },
  };
}

const order = sql`ORDER BY started_at, id LIMIT ${bind('UInt32', atOnce)}`;

/** Verdicts of the rules that readers see, on the same version of the conversation. */
function page(tenant: string, contacts: Sql): Sql {
  return sql`SELECT contact.*, judged.met AS met, judged.missed AS missed
    FROM (${contacts}) AS contact
    LEFT ANY JOIN (SELECT toString(interaction) AS judged_id, version AS judged_version, met, missed FROM rule_findings FINAL
      WHERE tenant = ${bind('String', tenant)} AND rules_version = ${shownRules(tenant)}) AS judged
      ON contact.id = judged.judged_id AND contact.version = judged.judged_version
    ORDER BY started, id`;
}

function traitsOf(row: TraitRow): ContactTraits {
  const { id, attributes, measures } = row;
  const { direction, channel, language, queue, team, agent, reason, driver } = row;
  return {
    id,
    startedAt: Number(row.started),
    endedAt: row.ended === null ? null : Number(row.ended),
    customerKeys: row.customer_keys.map((key, index) => ({ kind: row.customer_key_kinds[index] ?? 'account', key })),
    caseId: row.case_id,
    fields: { direction, channel, language, queue, team, agent, reason, driver },
    attributes,
    measures,
    signals: signalsOf(row.signals),
    met: new Set(row.met),
    missed: new Set(row.missed),
  };
}

function signalsOf(signals: Readonly<Record<string, string>>): Partial<Record<SignalName, boolean>> {
  return Object.fromEntries(
    Object.entries(signals).flatMap(([name, verdict]) => (verdict === 'yes' || verdict === 'no' ? [[name, verdict === 'yes']] : [])),
  );
}
