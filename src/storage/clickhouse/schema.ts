/** One column of a content table. Types, codecs and keys are written as ClickHouse knows them. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly codec?: string;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly orderBy: readonly string[];
  readonly indexes?: readonly string[];
  readonly settings?: Readonly<Record<string, number | string>>;
}

/** Not LowCardinality: a dictionary per column and part costs a quarter of the writing, and saves little on short words. */
const word = 'String';
const words = `Array(${word})`;
const time = "DateTime64(3, 'UTC')";
const numbersByName = `Map(${word}, Float64)`;
const wordsByName = `Map(${word}, ${word})`;
const places = 'Array(UInt32)';
const moments = 'Array(Nullable(Int64))';

/**
 * Every row says whose it is, which version of which interaction it belongs to, and its partition. `partition_at` is the
 * first known start (else first receipt) and never changes, so all versions of a row meet in one partition and replace
 * each other there.
 */
function owned(...columns: Column[]): Column[] {
  return [
    column('tenant', word),
    column('interaction', 'FixedString(32)'),
    column('version', 'UInt32'),
    column('is_deleted', 'UInt8'),
    column('partition_at', time),
    ...columns,
  ];
}

function column(name: string, type: string, codec?: string): Column {
  return codec === undefined ? { name, type } : { name, type, codec };
}

/**
 * One row is one conversation whole: turns, legs, events and annotations lie in it as arrays, so that a version appears and
 * is replaced at once, nothing is joined, and twenty turns cost one row. The views below show the arrays as rows.
 *
 * Measures are a map, not a table of their own: one row instead of forty.
 */
const interactions: Table = {
  name: 'interactions',
  columns: owned(
    column('source', word),
    column('external_id', 'String'),
    column('channel', word),
    column('direction', word),
    column('started_at', `Nullable(${time})`),
    column('ended_at', `Nullable(${time})`),
    column('duration_ms', 'Nullable(Int64)'),
    column('time_zone', word),
    column('day', 'Date32'),
    column('language', word),
    column('language_confidence', 'Float32'),
    column('customer_keys', 'Array(String)'),
    column('case_id', 'String'),
    column('thread_id', 'String'),
    column('handling', word),
    column('consent', word),
    column('attributes', `Map(${word}, String)`),
    column('attribute_numbers', numbersByName),
    column('agents', words),
    column('teams', words),
    column('queues', words),
    column('queue', word),
    column('state', word),
    column('state_reason', word),
    column('measures', numbersByName),
    column('measure_gaps', wordsByName),
    column('reason', word),
    column('signals', wordsByName),
    column('versions', wordsByName),
    column('received_at', time),
    column('turn_count', 'UInt32'),
    column('opening_turn', 'UInt32'),
    column('opening_role', word),
    column('opening', 'String', 'ZSTD(1)'),
    column('turn_leg', 'Array(UInt16)'),
    column('turn_participant', words),
    column('turn_role', words),
    column('turn_role_confidence', 'Array(Float32)'),
    column('turn_start_ms', moments),
    column('turn_end_ms', moments),
    column('turn_text', 'Array(String)', 'ZSTD(1)'),
    column('turn_words', places),
    column('word_start_ms', places, 'Delta, ZSTD(1)'),
    column('word_end_ms', places, 'Delta, ZSTD(1)'),
    column('word_confidence', 'Array(Float32)', 'ZSTD(1)'),
    column('search_text', 'String', 'ZSTD(1)'),
    column('token_ids', 'String', 'ZSTD(1)'),
    column('tokeniser', word),
    column('leg_kind', words),
    column('leg_agent', words),
    column('leg_team', words),
    column('leg_queue', words),
    column('leg_start_ms', moments),
    column('leg_answered_ms', moments),
    column('leg_end_ms', moments),
    column('leg_measures', `Array(${numbersByName})`),
    column('leg_measure_gaps', `Array(${wordsByName})`),
    column('event_kind', words),
    column('event_start_ms', 'Array(Int64)'),
    column('event_end_ms', 'Array(Int64)'),
    column('event_leg', 'Array(Nullable(UInt16))'),
    column('event_role', words),
    column('event_origin', words),
    column('annotation_turn', places),
    column('annotation_start', places),
    column('annotation_end', places),
    column('annotation_kind', words),
    column('annotation_label', words),
    column('annotation_confidence', 'Array(Float32)'),
    column('annotation_by', words),
    column('annotation_why', words),
    column('document', 'String', 'ZSTD(1)'),
  ),
  orderBy: ['tenant', 'interaction'],
  indexes: [
    "INDEX search_tokens search_text TYPE text(tokenizer = splitByString([' ', '\\n']))",
    // An id has a place in every part; this tells the one part that holds it from those that do not.
    'INDEX held_ids interaction TYPE bloom_filter(0.001) GRANULARITY 1',
  ],
  settings: { index_granularity: 128 },
};

