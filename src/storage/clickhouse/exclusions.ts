import type { Exclusion } from '../aggregate.ts';
import { conditionSql } from './conditions.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

/** Why a contact is left out: the first reason that fits, '' when none does. */
export function exclusionSql(exclusions: readonly Exclusion[], tenant: string): Sql {
  if (exclusions.length === 0) return sql`''`;
  const branches = exclusions.flatMap(({ reason, condition }) => [conditionSql(condition, tenant), sql`${bind('String', reason)}`]);
  return sql`multiIf(${joinSql(branches, ', ')}, '')`;
}
