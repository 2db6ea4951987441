import { readMetadataFile } from '../capture/metadata.ts';
import type { InteractionId } from '../domain/ids.ts';
import type { MetadataRow, Records } from '../storage/records.ts';
import { readMapping } from './read-context.ts';

export interface MetadataRequest {
  readonly path: string;
  readonly source: string;
  /** Mapping file; without one the columns have the fields' own names. */
  readonly mapping?: string | undefined;
  readonly timeZone: string;
}

/** What a metadata file brought. `matched` rows found their contact at once; the others wait for it. */
export interface MetadataCounts {
  readonly rows: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly unreadable: number;
}

const batchSize = 1000;

/** Keeps every row, and queues a new version of each contact that a new or changed row is about. */
export async function ingestMetadata(request: MetadataRequest, records: Pick<Records, 'metadata' | 'captures'>): Promise<MetadataCounts> {
  const mapping = request.mapping === undefined ? undefined : await readMapping(request.mapping);
  const counts = { rows: 0, matched: 0, unmatched: 0, unreadable: 0 };
  let batch: MetadataRow[] = [];
  const flush = async () => {
    const matched = await keepRows(batch, records);
    counts.matched += matched;
    counts.unmatched += batch.length - matched;
    batch = [];
  };
  for await (const item of readMetadataFile(request.path, { source: request.source, mapping, timeZone: request.timeZone })) {
    counts.rows += 1;
    if (item.kind === 'row') batch.push(item.row);
    else counts.unreadable += 1;
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  return counts;
}

/** How many of the rows found a contact. */
async function keepRows(rows: readonly MetadataRow[], { metadata, captures }: Pick<Records, 'metadata' | 'captures'>): Promise<number> {
  if (rows.length === 0) return 0;
  const changed = new Set(await metadata.put(rows));
  const affected = new Set<InteractionId>();
  let matched = 0;
  for (const row of rows) {
    const contacts = await metadata.contactsOf(row);
    if (contacts.length > 0) matched += 1;
    if (changed.has(row)) for (const id of contacts) affected.add(id);
  }
  await captures.rerun([...affected], 'metadata');
  return matched;
}
