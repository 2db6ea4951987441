import { createHash } from 'node:crypto';
import { capturedInteractionSchema } from '../../domain/captured-interaction.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { Capture, CaptureLog, CaptureOutcome, Job, SourceStatus, StoredCapture } from '../records.ts';
import type { RecordsContext } from './context.ts';
import { agentKey, agentsOf, fileKey } from './join-keys.ts';
import { openJson, sealText } from './sealed-json.ts';

interface ContactRow {
  readonly interaction: InteractionId;
  readonly source: string;
  readonly version: number;
  readonly content_hash: string;
  readonly first_received_at: string;
}

interface CaptureRow {
  readonly interaction: InteractionId;
  readonly version: number;
  readonly received_at: string;
  readonly first_received_at: string;
  readonly payload_version: number;
  readonly payload: Uint8Array;
}

type Payload = readonly [readonly [Capture['content'], Capture['mediaBlobs']], Omit<Capture, 'id' | 'content' | 'mediaBlobs'>];
type Recorded = { readonly outcome: CaptureOutcome; readonly capture: StoredCapture; readonly job: Job | null };

/** Captures and their jobs, in one transaction. Payloads are sealed; a re-run refers to the payload it repeats. */
export function createCaptureLog(context: RecordsContext): CaptureLog {
  const { database } = context;
  return {
    async record(batch, leaseMs) {
      return database.transaction(() => {
        const results = batch.map((capture) => recordOne(context, capture, leaseMs));
        noteSources(context, batch, results);
        return results;
      });
    },
    async read(id, version) {
      return readCapture(context, id, version ?? newestVersion(context, id));
    },
    async rerun(ids, reason) {
      database.transaction(() => {
        for (const id of ids) rerunOne(context, id, reason);
      });
    },
    async *allIds(batchSize) {
      for (let after = ''; ; ) {
        const sql = 'SELECT interaction FROM contacts WHERE tenant = ? AND interaction > ? ORDER BY interaction LIMIT ?';
        const ids = database.all<ContactRow>(sql, context.tenant, after, batchSize).map(({ interaction }) => interaction);
        const last = ids.at(-1);
        if (last === undefined) return;
        yield ids;
        after = last;
      }
    },
    sources: async () => readSources(context),
  };
}

function recordOne(context: RecordsContext, capture: Capture, leaseMs: number): Recorded {
  const { database } = context;
  const receivedAt = new Date(context.now()).toISOString();
  const known = database.first<ContactRow>('SELECT * FROM contacts WHERE interaction = ?', capture.id);
  const json = contentJson(capture);
  const hash = createHash('sha256').update(json).digest('hex');
  if (known !== null && isKnownContent(context, known, hash)) {
    const stored = { ...capture, version: known.version, firstReceivedAt: known.first_received_at, receivedAt };
    return { outcome: 'duplicate', capture: stored, job: null };
  }
  const same = known === null ? sameRecording(context, capture) : null;
  if (same !== null) return { outcome: 'duplicate', capture: same, job: null };
  const version = (known?.version ?? 0) + 1;
  const firstReceivedAt = known?.first_received_at ?? receivedAt;
  writeContact(context, capture, { version, hash, firstReceivedAt });
  writePayload(context, capture, { version, hash, receivedAt, json });
  writeNames(context, capture);
  const job = queue(context, { interaction: capture.id, version, source: capture.source }, leaseMs);
  const outcome = known === null ? 'captured' : 'updated';
  return { outcome, capture: { ...capture, version, firstReceivedAt, receivedAt }, job };
}

const fieldNames = Object.keys(capturedInteractionSchema.shape) as readonly (keyof Capture['content'])[];

/**
 * Equal content is written alike: fields stand in the schema's order, attributes in that of their names. What lies deeper
 * has come past the schema and is in its order already.
 */
