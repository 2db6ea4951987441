import type { AggregateQuery, AggregateRow, ClusteredSums, Ratio } from '../aggregate.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { conditionSql, dimensionSql, quantitySql } from './conditions.ts';
import { exclusionSql } from './exclusions.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

type SummedRow = Readonly<Record<string, string | number | Readonly<Record<string, string>>>>;

/** Contacts to clusters to groups, in one statement: the engine reads each conversation's narrow columns once. */
export async function aggregate(context: ContentContext, query: AggregateQuery): Promise<readonly AggregateRow[]> {
  const rows = await context.engine.query<SummedRow>(aggregateSql(context, query));
  return rows.map((row) => ({
    keys: query.groupBy.map((_, index) => String(row[`key${index}`])),
    contacts: Number(row.contacts),
    excluded: Object.fromEntries(Object.entries(row.excluded ?? {}).map(([reason, count]) => [reason, Number(count)])),
    sums: query.ratios.map((_, index) => sumsOf(row, index)),
  }));
}

function aggregateSql({ query: conversations, tenant }: ContentContext, query: AggregateQuery): Sql {
  const keys = query.groupBy.map((_, index) => numbered('key', index));
  const byDriver = query.groupBy.some((dimension) => dimension.kind === 'field' && dimension.name === 'driver');
  const [columns, where] = [contactColumns(query, tenant), whereSql(query, tenant)];
  const contacts = byDriver ? conversations.withDrivers(columns, where) : conversations.interactions(columns, where);
  const clusters = sql`SELECT ${joinSql([...keys, sql`cluster`], ', ')}, ${joinSql(clusterColumns(query.ratios), ', ')}
    FROM (${contacts}) GROUP BY ${joinSql([...keys, sql`cluster`], ', ')}`;
  const grouped = keys.length === 0 ? sql`` : sql`GROUP BY ${joinSql(keys, ', ')} ORDER BY ${joinSql(keys, ', ')}`;
  return sql`SELECT ${joinSql([...keys, ...groupColumns(query.ratios)], ', ')} FROM (${clusters}) ${grouped}`;
}

function contactColumns({ groupBy, ratios, exclusions }: AggregateQuery, tenant: string): Sql {
  return joinSql(
    [
      ...groupBy.map((dimension, index) => sql`${dimensionSql(dimension, tenant)} AS ${numbered('key', index)}`),
      sql`if(empty(customer_keys), toString(interaction), customer_keys[1]) AS cluster`,
      sql`${exclusionSql(exclusions, tenant)} AS exclusion`,
      ...ratios.flatMap(({ numerator, denominator }, index) => [
        sql`${quantitySql(numerator, tenant)} AS ${numbered('numerator', index)}`,
        sql`${quantitySql(denominator, tenant)} AS ${numbered('denominator', index)}`,
        sql`(exclusion = '' AND isNotNull(${numbered('numerator', index)}) AND isNotNull(${numbered('denominator', index)})) AS ${numbered('known', index)}`,
      ]),
    ],
    ', ',
  );
}

/** Days are compared as days, so that a contact counts where its own calendar puts it. */
export function whereSql({ condition, from, to }: Pick<AggregateQuery, 'condition' | 'from' | 'to'>, tenant: string): Sql {
  const conditions: Sql[] = [sql`1`];
  if (from !== undefined) conditions.push(sql`day >= toDate32(${bind('String', from)})`);
  if (to !== undefined) conditions.push(sql`day < toDate32(${bind('String', to)})`);
  if (condition !== null) conditions.push(conditionSql(condition, tenant));
  return joinSql(conditions, ' AND ');
}

function clusterColumns(ratios: readonly Ratio[]): Sql[] {
  return [
    sql`countIf(exclusion = '') AS contacts_in`,
    sql`sumMapIf(map(exclusion, 1), exclusion != '') AS excluded_in`,
    ...ratios.flatMap((_, index) => [
      sql`countIf(${numbered('known', index)}) AS ${numbered('count', index)}`,
      sql`sumIf(ifNull(${numbered('numerator', index)}, 0), ${numbered('known', index)}) AS ${numbered('x', index)}`,
      sql`sumIf(ifNull(${numbered('denominator', index)}, 0), ${numbered('known', index)}) AS ${numbered('y', index)}`,
    ]),
  ];
}

function groupColumns(ratios: readonly Ratio[]): Sql[] {
  const product = (a: Sql, b: Sql, index: number, name: SumName) => sql`sum(${a} * ${b}) AS ${sumName(name, index)}`;
  return [
    sql`sum(contacts_in) AS contacts`,
    sql`sumMap(excluded_in) AS excluded`,
    ...ratios.flatMap((_, index) => {
      const [x, y] = [numbered('x', index), numbered('y', index)];
      return [
        sql`sum(${numbered('count', index)}) AS ${sumName('contacts', index)}`,
        sql`countIf(${numbered('count', index)} > 0) AS ${sumName('clusters', index)}`,
        sql`sum(${x}) AS ${sumName('x', index)}`,
        sql`sum(${y}) AS ${sumName('y', index)}`,
        product(x, x, index, 'xx'),
        product(x, y, index, 'xy'),
        product(y, y, index, 'yy'),
      ];
    }),
  ];
}

type SumName = keyof ClusteredSums;

function sumsOf(row: SummedRow, index: number): ClusteredSums {
  const value = (name: SumName) => Number(row[`sum_${name}${index}`] ?? 0);
  return {
    contacts: value('contacts'),
    clusters: value('clusters'),
    x: value('x'),
    y: value('y'),
    xx: value('xx'),
    xy: value('xy'),
    yy: value('yy'),
  };
}

/** Names of columns by position; never made of a caller's text. */
function numbered(name: 'key' | 'numerator' | 'denominator' | 'known' | 'count' | 'x' | 'y', index: number): Sql {
  return { parts: [`${name}${index}`] };
}

function sumName(name: SumName, index: number): Sql {
  return { parts: [`sum_${name}${index}`] };
}
