import type { SavedSearch, SavedSearches } from '../saved-searches.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface SearchRow {
  readonly id: string;
  readonly payload: Uint8Array;
}

/** People search for names and numbers, so searches are sealed. */
export function createSavedSearches({ database, vault }: RecordsContext): SavedSearches {
  return {
    async put(search) {
      database.run(
        'INSERT OR REPLACE INTO saved_searches (id, payload) VALUES (?, ?)',
        search.id,
        sealJson(vault, search, contextOf(search.id)),
      );
    },
    async list() {
      const rows = database.all<SearchRow>('SELECT id, payload FROM saved_searches');
      const searches = rows.map(({ id, payload }) => openJson<SavedSearch>(vault, payload, contextOf(id)));
      return searches.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
    },
    async remove(id) {
      return database.run('DELETE FROM saved_searches WHERE id = ?', id) === 1;
    },
  };
}

function contextOf(id: string): string {
  return `saved search ${id}`;
}