function contentJson({ content, mediaBlobs }: Capture): string {
  const fields: Record<string, unknown> = {};
  for (const name of fieldNames) fields[name] = content[name];
  const attributes = Object.entries(content.attributes);
  if (attributes.length > 1) fields.attributes = Object.fromEntries(attributes.sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify([fields, mediaBlobs]);
}

/**
 * What a contact has said once is not news when it is read again: where a folder holds two contents under one id, reading
 * it again makes no versions. A source that goes back to an earlier content therefore keeps the later one.
 */
function isKnownContent({ database }: RecordsContext, known: ContactRow, hash: string): boolean {
  if (known.content_hash === hash) return true;
  return database.first('SELECT 1 FROM captures WHERE interaction = ? AND content_hash = ?', known.interaction, hash) !== null;
}

/**
 * A capture without an id of its own whose only recording is already the only recording of a contact of the same source is
 * that contact: the file was copied or renamed. A stated id is believed even when the recording is the same.
 */
function sameRecording(context: RecordsContext, capture: Capture): StoredCapture | null {
  const original = onlyOriginal(capture);
  if (capture.identity !== 'derived' || original === null) return null;
  const sql = 'SELECT interaction, version FROM contacts WHERE source = ? AND only_original = ? AND tenant = ? LIMIT 1';
  const same = context.database.first<ContactRow>(sql, capture.source, original, capture.tenant);
  return same === null ? null : readCapture(context, same.interaction, same.version);
}

function onlyOriginal({ mediaBlobs }: Capture): string | null {
  return mediaBlobs.length === 1 ? (mediaBlobs[0] ?? null) : null;
}

function writeContact(
  { database }: RecordsContext,
  capture: Capture,
  { version, hash, firstReceivedAt }: { version: number; hash: string; firstReceivedAt: string },
): void {
  database.run(
    `INSERT INTO contacts (interaction, tenant, source, version, content_hash, only_original, first_received_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (interaction) DO UPDATE SET version = excluded.version, content_hash = excluded.content_hash, only_original = excluded.only_original`,
    capture.id,
    capture.tenant,
    capture.source,
    version,
    hash,
    onlyOriginal(capture),
    firstReceivedAt,
  );
}

/** The text that was hashed is the text that is kept: a conversation is written out once. */
function writePayload(
  { database, vault }: RecordsContext,
  { id, content: _content, mediaBlobs: _mediaBlobs, ...envelope }: Capture,
  { version, hash, receivedAt, json }: { version: number; hash: string; receivedAt: string; json: string },
): void {
  const payload = sealText(vault, `[${json},${JSON.stringify(envelope)}]`, payloadContext(id, version));
  const sql = 'INSERT INTO captures (interaction, version, received_at, content_hash, payload_version, payload) VALUES (?, ?, ?, ?, ?, ?)';
  database.run(sql, id, version, receivedAt, hash, version, payload);
}

/** Names by which metadata that arrives apart finds the contact. Its external id needs none: the contact's id follows from it. */
function writeNames({ database, vault }: RecordsContext, { id, source, content }: Capture): void {
  const sql = 'INSERT OR REPLACE INTO contact_names (name_key, started_ms, interaction) VALUES (?, ?, ?)';
  const started = content.startedAt === undefined ? null : Date.parse(content.startedAt);
  for (const { name } of content.media) database.run(sql, fileKey(vault, source, name), started, id);
  for (const agent of agentsOf(content)) database.run(sql, agentKey(vault, source, agent), started, id);
}

function rerunOne(context: RecordsContext, id: InteractionId, reason: string): void {
  const { database } = context;
  const known = database.first<ContactRow>('SELECT * FROM contacts WHERE interaction = ? AND tenant = ?', id, context.tenant);
  if (known === null) return;
  const version = known.version + 1;
  database.run('UPDATE contacts SET version = ? WHERE interaction = ?', version, id);
  database.run(
    `INSERT INTO captures (interaction, version, received_at, reason, payload_version)
     SELECT interaction, ?, received_at, ?, payload_version FROM captures WHERE interaction = ? AND version = ?`,
    version,
    reason,
    id,
    known.version,
  );
  queue(context, { interaction: id, version, source: known.source }, null);
}

/** A job of an older version that nobody has begun is no longer needed. */
function queue(
  { database, owner, now }: RecordsContext,
  { interaction, version, source }: { interaction: InteractionId; version: number; source: string },
  leaseMs: number | null,
): Job | null {
  if (version > 1) database.run("DELETE FROM jobs WHERE interaction = ? AND version < ? AND state = 'waiting'", interaction, version);
  const leased = leaseMs === null ? (['waiting', 0, null, null] as const) : (['leased', 1, now() + leaseMs, owner] as const);
  const id = database.insert(
    'INSERT INTO jobs (interaction, version, source, state, attempts, lease_until_ms, owner) VALUES (?, ?, ?, ?, ?, ?, ?)',
    interaction,
    version,
    source,
    ...leased,
  );
  return leaseMs === null ? null : { id, interaction, version, attempts: 0 };
}

function readCapture({ database, vault }: RecordsContext, id: InteractionId, version: number): StoredCapture | null {
  const row = database.first<CaptureRow>(
    `SELECT shown.interaction, shown.version, shown.received_at, contacts.first_received_at, shown.payload_version, written.payload
     FROM captures AS shown
     JOIN captures AS written ON written.interaction = shown.interaction AND written.version = shown.payload_version
     JOIN contacts ON contacts.interaction = shown.interaction
     WHERE shown.interaction = ? AND shown.version = ?`,
    id,
    version,
  );
  if (row === null) return null;
  const [[content, mediaBlobs], envelope] = openJson<Payload>(vault, row.payload, payloadContext(id, row.payload_version));
  return {
    ...envelope,
    id,
    content,
    mediaBlobs,
    version: row.version,
    firstReceivedAt: row.first_received_at,
    receivedAt: row.received_at,
  };
}

function newestVersion({ database }: RecordsContext, id: InteractionId): number {
  return database.first<ContactRow>('SELECT version FROM contacts WHERE interaction = ?', id)?.version ?? 0;
}

function payloadContext(id: InteractionId, version: number): string {
  return `capture ${id} ${version}`;
}

/** `newest_started_at` keeps the latest start; a source that sends only old contacts is seen, but behind. */
function noteSources({ database, now }: RecordsContext, batch: readonly Capture[], results: readonly Recorded[]): void {
  const seenAt = new Date(now()).toISOString();
  for (const source of new Set(batch.map((capture) => capture.source))) {
    const starts = batch.flatMap(({ source: from, content }) => (from === source ? (content.startedAt ?? []) : []));
    const newest =
      starts.length === 0 ? null : new Date(starts.reduce((most, start) => Math.max(most, Date.parse(start)), -8.64e15)).toISOString();
    const captured = results.filter(({ outcome, capture }) => outcome === 'captured' && capture.source === source).length;
    database.run(
      `INSERT INTO sources (source, last_seen_at, newest_started_at, captured) VALUES (?, ?, ?, ?)
       ON CONFLICT (source) DO UPDATE SET last_seen_at = excluded.last_seen_at, captured = captured + excluded.captured,
         newest_started_at = nullif(max(ifnull(newest_started_at, ''), ifnull(excluded.newest_started_at, '')), '')`,
      source,
      seenAt,
      newest,
      captured,
    );
  }
}

function readSources({ database }: RecordsContext): readonly SourceStatus[] {
  const parked = countsBySource(database.all('SELECT source, count(*) AS count FROM parked GROUP BY source'));
  const waiting = countsBySource(database.all("SELECT source, count(*) AS count FROM jobs WHERE state != 'failed' GROUP BY source"));
  const seen = database.all<{ source: string; last_seen_at: string; newest_started_at: string | null; captured: number }>(
    'SELECT * FROM sources ORDER BY source',
  );
  const unseen = [...parked.keys()].filter((source) => !seen.some((each) => each.source === source));
  const empty = { last_seen_at: null, newest_started_at: null, captured: 0 };
  return [...seen, ...unseen.map((source) => ({ source, ...empty }))].map((row) => ({
    source: row.source,
    lastSeenAt: row.last_seen_at,
    newestStartedAt: row.newest_started_at,
    captured: row.captured,
    parked: parked.get(row.source) ?? 0,
    waiting: waiting.get(row.source) ?? 0,
  }));
}

function countsBySource(rows: readonly { source: string; count: number }[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ source, count }) => [source, count]));
}
