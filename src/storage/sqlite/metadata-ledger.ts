import { canonicalJson, type InteractionId, interactionId } from '../../domain/ids.ts';
import type { MetadataLedger, MetadataRow } from '../records.ts';
import type { RecordsContext } from './context.ts';
import { agentKey, externalKey, fileKey } from './join-keys.ts';
import { openJson, sealJson } from './sealed-json.ts';

/** How far an agent's contact may start from the time that a row states, when the row does not say: clocks differ. */
const defaultToleranceMs = 120_000;

interface StoredRow {
  readonly id: string;
  readonly sequence: number;
  readonly payload: Uint8Array;
}

/**
 * Rows and contacts meet by external id or by file name; only a row that states neither is joined by agent and start time.
 * The join values are kept as keyed hashes, the row itself sealed.
 */
export function createMetadataLedger(context: RecordsContext): MetadataLedger {
  const { database, vault, tenant } = context;
  const toRow = ({ id, payload }: StoredRow): MetadataRow => openJson(vault, payload, rowContext(id));
  const isKnown = (row: MetadataRow) => {
    const stored = database.first<StoredRow>('SELECT * FROM metadata_rows WHERE id = ?', row.id);
    return stored !== null && canonicalJson(toRow(stored)) === canonicalJson(row);
  };
  return {
    async put(rows) {
      return database.transaction(() => {
        const changed = rows.filter((row) => !isKnown(row));
        for (const row of changed) writeRow(context, row);
        return changed;
      });
    },
    async matching(contact) {
      const { source } = contact;
      if (database.first('SELECT 1 FROM metadata_rows WHERE source = ? LIMIT 1', source) === null) return [];
      const found = new Map<string, StoredRow>();
      const keep = (rows: StoredRow[]) => rows.forEach((row) => void found.set(row.id, row));
      keep(database.all('SELECT * FROM metadata_rows WHERE external_key = ?', externalKey(vault, source, contact.externalId)));
      for (const name of contact.fileNames)
        keep(database.all('SELECT * FROM metadata_rows WHERE file_key = ?', fileKey(vault, source, name)));
      const startedMs = contact.startedAt === null ? Number.NaN : Date.parse(contact.startedAt);
      for (const agent of Number.isNaN(startedMs) ? [] : contact.agents) {
        const sql = 'SELECT * FROM metadata_rows WHERE agent_key = ? AND abs(started_ms - ?) <= tolerance_ms';
        keep(database.all(sql, agentKey(vault, source, agent), startedMs));
      }
      return [...found.values()].sort((a, b) => a.sequence - b.sequence).map(toRow);
    },
    async contactsOf({ source, join }) {
      const found = new Set<InteractionId>();
      if (join.externalId !== undefined) {
        const id = interactionId({ tenant, source, externalId: join.externalId });
        if (database.first('SELECT 1 FROM contacts WHERE interaction = ?', id) !== null) found.add(id);
      }
      if (join.fileName !== undefined) {
        for (const id of contactsNamed(context, fileKey(vault, source, join.fileName))) found.add(id);
      }
      const byAgent = agentJoin(join);
      if (byAgent !== null) {
        for (const id of contactsNamed(context, agentKey(vault, source, byAgent.agent), byAgent)) found.add(id);
      }
      return [...found];
    },
    async markMatched(rowIds, id) {
      const sql = 'INSERT OR IGNORE INTO metadata_matches (row_id, interaction) VALUES (?, ?)';
      database.transaction(() => {
        for (const rowId of rowIds) database.run(sql, rowId, id);
      });
    },
    async unmatched() {
      const sql = 'SELECT * FROM metadata_rows WHERE id NOT IN (SELECT row_id FROM metadata_matches) ORDER BY sequence';
      return database.all<StoredRow>(sql).map(toRow);
    },
  };
}

/** A replaced row is the newest again: it overrides what came before it. */
function writeRow({ database, vault }: RecordsContext, row: MetadataRow): void {
  const { id, source, join } = row;
  const byAgent = agentJoin(join);
  database.run(
    `INSERT OR REPLACE INTO metadata_rows (id, source, external_key, file_key, agent_key, started_ms, tolerance_ms, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    source,
    join.externalId === undefined ? null : externalKey(vault, source, join.externalId),
    join.fileName === undefined ? null : fileKey(vault, source, join.fileName),
    byAgent === null ? null : agentKey(vault, source, byAgent.agent),
    byAgent?.startedMs ?? null,
    byAgent?.toleranceMs ?? defaultToleranceMs,
    sealJson(vault, row, rowContext(id)),
  );
}

function contactsNamed(
  { database }: RecordsContext,
  key: string,
  near?: { readonly startedMs: number; readonly toleranceMs: number },
): readonly InteractionId[] {
  const sql = 'SELECT interaction FROM contact_names WHERE name_key = ?';
  type Row = { readonly interaction: InteractionId };
  const rows =
    near === undefined
      ? database.all<Row>(sql, key)
      : database.all<Row>(`${sql} AND abs(started_ms - ?) <= ?`, key, near.startedMs, near.toleranceMs);
  return rows.map(({ interaction }) => interaction);
}

function agentJoin(join: MetadataRow['join']): { agent: string; startedMs: number; toleranceMs: number } | null {
  const { externalId, fileName, agent, startedAt, toleranceMs } = join;
  if (externalId !== undefined || fileName !== undefined || agent === undefined || startedAt === undefined) return null;
  return { agent, startedMs: Date.parse(startedAt), toleranceMs: toleranceMs ?? defaultToleranceMs };
}

function rowContext(id: string): string {
  return `metadata ${id}`;
}
