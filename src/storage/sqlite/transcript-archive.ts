import { contentHash } from '../../domain/ids.ts';
import type { RecordingTranscript } from '../../domain/transcript.ts';
import type { TranscriptArchive } from '../records.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

export function createTranscriptArchive({ database, vault }: RecordsContext): TranscriptArchive {
  return {
    async get(key) {
      const hash = contentHash(key);
      const row = database.first<{ payload: Uint8Array }>('SELECT payload FROM transcripts WHERE key_hash = ?', hash);
      return row === null ? null : openJson<RecordingTranscript>(vault, row.payload, context(hash));
    },
    async put(key, transcript) {
      const hash = contentHash(key);
      const sql = 'INSERT OR REPLACE INTO transcripts (key_hash, payload) VALUES (?, ?)';
      database.run(sql, hash, sealJson(vault, transcript, context(hash)));
    },
  };
}

function context(hash: string): string {
  return `transcript ${hash}`;
}
