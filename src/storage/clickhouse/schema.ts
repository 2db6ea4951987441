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
  /** Expression of the partition; the month of `partition_at` when absent. */
  readonly partitionBy?: string;
  /** Columns that say which of two rows of one key is the newer and whether it is erased. */
  readonly replacing?: string;
  /** What lies together on a shard; the interaction when absent. */
  readonly shardBy?: string;
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
    column('customer_key_kinds', words),
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
    column('statement', 'String'),
    column('angriest', 'Nullable(Float32)'),
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
  // Merged column by column: all of them at once take hundreds of megabytes a merge, and several run at a time.
  settings: { index_granularity: 128, vertical_merge_algorithm_min_rows_to_activate: 1 },
};

/** The columns of `owned` without a partition: a row's place in its table does not depend on its start. */
function keyed(...columns: Column[]): Column[] {
  return owned(...columns).filter(({ name }) => name !== 'partition_at');
}

/** Every word of the store's conversations and its number, by tokeniser: what `token_ids` are made of. Numbers are never given anew. */
const wordNumbers: Table = {
  name: 'words',
  columns: [column('tenant', word), column('tokeniser', word), column('place', 'UInt32'), column('word', 'String')],
  orderBy: ['tenant', 'tokeniser', 'place'],
  partitionBy: 'tuple()',
  replacing: '',
  shardBy: 'tenant',
};

/** What rules read of a conversation: words as numbers, and few columns, so that a changed rule reads little of each. */
const readings: Table = {
  name: 'readings',
  columns: keyed(
    column('started_at', `Nullable(${time})`),
    column('profile', word),
    column('tokeniser', word),
    column('token_ids', 'String', 'ZSTD(1)'),
    column('frame', 'String', 'ZSTD(1)'),
    column('facts', 'String', 'ZSTD(1)'),
  ),
  orderBy: ['tenant', 'interaction'],
  partitionBy: 'tuple()',
  settings: { index_granularity: 512 },
};

/**
 * What all rules of one version say about one conversation, in one row, so that it appears at once. `findings` holds the evidence;
 * the view of that name shows the verdicts as rows, of the version that readers see.
 */
const ruleFindings: Table = {
  name: 'rule_findings',
  columns: keyed(
    column('rules_version', 'UInt32'),
    column('met', words),
    column('missed', words),
    column('not_assessable', words),
    column('fired', words),
    column('findings', 'String', 'ZSTD(1)'),
  ),
  orderBy: ['tenant', 'interaction', 'rules_version'],
  partitionBy: 'rules_version',
};

/** Versions of the rules whose findings were complete; the newest is what readers see. */
const shownRules: Table = {
  name: 'shown_rules',
  columns: [column('tenant', word), column('rules_version', 'UInt32')],
  orderBy: ['tenant'],
  partitionBy: 'tuple()',
  replacing: 'rules_version',
  shardBy: 'tenant',
};

/** Which contact driver each conversation was given, by driver model. */
const driverAssignments: Table = {
  name: 'driver_assignments',
  columns: [
    column('tenant', word),
    column('model', word),
    column('interaction', 'String'),
    column('driver', word),
    column('similarity', 'Float32'),
  ],
  orderBy: ['tenant', 'model', 'interaction'],
  partitionBy: 'model',
  replacing: '',
};

/** Driver models in the order they were shown; the newest is what readers see. */
const shownDrivers: Table = {
  name: 'shown_drivers',
  columns: [column('tenant', word), column('model', word), column('shown_at', 'Int64')],
  orderBy: ['tenant', 'model', 'shown_at'],
  partitionBy: 'tuple()',
  replacing: '',
  shardBy: 'tenant',
};

/** Figures of the centre itself by day: what was offered, abandoned, wrapped up. The same day, queue and name again replaces the figure. */
const dailyFacts: Table = {
  name: 'daily_facts',
  columns: [
    column('tenant', word),
    column('name', word),
    column('day', 'Date32'),
    column('queue', word),
    column('channel', word),
    column('source', word),
    column('value', 'Float64'),
    column('imported_at', 'Int64'),
  ],
  orderBy: ['tenant', 'name', 'day', 'queue', 'channel', 'source'],
  partitionBy: 'tuple()',
  replacing: 'imported_at',
  shardBy: 'tenant',
};

/** Embeddings apart from the text, so that reading turns never reads them. Exact search first. */
const vectors: Table = {
  name: 'vectors',
  columns: owned(column('turn', 'UInt32'), column('model', word), column('vector', 'Array(BFloat16)', 'ZSTD(1)')),
  orderBy: ['tenant', 'model', 'interaction', 'turn'],
};

export const contentTables = {
  interactions,
  words: wordNumbers,
  readings,
  rule_findings: ruleFindings,
  shown_rules: shownRules,
  driver_assignments: driverAssignments,
  shown_drivers: shownDrivers,
  daily_facts: dailyFacts,
  vectors,
} as const satisfies Record<string, Table>;
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
  return [...tables, ...views.map(createView), findingsView];
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
    `PARTITION BY ${table.partitionBy ?? 'toYYYYMM(partition_at)'}`,
    `ORDER BY (${table.orderBy.join(', ')})`,
    `SETTINGS ${settings.join(', ')}`,
  ].join('\n');
}

function renderColumn({ name, type, codec }: Column): string {
  return `${name} ${type}${codec === undefined ? '' : ` CODEC(${codec})`}`;
}

function replacing(table: Table, replicated: boolean): string {
  const newer = table.replacing ?? 'version, is_deleted';
  if (!replicated) return `ReplacingMergeTree(${newer})`;
  const place = `'/clickhouse/tables/{shard}/earshot/${table.name}', '{replica}'`;
  return `ReplicatedReplacingMergeTree(${newer === '' ? place : `${place}, ${newer}`})`;
}

/** One interaction lives whole on one shard, so FINAL never crosses shards. */
function createDistributed(table: Table, cluster: string): string {
  return [
    `CREATE TABLE IF NOT EXISTS ${table.name} AS ${table.name}_local`,
    `ENGINE = Distributed('${cluster}', currentDatabase(), '${table.name}_local', cityHash64(${table.shardBy ?? 'tenant, interaction'}))`,
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

/** Verdicts of the shown rules as rows. Those of an earlier version of the conversation are left out by who joins it by version. */
const findingsView = [
  'CREATE OR REPLACE VIEW findings AS',
  'SELECT tenant, interaction, version, judged.1 AS rule, judged.2 AS verdict, has(fired, judged.1) AS fired',
  'FROM rule_findings FINAL',
  "ARRAY JOIN arrayConcat(arrayMap(rule -> (rule, 'met'), met), arrayMap(rule -> (rule, 'missed'), missed), arrayMap(rule -> (rule, 'not-assessable'), not_assessable)) AS judged",
  'WHERE rules_version = (SELECT maxMap(map(tenant, rules_version)) FROM shown_rules)[tenant]',
].join('\n');
