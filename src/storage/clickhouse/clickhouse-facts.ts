import type { Verdict } from '../../domain/finding.ts';
import type { ContactFactStore, ContactRow } from '../contact-facts.ts';
import { insertRows } from './clickhouse-readings.ts';
import { ConversationQuery } from './conversation-query.ts';
import type { ContentEngine } from './engine.ts';
import { shownRules } from './rule-verdicts.ts';
import { bind, type Sql, sql } from './sql.ts';

/** Read at once: about 40 MB of talk at ten thousand contacts a week. */
const weekDays = 7;

interface FactsRow {
  readonly id: string;
  readonly day_number: number;
  readonly customer: string;
  readonly channel: string;
  readonly queue: string;
  readonly team: string;
  readonly agent: string;
  readonly angriest: number | null;
  readonly statement: string;
  readonly texts: readonly string[];
  readonly met: readonly string[];
  readonly missed: readonly string[];
}

const columns = sql`toString(interaction) AS id, version, toInt32(day) AS day_number,
  if(empty(customer_keys), '', customer_keys[1]) AS customer, channel, queue, teams[1] AS team, agents[1] AS agent,
  angriest, statement, arrayFilter((text, role) -> role = 'customer', turn_text, turn_role) AS texts`;

export function createClickhouseFacts(engine: ContentEngine, tenant: string): ContactFactStore {
  const conversations = new ConversationQuery(tenant);
  return {
    async *contacts({ from, to }) {
      const bounds = await boundsOf(engine, conversations);
      const first = Math.max(bounds.first, from === undefined ? bounds.first : dayNumber(from));
      const end = Math.min(bounds.last + 1, to === undefined ? bounds.last + 1 : dayNumber(to));
      for (let day = first; day < end; day += weekDays) {
        const rows = await engine.query<FactsRow>(factsOf(tenant, conversations, { day, end: Math.min(end, day + weekDays) }));
        if (rows.length > 0) yield rows.map(contactOf);
      }
    },
    assign: (model, assignments) =>
      insertRows(
        engine,
        'driver_assignments',
        assignments.map((assignment) => ({ tenant, model, ...assignment })),
      ),
    showModel: (model) => insertRows(engine, 'shown_drivers', [{ tenant, model, shown_at: Date.now() }]),
  };
}

async function boundsOf(engine: ContentEngine, conversations: ConversationQuery): Promise<{ first: number; last: number }> {
  const [row] = await engine.query<{ first: number; last: number; contacts: string }>(
    conversations.interactions(
      sql`toInt32(min(day)) AS first, toInt32(max(day)) AS last, count() AS contacts`,
      sql`state = 'assessable' AND isNotNull(started_at)`,
    ),
  );
  return row === undefined || Number(row.contacts) === 0 ? { first: 0, last: -1 } : row;
}

/** Contacts without a start have no place in time, so no analysis over time sees them. */
function factsOf(tenant: string, conversations: ConversationQuery, { day, end }: { readonly day: number; readonly end: number }): Sql {
  const inWeek = sql`state = 'assessable' AND isNotNull(started_at) AND toInt32(day) >= ${bind('Int64', day)} AND toInt32(day) < ${bind('Int64', end)}`;
  return sql`SELECT contact.*, judged.met AS met, judged.missed AS missed
    FROM (${conversations.interactions(columns, inWeek)}) AS contact
    LEFT ANY JOIN (SELECT toString(interaction) AS interaction, version, met, missed FROM rule_findings FINAL
      WHERE tenant = ${bind('String', tenant)} AND rules_version = ${shownRules(tenant)}) AS judged
      ON contact.id = judged.interaction AND contact.version = judged.version
    ORDER BY day_number, id`;
}

function contactOf(row: FactsRow): ContactRow {
  const { id, customer, channel, queue, team, agent, angriest, statement, texts } = row;
  return {
    id,
    day: row.day_number,
    customer: customer || null,
    segments: Object.fromEntries(Object.entries({ channel, queue, team, agent }).filter(([, value]) => value)),
    angriest,
    statement,
    texts,
    verdicts: Object.fromEntries([...named(row.met, 'met'), ...named(row.missed, 'missed')]),
  };
}

function named(rules: readonly string[], verdict: Verdict): [string, Verdict][] {
  return rules.map((rule) => [rule, verdict]);
}

function dayNumber(day: string): number {
  return Math.floor(Date.parse(day) / 86_400_000);
}
