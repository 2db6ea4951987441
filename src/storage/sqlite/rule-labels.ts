import type { InteractionId } from '../../domain/ids.ts';
import type { LabelDraw, RuleLabel } from '../../domain/rule-label.ts';
import type { RuleLabels } from '../records.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface DrawRow {
  readonly id: string;
  readonly payload: Uint8Array;
}

interface LabelRow {
  readonly interaction: InteractionId;
  readonly payload: Uint8Array;
}

/** What a person said of a conversation says something about a contact, so it is sealed like everything that does. */
export function createRuleLabels({ database, vault }: RecordsContext): RuleLabels {
  return {
    async putDraw(draw) {
      database.run(
        'INSERT OR REPLACE INTO label_draws (id, rule, payload) VALUES (?, ?, ?)',
        draw.id,
        draw.rule,
        sealJson(vault, draw, drawContext(draw.id)),
      );
    },
    async newestDraw(rule) {
      const row = database.first<DrawRow>('SELECT id, payload FROM label_draws WHERE rule = ? ORDER BY sequence DESC LIMIT 1', rule);
      return row === null ? null : openJson<LabelDraw>(vault, row.payload, drawContext(row.id));
    },
    async put(labels) {
      const sql = 'INSERT OR REPLACE INTO rule_labels (rule, interaction, judged_at, payload) VALUES (?, ?, ?, ?)';
      database.transaction(() => {
        for (const label of labels) {
          const { rule, interaction, judgedAt } = label;
          database.run(sql, rule, interaction, judgedAt, sealJson(vault, label, labelContext(rule, interaction)));
        }
      });
    },
    async list(rule) {
      const sql = 'SELECT interaction, payload FROM rule_labels WHERE rule = ? ORDER BY judged_at, interaction';
      return database
        .all<LabelRow>(sql, rule)
        .map(({ interaction, payload }) => openJson<RuleLabel>(vault, payload, labelContext(rule, interaction)));
    },
    async remove(rule, interaction) {
      return database.run('DELETE FROM rule_labels WHERE rule = ? AND interaction = ?', rule, interaction) === 1;
    },
  };
}

function drawContext(id: string): string {
  return `label draw ${id}`;
}

function labelContext(rule: string, interaction: string): string {
  return `label ${rule} ${interaction}`;
}
