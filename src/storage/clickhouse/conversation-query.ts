import type { InteractionId } from '../../domain/ids.ts';
import type { SearchQuery } from '../content.ts';
import { conditionSql } from './conditions.ts';
import { driversOf } from './drivers.ts';
import { type ParsedSearch, parseSearch, type SearchTerm } from './parse-search.ts';
import { shownRules, verdictCondition } from './rule-verdicts.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

/** Where a page of a list begins: after this start time and id. */
export interface PagePosition {
  readonly startedAtMs: number | null;
  readonly id: string;
}

/**
 * Every statement that reads content is made here, so that none can forget whose data it may see. FINAL
 * keeps the newest version of each conversation and drops erased ones.
 */
export class ConversationQuery {
  readonly #tenant: string;

  constructor(tenant: string) {
    this.#tenant = tenant;
  }

  /** `columns` of the newest versions that meet `condition`; `tail` groups, orders and limits. */
  interactions(columns: Sql, condition: Sql, tail: Sql = sql``): Sql {
    return sql`SELECT ${columns} FROM interactions FINAL WHERE tenant = ${bind('String', this.#tenant)} AND (${condition}) ${tail}`;
  }

  /** The same with `driver`, '' where a conversation has none. */
  withDrivers(columns: Sql, condition: Sql, tail: Sql = sql``): Sql {
    return sql`SELECT ${columns} FROM interactions FINAL
      LEFT ANY JOIN (SELECT interaction AS driven, driver FROM (${driversOf(this.#tenant)})) AS driven_by ON toString(interaction) = driven
      WHERE tenant = ${bind('String', this.#tenant)} AND (${condition}) ${tail}`;
  }

  /** The newest rows of the given ids, in their order: cheaper than FINAL where ids are few. Erased ones say so. */
  newest(columns: Sql, ids: readonly string[]): Sql {
    return sql`SELECT ${columns}, is_deleted FROM interactions WHERE tenant = ${bind('String', this.#tenant)}
      AND interaction IN ${bind('Array(String)', ids)} ORDER BY interaction, version DESC LIMIT 1 BY interaction`;
  }

  /** Rules that fired, with how many conversations each fired on, among those that meet `condition`. */
  firedRules(condition: Sql, limit: number): Sql {
    return sql`SELECT arrayJoin(fired) AS rule, count() AS count FROM rule_findings FINAL
      WHERE tenant = ${bind('String', this.#tenant)} AND rules_version = ${shownRules(this.#tenant)}
      AND (interaction, version) IN (${this.interactions(sql`interaction, version`, condition)})
      GROUP BY rule ORDER BY count DESC, rule LIMIT ${bind('UInt32', limit)}`;
  }

  /** The condition of a search on `interactions`. */
  where(query: SearchQuery): Sql {
    const conditions: Sql[] = [sql`1`];
    for (const [field, column] of plainFilters) {
      const value = query[field];
      if (value !== undefined) conditions.push(sql`${column} = ${bind('String', value)}`);
    }
    for (const [field, column] of listFilters) {
      const value = query[field];
      if (value !== undefined) conditions.push(sql`has(${column}, ${bind('String', value)})`);
    }
    for (const [name, value] of Object.entries(query.attributes ?? {})) {
      conditions.push(
        sql`attributes[${bind('String', name)}] = ${bind('String', value)} AND mapContains(attributes, ${bind('String', name)})`,
      );
    }
    if (query.rule !== undefined) conditions.push(verdictCondition({ rule: query.rule, verdict: query.verdict ?? 'fired' }, this.#tenant));
    if (query.from !== undefined) conditions.push(sql`started_at >= ${time(query.from)}`);
    if (query.to !== undefined) conditions.push(sql`started_at < ${time(query.to)}`);
    if (query.fromDay !== undefined) conditions.push(sql`day >= toDate32(${bind('String', query.fromDay)})`);
    if (query.toDay !== undefined) conditions.push(sql`day < toDate32(${bind('String', query.toDay)})`);
    if (query.ids !== undefined) conditions.push(sql`interaction IN ${bind('Array(String)', query.ids)}`);
    if (query.condition !== undefined) conditions.push(conditionSql(query.condition, this.#tenant));
    if (query.text !== undefined && query.text.trim() !== '') conditions.push(this.#says(parseSearch(query.text)));
    return joinSql(conditions, ' AND ');
  }

  /**
   * Words are asked of the newest versions themselves, from the index alone: where a newer version lies elsewhere, the engine does not
   * let the index leave it out (`use_skip_indexes_if_final_exact_mode`). Phrases are looked for in texts, so among candidates
   * of all versions first; only the newest, which the outer FINAL keeps, can match.
   */
  #says({ required, excluded, unsearchable }: ParsedSearch): Sql {
    if (unsearchable) return sql`0`;
    const condition = joinSql([...required.map(holds), ...excluded.map((term) => sql`NOT (${holds(term)})`)], ' AND ');
    if (required.every((term) => term.length === 1)) return condition;
    return sql`(interaction, version) IN (
      SELECT interaction, version FROM interactions WHERE tenant = ${bind('String', this.#tenant)} AND ${condition})`;
  }
}

/** The index names the conversations that hold every token; a phrase is then looked for as it stands between spaces. */
function holds(term: SearchTerm): Sql {
  const candidate = sql`hasAllTokens(search_text, ${bind('Array(String)', [...new Set(term)])})`;
  if (term.length === 1) return candidate;
  return sql`(${candidate} AND position(search_text, ${bind('String', ` ${term.join(' ')} `)}) > 0)`;
}

/** Newest first, those without a start last, then by id. */
export const listOrder = sql`ORDER BY started_at DESC NULLS LAST, interaction`;

export function after(position: PagePosition): Sql {
  const later = sql`interaction > ${bind('String', position.id)}`;
  if (position.startedAtMs === null) return sql`started_at IS NULL AND ${later}`;
  const at = atMs(position.startedAtMs);
  return sql`(started_at < ${at} OR (started_at = ${at} AND ${later}) OR started_at IS NULL)`;
}

export function time(iso: string): Sql {
  return atMs(Date.parse(iso));
}

function atMs(milliseconds: number): Sql {
  return sql`fromUnixTimestamp64Milli(${bind('Int64', milliseconds)}, 'UTC')`;
}

export function isInteractionId(text: string): text is InteractionId {
  return /^[0-9a-f]{32}$/.test(text);
}

const plainFilters = [
  ['channel', sql`channel`],
  ['source', sql`source`],
  ['language', sql`language`],
  ['state', sql`state`],
] as const;

const listFilters = [
  ['queue', sql`queues`],
  ['team', sql`teams`],
  ['agent', sql`agents`],
  ['customerKey', sql`customer_keys`],
] as const;
