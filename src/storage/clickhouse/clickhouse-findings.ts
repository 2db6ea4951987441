import type { Finding } from '../../domain/finding.ts';
import type { FindingStore, VerdictCounts } from '../findings.ts';
import { insertRows } from './clickhouse-readings.ts';
import { isInteractionId } from './conversation-query.ts';
import type { ContentEngine } from './engine.ts';
import { shownRules } from './rule-verdicts.ts';
import { bind, sql } from './sql.ts';

/** Ids of one statement. */
const idsAtOnce = 5000;

/** Findings of one tenant on any ClickHouse. */
export function createClickhouseFindings(engine: ContentEngine, tenant: string): FindingStore {
  const shown = async () => {
    const [row] = await engine.query<{ version: number }>(sql`SELECT ${shownRules(tenant)} AS version`);
    return row?.version ?? 0;
  };
  return {
    put: (rulesVersion, batch) =>
      insertRows(
        engine,
        'rule_findings',
        batch.map(({ id, version, rules, fired, findings }) => ({
          tenant,
          interaction: id,
          version,
          rules_version: rulesVersion,
          met: rules.met,
          missed: rules.missed,
          not_assessable: rules['not-assessable'],
          fired,
          findings,
        })),
      ),
    async of(id) {
      if (!isInteractionId(id)) return null;
      const [row] = await engine.query<{ findings: string }>(
        sql`SELECT findings FROM rule_findings FINAL WHERE tenant = ${bind('String', tenant)} AND interaction = ${bind('String', id)}
          AND rules_version = ${shownRules(tenant)} AND version = (SELECT max(version) FROM interactions
            WHERE tenant = ${bind('String', tenant)} AND interaction = ${bind('String', id)})`,
      );
      return row === undefined ? null : (JSON.parse(row.findings) as readonly Finding[]);
    },
    async met(rulesVersion, ids) {
      const met = new Map<string, readonly string[]>();
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const rows = await engine.query<{ interaction: string; met: readonly string[] }>(
          sql`SELECT interaction, met FROM rule_findings FINAL WHERE tenant = ${bind('String', tenant)}
            AND interaction IN ${bind('Array(String)', ids.slice(from, from + idsAtOnce))} AND rules_version = ${bind('UInt32', rulesVersion)}`,
        );
        for (const row of rows) met.set(row.interaction, row.met);
      }
      return met;
    },
    counts: () =>
      engine.query<VerdictCounts>(
        sql`SELECT rule, toUInt32(countIf(has(met, rule))) AS met, toUInt32(countIf(has(missed, rule))) AS missed,
            toUInt32(countIf(has(not_assessable, rule))) AS notAssessable, toUInt32(countIf(has(fired, rule))) AS fired, toUInt32(count()) AS judged
          FROM (SELECT met, missed, not_assessable, fired, arrayJoin(arrayDistinct(arrayConcat(met, missed, not_assessable))) AS rule
            FROM rule_findings FINAL WHERE tenant = ${bind('String', tenant)} AND rules_version = ${shownRules(tenant)})
          GROUP BY rule ORDER BY rule`,
      ),
    shown,
    async show(rulesVersion) {
      const before = await shown();
      await insertRows(engine, 'shown_rules', [{ tenant, rules_version: rulesVersion }]);
      if (before !== rulesVersion)
        await engine.command(
          sql`ALTER TABLE rule_findings DELETE WHERE tenant = ${bind('String', tenant)} AND rules_version < ${bind('UInt32', rulesVersion)}`,
        );
    },
  };
}
