import type { DailyFactStore, FactQuery, FactSum } from '../daily-facts.ts';
import { insertRows } from './clickhouse-readings.ts';
import type { ContentEngine } from './engine.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

const dayMs = 86_400_000;

interface SumRow {
  readonly name: string;
  readonly queue: string;
  readonly value: number;
  readonly days: string;
  readonly first_day: string;
  readonly last_day: string;
}

/** The centre's own figures of one tenant. */
export function createClickhouseDailyFacts(engine: ContentEngine, tenant: string): DailyFactStore {
  return {
    put: (facts) => {
      const imported_at = Date.now();
      return insertRows(
        engine,
        'daily_facts',
        facts.map(({ day, ...fact }) => ({ ...fact, tenant, day: Math.floor(Date.parse(day) / dayMs), imported_at })),
      );
    },
    async sums(query) {
      const rows = await engine.query<SumRow>(sql`SELECT name, queue, sum(value) AS value, uniqExact(day) AS days,
        toString(min(day)) AS first_day, toString(max(day)) AS last_day FROM daily_facts FINAL
        WHERE tenant = ${bind('String', tenant)} AND ${whereSql(query)} GROUP BY name, queue ORDER BY name, queue`);
      return rows.map(
        (row): FactSum => ({
          name: row.name,
          queue: row.queue,
          value: Number(row.value),
          days: Number(row.days),
          firstDay: row.first_day,
          lastDay: row.last_day,
        }),
      );
    },
  };
}

function whereSql({ name, from, to, queues, channels }: FactQuery): Sql {
  const conditions: Sql[] = [sql`1`];
  if (name !== undefined) conditions.push(sql`name = ${bind('String', name)}`);
  if (from !== undefined) conditions.push(sql`day >= toDate32(${bind('String', from)})`);
  if (to !== undefined) conditions.push(sql`day < toDate32(${bind('String', to)})`);
  if (queues !== undefined) conditions.push(sql`queue IN ${bind('Array(String)', queues)}`);
  if (channels !== undefined) conditions.push(sql`channel IN ${bind('Array(String)', channels)}`);
  return joinSql(conditions, ' AND ');
}
