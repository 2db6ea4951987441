import type { Verdict } from '../../domain/finding.ts';
import type { Condition, Dimension, FieldName, Quantity, TimeGrain } from '../aggregate.ts';
import { hasDriver } from './drivers.ts';
import { verdictCondition } from './rule-verdicts.ts';
import { bind, joinSql, type Sql, sql } from './sql.ts';

/** The text of one contact in a dimension; '' where it has none. Fields with several values give one row for each. */
export function dimensionSql(dimension: Dimension, tenant: string): Sql {
  switch (dimension.kind) {
    case 'time':
      return grains[dimension.grain];
    case 'field':
      return fields[dimension.name].one;
    case 'attribute':
      return sql`attributes[${bind('String', dimension.name)}]`;
    case 'rule':
      return verdictSql(dimension.rule, tenant);
  }
}

/** A number of one contact, NULL where it is unknown. */
export function quantitySql(quantity: Quantity, tenant: string): Sql {
  switch (quantity.kind) {
    case 'one':
      return sql`toFloat64(1)`;
    case 'measure':
      return fromMap(sql`measures`, quantity.name);
    case 'attribute':
      return fromMap(sql`attribute_numbers`, quantity.name);
    case 'signal':
      return sql`multiIf(signals[${bind('String', quantity.name)}] = 'yes', 1., signals[${bind('String', quantity.name)}] = 'no', 0., NULL)`;
    case 'verdict': {
      const verdict = verdictSql(quantity.rule, tenant);
      return sql`if(${verdict} IN ('met', 'missed'), toFloat64(${verdict} = ${bind('String', quantity.verdict)}), NULL)`;
    }
    case 'when':
      return sql`toFloat64(${conditionSql(quantity.condition, tenant)})`;
  }
}

export function conditionSql(condition: Condition, tenant: string): Sql {
  switch (condition.kind) {
    case 'in':
      return membership(condition.of, condition.values, tenant);
    case 'not-in':
      return sql`NOT (${membership(condition.of, condition.values, tenant)})`;
    case 'between':
      return between(quantitySql(condition.of, tenant), condition);
    case 'all':
      return condition.conditions.length === 0 ? sql`1` : sql`(${joinSql(nested(condition.conditions, tenant), ' AND ')})`;
    case 'none':
      return condition.conditions.length === 0 ? sql`1` : sql`NOT (${joinSql(nested(condition.conditions, tenant), ' OR ')})`;
    case 'any':
      return condition.conditions.length === 0 ? sql`0` : sql`(${joinSql(nested(condition.conditions, tenant), ' OR ')})`;
  }
}

function nested(conditions: readonly Condition[], tenant: string): Sql[] {
  return conditions.map((each) => conditionSql(each, tenant));
}

/** A contact with several agents is in the group of each. */
function membership(dimension: Dimension, values: readonly string[], tenant: string): Sql {
  if (dimension.kind === 'field' && dimension.name === 'driver') return hasDriver(values, tenant);
  const list = bind('Array(String)', values);
  if (dimension.kind === 'field' && fields[dimension.name].any) {
    const any = fields[dimension.name].any ?? sql`[]`;
    return sql`(hasAny(${any}, ${list}) OR (empty(${any}) AND has(${list}, '')))`;
  }
  if (dimension.kind === 'rule' && !values.includes('')) return judged(dimension.rule, values, tenant);
  return sql`${dimensionSql(dimension, tenant)} IN ${list}`;
}

function between(value: Sql, { from, to }: { readonly from?: number; readonly to?: number }): Sql {
  const bounds: Sql[] = [sql`isNotNull(${value})`];
  if (from !== undefined) bounds.push(sql`${value} >= ${bind('Float64', from)}`);
  if (to !== undefined) bounds.push(sql`${value} < ${bind('Float64', to)}`);
  return sql`ifNull(${joinSql(bounds, ' AND ')}, 0)`;
}

function fromMap(map: Sql, name: string): Sql {
  return sql`if(mapContains(${map}, ${bind('String', name)}), ${map}[${bind('String', name)}], NULL)`;
}

/** The rule's verdict on the contact is one of these. */
function judged(rule: string, verdicts: readonly string[], tenant: string): Sql {
  const known = verdicts.filter(
    (verdict) => verdict === 'met' || verdict === 'missed' || verdict === 'not-assessable' || verdict === 'fired',
  );
  if (known.length === 0) return sql`0`;
  return sql`(${joinSql(
    known.map((verdict) => verdictCondition({ rule, verdict }, tenant)),
    ' OR ',
  )})`;
}

/** '' where the rule has no verdict on the contact. */
function verdictSql(rule: string, tenant: string): Sql {
  const having = (verdict: Verdict) => verdictCondition({ rule, verdict }, tenant);
  return sql`multiIf(${having('met')}, 'met', ${having('missed')}, 'missed', ${having('not-assessable')}, 'not-assessable', '')`;
}

const grains: Readonly<Record<TimeGrain, Sql>> = {
  day: sql`toString(day)`,
  week: sql`toString(toMonday(day))`,
  month: sql`toString(toStartOfMonth(day))`,
  quarter: sql`toString(toStartOfQuarter(day))`,
  weekday: sql`toString(toDayOfWeek(day))`,
};

const fields: Readonly<Record<FieldName, { readonly one: Sql; readonly any?: Sql }>> = {
  channel: { one: sql`channel` },
  source: { one: sql`source` },
  direction: { one: sql`direction` },
  language: { one: sql`language` },
  state: { one: sql`state` },
  queue: { one: sql`queue` },
  reason: { one: sql`reason` },
  // The column of the join that `ConversationQuery.withDrivers` makes; conditions look it up instead.
  driver: { one: sql`driver` },
  team: { one: sql`arrayJoin(if(empty(teams), [''], arrayDistinct(teams)))`, any: sql`teams` },
  agent: { one: sql`arrayJoin(if(empty(agents), [''], arrayDistinct(agents)))`, any: sql`agents` },
};