/** Rule verdicts; leg −1 is the whole conversation. Written by the rule engine. */
const findings: Table = {
  name: 'findings',
  columns: owned(
    column('rule', word),
    column('rule_hash', word),
    column('leg', 'Int16'),
    column('verdict', word),
    column('reason', word),
    column('decided_at_ms', 'Nullable(Int64)'),
    column('span_turn', places),
    column('span_start', places),
    column('span_end', places),
  ),
  orderBy: ['tenant', 'rule', 'interaction', 'leg'],
};

/** Embeddings apart from the text, so that reading turns never reads them. Exact search first. */
const vectors: Table = {
  name: 'vectors',
  columns: owned(column('turn', 'UInt32'), column('model', word), column('vector', 'Array(BFloat16)', 'ZSTD(1)')),
  orderBy: ['tenant', 'model', 'interaction', 'turn'],
};

export const contentTables = { interactions, findings, vectors } as const satisfies Record<string, Table>;
export type ContentTable = keyof typeof contentTables;

/** Arrays of the newest versions as rows: name of the view, prefix of its columns, name of the counting column. */
const views = [
  { name: 'turns', prefix: 'turn_' },
  { name: 'legs', prefix: 'leg_' },
  { name: 'events', prefix: 'event_' },
  { name: 'annotations', prefix: 'annotation_' },
] as const;

/** Acknowledged rows survive loss of power as well as kill -9: parts are synced before an insert returns. */
const durability = { fsync_after_insert: 1, fsync_part_directory: 1 } as const;

export type Layout =
  | { readonly kind: 'plain' }
  /** Replicated when Keeper is there; each statement is run on every host, never ON CLUSTER. */
  | { readonly kind: 'cluster'; readonly cluster: string; readonly replicated: boolean };

/** Statements that bring an empty or older database to this schema; running them again changes nothing. */
export function renderSchema(layout: Layout): string[] {
  const tables = Object.values(contentTables).flatMap((table: Table) =>
    layout.kind === 'plain'
      ? [createTable(table, table.name, replacing(table, false))]
      : [createTable(table, `${table.name}_local`, replacing(table, layout.replicated)), createDistributed(table, layout.cluster)],
  );
  return [...tables, ...views.map(createView)];
}

/** Columns that an older database may lack: added in place, old rows read as the type's default. */
export function renderAddedColumns(layout: Layout, existing: ReadonlySet<string>): string[] {
  return Object.values(contentTables).flatMap((table: Table) => {
    const names = layout.kind === 'plain' ? [table.name] : [`${table.name}_local`, table.name];
    return names.flatMap((name) =>
      table.columns
        .filter((candidate) => !existing.has(`${name}.${candidate.name}`))
        .map((missing) => `ALTER TABLE ${name} ADD COLUMN IF NOT EXISTS ${renderColumn(missing)}`),
    );
  });
}

function createTable(table: Table, name: string, engine: string): string {
  const body = [...table.columns.map(renderColumn), ...(table.indexes ?? [])].join(',\n  ');
  const settings = Object.entries({ ...durability, ...table.settings }).map(([key, value]) => `${key} = ${value}`);
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (\n  ${body}\n)`,
    `ENGINE = ${engine}`,
    'PARTITION BY toYYYYMM(partition_at)',
    `ORDER BY (${table.orderBy.join(', ')})`,
    `SETTINGS ${settings.join(', ')}`,
  ].join('\n');
}

function renderColumn({ name, type, codec }: Column): string {
  return `${name} ${type}${codec === undefined ? '' : ` CODEC(${codec})`}`;
}

function replacing(table: Table, replicated: boolean): string {
  if (!replicated) return 'ReplacingMergeTree(version, is_deleted)';
  return `ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/earshot/${table.name}', '{replica}', version, is_deleted)`;
}

/** One interaction lives whole on one shard, so FINAL never crosses shards. */
function createDistributed(table: Table, cluster: string): string {
  return [
    `CREATE TABLE IF NOT EXISTS ${table.name} AS ${table.name}_local`,
    `ENGINE = Distributed('${cluster}', currentDatabase(), '${table.name}_local', cityHash64(tenant, interaction))`,
  ].join('\n');
}

/** Columns with types for reading rows from a file. */
export function renderStructure(table: ContentTable, names: readonly string[]): string {
  const types = new Map<string, string>(contentTables[table].columns.map(({ name, type }) => [name, type]));
  return names.map((name) => `${name} ${types.get(name)}`).join(', ');
}

function createView({ name, prefix }: (typeof views)[number]): string {
  const inner = interactions.columns
    .map((candidate) => candidate.name)
    .filter((candidate) => candidate.startsWith(prefix) && candidate !== 'turn_count');
  const renamed = inner.map((source) => `${source} AS \`${source.slice(prefix.length)}\``);
  const rows = [...renamed, `arrayEnumerate(${inner[0]}) AS position`].join(', ');
  const shown = inner.map((source) => `\`${source.slice(prefix.length)}\``).join(', ');
  return [
    `CREATE OR REPLACE VIEW ${name} AS`,
    `SELECT tenant, interaction, version, toUInt32(position - 1) AS \`${prefix.slice(0, -1)}\`, ${shown}`,
    `FROM interactions FINAL ARRAY JOIN ${rows}`,
  ].join('\n');
}
