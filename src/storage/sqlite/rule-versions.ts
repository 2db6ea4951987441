import type { PublishedRules, RuleVersion, RuleVersions } from '../rule-versions.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface VersionRow {
  readonly version: number;
  readonly published_at: string;
  readonly hash: string;
  readonly rules: number;
  readonly state: RuleVersion['state'];
  readonly judged: number;
  readonly total: number;
  readonly cursor: string;
  readonly reason: Uint8Array;
}

type Reason = Pick<RuleVersion, 'note' | 'publisher' | 'approver'>;

const columns = 'version, published_at, hash, rules, state, judged, total, cursor, reason';

export function createRuleVersions({ database, vault, now }: RecordsContext): RuleVersions {
  const read = (row: VersionRow): RuleVersion => {
    const { reason, published_at: publishedAt, ...plain } = row;
    // Versions from before there were accounts name no publisher.
    const {
      note,
      publisher = null,
      approver,
    } = openJson<Omit<Reason, 'publisher'> & Partial<Reason>>(vault, reason, reasonContext(row.hash));
    return { ...plain, publishedAt, note, publisher, approver };
  };
  return {
    async publish({ note, publisher, approver, hash, rules, total, content }) {
      return database.transaction(() => {
        database.run("UPDATE rule_versions SET state = 'abandoned' WHERE state = 'scoring'");
        const row = database.first<VersionRow>(
          `INSERT INTO rule_versions (published_at, hash, rules, state, judged, total, cursor, reason, content)
           VALUES (?, ?, ?, 'scoring', 0, ?, '', ?, ?) RETURNING ${columns}`,
          new Date(now()).toISOString(),
          hash,
          rules,
          total,
          sealJson(vault, { note, publisher, approver }, reasonContext(hash)),
          sealJson(vault, content, contentContext(hash)),
        );
        if (row === null) throw new Error('no row was returned');
        return read(row);
      });
    },
    async list() {
      return database.all<VersionRow>(`SELECT ${columns} FROM rule_versions ORDER BY version DESC`).map(read);
    },
    async content(version) {
      const row = database.first<{ hash: string; content: Uint8Array }>(
        'SELECT hash, content FROM rule_versions WHERE version = ?',
        version,
      );
      return row === null ? null : openJson<PublishedRules>(vault, row.content, contentContext(row.hash));
    },
    async advance(version, { cursor, judged }) {
      database.run("UPDATE rule_versions SET cursor = ?, judged = ? WHERE version = ? AND state = 'scoring'", cursor, judged, version);
    },
    async finish(version) {
      database.transaction(() => {
        database.run("UPDATE rule_versions SET state = 'replaced' WHERE state = 'shown'");
        database.run("UPDATE rule_versions SET state = 'shown' WHERE version = ?", version);
      });
    },
  };
}

function reasonContext(hash: string): string {
  return `rules reason ${hash}`;
}

function contentContext(hash: string): string {
  return `rules content ${hash}`;
}
