import type { AggregateQuery, AggregateRow, ClusteredSums } from '../aggregate.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { conditionSql, dimensionSql, quantitySql } from './conditions.ts';
import { exclusionIndexSql } from './exclusions.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

type SummedRow = Readonly<Record<string, string | number>>;

/** Contacts to clusters to groups, in one statement: the engine reads each conversation's narrow columns once. */
export async function aggregate(context: ContentContext, query: AggregateQuery): Promise<readonly AggregateRow[]> {
  const rows = await context.engine.query<SummedRow>(aggregateSql(context, query));
  return rows.map((row) => ({
    keys: query.groupBy.map((_, index) => String(row[`key${index}`])),
    contacts: Number(row.contacts),
    excluded: Object.fromEntries(
      query.exclusions.flatMap(({ reason }, index) => {
        const count = Number(row[`excluded${index}`]);
        return count > 0 ? [[reason, count]] : [];
      }),
    ),
    sums: query.ratios.map((_, index) => sumsOf(row, index)),
  }));
}

function aggregateSql({ query: conversations, tenant }: ContentContext, query: AggregateQuery): Sql {
  const keys = query.groupBy.map((_, index) => numbered('key', index));
  const byDriver = query.groupBy.some((dimension) => dimension.kind === 'field' && dimension.name === 'driver');
  const [columns, where] = [contactColumns(query, tenant), whereSql(query, tenant)];
  const contacts = byDriver ? conversations.withDrivers(columns, where) : conversations.interactions(columns, where);
  // Without ratios nothing is spread between clusters.
  const within = query.ratios.length === 0 ? keys : [...keys, sql`cluster`];
  const grouping = within.length === 0 ? sql`` : sql`GROUP BY ${joinSql(within, ', ')}`;
  const clusters = sql`SELECT ${joinSql([...within, ...clusterColumns(query)], ', ')} FROM (${contacts}) ${grouping}`;
  const grouped = keys.length === 0 ? sql`` : sql`GROUP BY ${joinSql(keys, ', ')} ORDER BY ${joinSql(keys, ', ')}`;
  return sql`SELECT ${joinSql([...keys, ...groupColumns(query)], ', ')} FROM (${clusters}) ${grouped}`;
}

function contactColumns({ groupBy, ratios, exclusions }: AggregateQuery, tenant: string): Sql {
  return joinSql(
    [
      ...groupBy.map((dimension, index) => sql`${dimensionSql(dimension, tenant)} AS ${numbered('key', index)}`),
      // Eight bytes instead of a key's text: two of a million customers meet with a chance of one in thirty million.
      sql`if(empty(customer_keys), cityHash64(interaction), cityHash64(customer_keys[1])) AS cluster`,
      sql`${exclusionIndexSql(exclusions, tenant)} AS exclusion`,
      ...ratios.flatMap(({ numerator, denominator }, index) => [
        sql`${quantitySql(numerator, tenant)} AS ${numbered('numerator', index)}`,
        sql`${quantitySql(denominator, tenant)} AS ${numbered('denominator', index)}`,
        sql`(exclusion = 0 AND isNotNull(${numbered('numerator', index)}) AND isNotNull(${numbered('denominator', index)})) AS ${numbered('known', index)}`,
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

function clusterColumns({ ratios, exclusions }: Pick<AggregateQuery, 'ratios' | 'exclusions'>): Sql[] {
  return [
    sql`countIf(exclusion = 0) AS contacts_in`,
    ...exclusions.map((_, index) => sql`countIf(exclusion = ${bind('UInt32', index + 1)}) AS ${numbered('excluded_in', index)}`),
    ...ratios.flatMap((_, index) => [
      sql`countIf(${numbered('known', index)}) AS ${numbered('count', index)}`,
      sql`sumIf(ifNull(${numbered('numerator', index)}, 0), ${numbered('known', index)}) AS ${numbered('x', index)}`,
      sql`sumIf(ifNull(${numbered('denominator', index)}, 0), ${numbered('known', index)}) AS ${numbered('y', index)}`,
    ]),
  ];
}

function groupColumns({ ratios, exclusions }: Pick<AggregateQuery, 'ratios' | 'exclusions'>): Sql[] {
  const product = (a: Sql, b: Sql, index: number, name: SumName) => sql`sum(${a} * ${b}) AS ${sumName(name, index)}`;
  return [
    sql`sum(contacts_in) AS contacts`,
    ...exclusions.map((_, index) => sql`sum(${numbered('excluded_in', index)}) AS ${numbered('excluded', index)}`),
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
function numbered(
  name: 'key' | 'numerator' | 'denominator' | 'known' | 'count' | 'x' | 'y' | 'excluded' | 'excluded_in',
  index: number,
): Sql {
  return { parts: [`${name}${index}`] };
}

function sumName(name: SumName, index: number): Sql {
  return { parts: [`sum_${name}${index}`] };
}
