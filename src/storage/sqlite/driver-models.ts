import type { DriverModels } from '../driver-models.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface ModelRow {
  readonly id: string;
  readonly payload: Uint8Array;
}

export function createDriverModels({ database, vault }: RecordsContext): DriverModels {
  return {
    async put({ id, asOf, fittedAt, document }) {
      database.run(
        'INSERT OR REPLACE INTO driver_models (id, as_of, fitted_at, payload) VALUES (?, ?, ?, ?)',
        id,
        asOf,
        fittedAt,
        sealJson(vault, document, contextOf(id)),
      );
    },
    async newest(before = '9999') {
      const sql = 'SELECT id, payload FROM driver_models WHERE as_of <= ? ORDER BY as_of DESC, fitted_at DESC LIMIT 1';
      const row = database.first<ModelRow>(sql, before);
      return row === null ? null : openJson<string>(vault, row.payload, contextOf(row.id));
    },
  };
}

function contextOf(id: string): string {
  return `driver-model ${id}`;
}
