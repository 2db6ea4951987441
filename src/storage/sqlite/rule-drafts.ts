import type { RuleDraft, RuleDrafts } from '../rule-drafts.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface DraftRow {
  readonly rule: string;
  readonly payload: Uint8Array;
}

/** Tests may quote a customer, so drafts are sealed. */
export function createRuleDrafts({ database, vault }: RecordsContext): RuleDrafts {
  const read = ({ rule, payload }: DraftRow) => openJson<RuleDraft>(vault, payload, contextOf(rule));
  return {
    async put(draft) {
      database.run(
        'INSERT OR REPLACE INTO rule_drafts (rule, saved_at, payload) VALUES (?, ?, ?)',
        draft.rule,
        draft.savedAt,
        sealJson(vault, draft, contextOf(draft.rule)),
      );
    },
    async get(rule) {
      const row = database.first<DraftRow>('SELECT rule, payload FROM rule_drafts WHERE rule = ?', rule);
      return row === null ? null : read(row);
    },
    async list() {
      return database.all<DraftRow>('SELECT rule, payload FROM rule_drafts ORDER BY saved_at DESC, rule').map(read);
    },
    async remove(rule) {
      return database.run('DELETE FROM rule_drafts WHERE rule = ?', rule) === 1;
    },
  };
}

function contextOf(rule: string): string {
  return `rule draft ${rule}`;
}
