/**
 * The schema of the records engine, one numbered step after another; a step that has run is never changed. Everything that
 * says something about a contact is sealed, and what must be found is kept as a keyed hash.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE contacts (
    interaction TEXT PRIMARY KEY,
    tenant TEXT NOT NULL,
    source TEXT NOT NULL,
    version INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    only_original TEXT,
    first_received_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX contacts_by_original ON contacts (source, only_original) WHERE only_original IS NOT NULL;

  CREATE TABLE captures (
    interaction TEXT NOT NULL,
    version INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    reason TEXT,
    payload_version INTEGER NOT NULL,
    payload BLOB
  ) STRICT;
  CREATE UNIQUE INDEX captures_by_version ON captures (interaction, version);

  CREATE TABLE contact_names (
    name_key TEXT NOT NULL,
    started_ms INTEGER,
    interaction TEXT NOT NULL,
    PRIMARY KEY (name_key, interaction)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    interaction TEXT NOT NULL,
    version INTEGER NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    run_at_ms INTEGER NOT NULL DEFAULT 0,
    lease_until_ms INTEGER,
    owner TEXT,
    reason TEXT
  ) STRICT;
  CREATE UNIQUE INDEX jobs_by_version ON jobs (interaction, version);
  CREATE INDEX jobs_waiting ON jobs (id) WHERE state = 'waiting';
  CREATE INDEX jobs_leased ON jobs (lease_until_ms) WHERE state = 'leased';
  CREATE INDEX jobs_failed ON jobs (id) WHERE state = 'failed';

  CREATE TABLE sources (
    source TEXT PRIMARY KEY,
    last_seen_at TEXT NOT NULL,
    newest_started_at TEXT,
    captured INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE parked (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    origin_blob TEXT,
    parked_at TEXT NOT NULL,
    payload BLOB NOT NULL
  ) STRICT;

  CREATE TABLE metadata_rows (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    external_key TEXT,
    file_key TEXT,
    agent_key TEXT,
    started_ms INTEGER,
    tolerance_ms INTEGER NOT NULL,
    payload BLOB NOT NULL
  ) STRICT;
  CREATE INDEX metadata_by_external ON metadata_rows (external_key) WHERE external_key IS NOT NULL;
  CREATE INDEX metadata_by_file ON metadata_rows (file_key) WHERE file_key IS NOT NULL;
  CREATE INDEX metadata_by_agent ON metadata_rows (agent_key, started_ms) WHERE agent_key IS NOT NULL;
  CREATE INDEX metadata_by_source ON metadata_rows (source);
  CREATE TABLE metadata_matches (
    row_id TEXT NOT NULL,
    interaction TEXT NOT NULL,
    PRIMARY KEY (row_id, interaction)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE idempotency_keys (
    key_hash TEXT PRIMARY KEY,
    request_hash TEXT NOT NULL,
    begun_at_ms INTEGER NOT NULL,
    owner TEXT NOT NULL,
    status INTEGER,
    body BLOB
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotency_by_age ON idempotency_keys (begun_at_ms);

  CREATE TABLE transcripts (key_hash TEXT PRIMARY KEY, payload BLOB NOT NULL) STRICT;
  CREATE TABLE seen_files (mark_hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE label_draws (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    rule TEXT NOT NULL,
    payload BLOB NOT NULL
  ) STRICT;
  CREATE INDEX label_draws_by_rule ON label_draws (rule, sequence);

  CREATE TABLE rule_labels (
    rule TEXT NOT NULL,
    interaction TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (rule, interaction)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE captures ADD COLUMN content_hash TEXT;
  `,
  `
  CREATE TABLE rule_versions (
    version INTEGER PRIMARY KEY AUTOINCREMENT,
    published_at TEXT NOT NULL,
    hash TEXT NOT NULL,
    rules INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('scoring', 'shown', 'replaced', 'abandoned')),
    judged INTEGER NOT NULL,
    total INTEGER NOT NULL,
    cursor TEXT NOT NULL,
    reason BLOB NOT NULL,
    content BLOB NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE driver_models (
    id TEXT PRIMARY KEY,
    as_of TEXT NOT NULL,
    fitted_at TEXT NOT NULL,
    payload BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE rule_drafts (
    rule TEXT PRIMARY KEY,
    saved_at TEXT NOT NULL,
    payload BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name_key TEXT NOT NULL UNIQUE,
    subject_key TEXT UNIQUE,
    payload BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE failed_sign_ins (
    name_key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sessions (
    key TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    payload BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_account ON sessions (account);

  CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    secret TEXT NOT NULL UNIQUE,
    payload BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit_log (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_log_by_subject ON audit_log (subject, sequence);
  CREATE TABLE audit_head (one INTEGER PRIMARY KEY CHECK (one = 1), payload BLOB NOT NULL) STRICT;
  `,
  `
  CREATE TABLE saved_searches (
    id TEXT PRIMARY KEY,
    payload BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE feed_items (
    id TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL UNIQUE,
    status TEXT NOT NULL,
    payload BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE feed_deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message TEXT NOT NULL,
    item TEXT NOT NULL,
    event TEXT NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    run_at_ms INTEGER NOT NULL,
    reason TEXT,
    UNIQUE (message, target)
  ) STRICT;
  CREATE INDEX feed_deliveries_waiting ON feed_deliveries (run_at_ms) WHERE state = 'waiting';
  CREATE TABLE interventions (
    id TEXT PRIMARY KEY,
    payload BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
