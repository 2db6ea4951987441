import type { SeenFiles } from '../records.ts';
import type { RecordsContext } from './context.ts';

/** Paths are kept as keyed hashes: a folder can be named for a person. */
export function createSeenFiles({ database, vault }: RecordsContext): SeenFiles {
  const hashOf = (...file: readonly string[]) => vault.blindIndex('seen-file', JSON.stringify(file));
  return {
    async has(source, path, mark) {
      return database.first('SELECT 1 FROM seen_files WHERE mark_hash = ?', hashOf(source, path, mark)) !== null;
    },
    async add(source, path, mark) {
      database.run('INSERT OR IGNORE INTO seen_files (mark_hash) VALUES (?)', hashOf(source, path, mark));
    },
  };
}
