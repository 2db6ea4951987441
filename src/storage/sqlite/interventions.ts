import type { Intervention } from '../../domain/intervention.ts';
import type { Interventions } from '../interventions.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface InterventionRow {
  readonly id: string;
  readonly payload: Uint8Array;
}

export function createInterventions({ database, vault }: RecordsContext): Interventions {
  const opened = ({ id, payload }: InterventionRow) => openJson<Intervention>(vault, payload, contextOf(id));
  return {
    async put(intervention) {
      const { id } = intervention;
      database.run('INSERT OR REPLACE INTO interventions (id, payload) VALUES (?, ?)', id, sealJson(vault, intervention, contextOf(id)));
    },
    async get(id) {
      const row = database.first<InterventionRow>('SELECT id, payload FROM interventions WHERE id = ?', id);
      return row === null ? null : opened(row);
    },
    async list() {
      const rows = database.all<InterventionRow>('SELECT id, payload FROM interventions');
      return rows.map(opened).sort((a, b) => (a.date < b.date ? 1 : -1));
    },
    async remove(id) {
      return database.run('DELETE FROM interventions WHERE id = ?', id) === 1;
    },
  };
}

function contextOf(id: string): string {
  return `intervention ${id}`;
}
