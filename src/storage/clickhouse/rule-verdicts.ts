import type { Verdict } from '../../domain/finding.ts';
import { bind, type Sql, sql } from './sql.ts';

/** The version of the rules that readers see: one row more, and all see the next. 0 when none was published. */
export function shownRules(tenant: string): Sql {
  return sql`(SELECT max(rules_version) FROM shown_rules WHERE tenant = ${bind('String', tenant)})`;
}

/** Contacts on which a rule has a verdict, or `fired`, as a condition on `interactions`. */
export function verdictCondition({ rule, verdict }: { readonly rule: string; readonly verdict: Verdict | 'fired' }, tenant: string): Sql {
  return sql`(interaction, version) IN (SELECT interaction, version FROM rule_findings FINAL
    WHERE tenant = ${bind('String', tenant)} AND rules_version = ${shownRules(tenant)} AND has(${columnOf(verdict)}, ${bind('String', rule)}))`;
}

function columnOf(verdict: Verdict | 'fired'): Sql {
  switch (verdict) {
    case 'met':
      return sql`met`;
    case 'missed':
      return sql`missed`;
    case 'not-assessable':
      return sql`not_assessable`;
    case 'fired':
      return sql`fired`;
  }
}
