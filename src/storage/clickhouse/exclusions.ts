import type { Exclusion } from '../aggregate.ts';
import { conditionSql } from './conditions.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

/** Why a contact is left out: the first reason that fits, '' when none does. */
export function exclusionSql(exclusions: readonly Exclusion[], tenant: string): Sql {
  return firstOf(exclusions, { tenant, otherwise: sql`''`, chosen: ({ reason }) => sql`${bind('String', reason)}` });
}

/** The same as a number, from 1 in the order of the exclusions; 0 when none fits. */
export function exclusionIndexSql(exclusions: readonly Exclusion[], tenant: string): Sql {
  return firstOf(exclusions, { tenant, otherwise: sql`0`, chosen: (_exclusion, index) => sql`${bind('UInt32', index + 1)}` });
}

interface Chosen {
  readonly tenant: string;
  readonly otherwise: Sql;
  readonly chosen: (exclusion: Exclusion, index: number) => Sql;
}

function firstOf(exclusions: readonly Exclusion[], { tenant, otherwise, chosen }: Chosen): Sql {
  if (exclusions.length === 0) return otherwise;
  const branches = exclusions.flatMap((exclusion, index) => [conditionSql(exclusion.condition, tenant), chosen(exclusion, index)]);
  return sql`multiIf(${joinSql(branches, ', ')}, ${otherwise})`;
}
