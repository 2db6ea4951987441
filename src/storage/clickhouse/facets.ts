import type { Facets, SearchQuery } from '../content.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { joinSql, sql } from './sql.ts';

/** Values listed per field; the rest is the long tail that nobody clicks. */
const maxValues = 100;

/** One pass over the matching conversations counts every field. */
const fields = {
  channel: sql`sumMap(map(channel, 1)) AS channel_counts`,
  source: sql`sumMap(map(source, 1)) AS source_counts`,
  queue: sql`sumMap(mapFromArrays(queues, arrayMap(x -> 1, queues))) AS queue_counts`,
  team: sql`sumMap(mapFromArrays(teams, arrayMap(x -> 1, teams))) AS team_counts`,
  agent: sql`sumMap(mapFromArrays(agents, arrayMap(x -> 1, agents))) AS agent_counts`,
  language: sql`sumMap(map(language, 1)) AS language_counts`,
  state: sql`sumMap(map(state, 1)) AS state_counts`,
  direction: sql`sumMap(map(direction, 1)) AS direction_counts`,
  reason: sql`sumMap(map(reason, 1)) AS reason_counts`,
  driver: sql`sumMap(map(driver, 1)) AS driver_counts`,
};

export async function facets({ engine, query }: ContentContext, search: SearchQuery): Promise<Facets> {
  const columns = joinSql(Object.values(fields), ', ');
  const condition = query.where(search);
  const [[row], rules] = await Promise.all([
    engine.query<Record<string, Record<string, string>>>(query.withDrivers(columns, condition)),
    engine.query<{ rule: string; count: string }>(query.firedRules(condition, maxValues)),
  ]);
  return {
    ...Object.fromEntries(Object.keys(fields).map((field) => [field, ranked(row?.[`${field}_counts`] ?? {})])),
    rule: rules.map(({ rule, count }) => ({ value: rule, count: Number(count) })),
  };
}

/** Most frequent first, then by name; what a conversation does not have is no value. */
function ranked(counts: Readonly<Record<string, string>>): { value: string; count: number }[] {
  return Object.entries(counts)
    .filter(([value]) => value !== '')
    .map(([value, count]) => ({ value, count: Number(count) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, maxValues);
}
