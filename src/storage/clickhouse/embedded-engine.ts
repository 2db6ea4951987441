import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ClickHouseClientConfigOptions, createClient } from '@clickhouse/client';
import { drainPending } from 'chdb';
import { type ChdbConnection, createChdbConnection } from 'chdb/connection';
import { AppError, messageOf } from '../../domain/errors.ts';
import { type ConfinedLimits, confinedLimits, openConfinedReader } from './confined-reader.ts';
import type { ContentEngine } from './engine.ts';
import { type ContentTable, type Layout, renderAddedColumns, renderSchema, renderStructure } from './schema.ts';
import { compileSql } from './sql.ts';

const layout: Layout = { kind: 'plain' };

/**
 * 64-bit integers as strings, so that none is rounded; versions of one conversation never lie in two partitions; a batch holds
 * a conversation once, so replacing waits for the merge; a page says exactly how many rows there are; an index never hides the newer
 * version of a conversation from FINAL.
 */
const sessionSettings = [
  'output_format_json_quote_64bit_integers = 1',
  'do_not_merge_across_partitions_select_final = 1',
  'optimize_on_insert = 0',
  'exact_rows_before_limit = 1',
  'use_skip_indexes_if_final_exact_mode = 1',
];

interface Member {
  readonly connection: ChdbConnection;
  readonly client: ReturnType<typeof createClient>;
  running: number;
}

/**
 * ClickHouse as a library in this process. One connection runs its statements one after another, so a few share the
 * folder and each statement goes to the least busy.
 */
export async function openEmbeddedEngine(
  folder: string,
  { connections = 3, limits = confinedLimits }: { readonly connections?: number; readonly limits?: ConfinedLimits } = {},
): Promise<ContentEngine> {
  const members = await openMembers(folder, connections);
  const staging = await prepareStaging(folder);
  const confined = openConfinedReader(
    () => createClient({ connection: asClientConnection(createChdbConnection({ path: folder })) }),
    limits,
  );
  let closed = false;

  async function run<Result>(use: (member: Member) => Promise<Result>): Promise<Result> {
    if (closed) throw new AppError('engine-failed', 'The content store is closed.');
    const member = members.reduce((least, next) => (next.running < least.running ? next : least));
    member.running += 1;
    try {
      return await use(member);
    } catch (error) {
      throw engineError(error);
    } finally {
      member.running -= 1;
    }
  }

  const engine: ContentEngine = {
    query: (statement) =>
      run(async ({ client }) => {
        const { text, values } = compileSql(statement);
        const result = await client.query({ query: text, query_params: values, format: 'JSONEachRow' });
        return result.json();
      }),
    queryPage: (statement) =>
      run(async ({ client }) => {
        const { text, values } = compileSql(statement);
        const result = await client.query({ query: text, query_params: values, format: 'JSON' });
        const { data, rows_before_limit_at_least: total } = await result.json();
        return { rows: data as never[], total: total ?? data.length };
      }),
    queryBytes: (statement) =>
      run(async ({ client }) => {
        const { text, values } = compileSql(statement);
        const result = await client.exec({ query: `${text} FORMAT RowBinary`, query_params: values });
        const chunks: Buffer[] = [];
        for await (const chunk of result.stream) chunks.push(chunk as Buffer);
        return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      }),
    command: (statement) =>
      run(async ({ client }) => {
        const { text, values } = compileSql(statement);
        await client.command({ query: text, query_params: values });
      }),
    confined: (text, format) => confined.read(text, format),
    writeFile: (statement, path, format) =>
      run(async ({ client }) => {
        const { text, values } = compileSql(statement);
        const query = `INSERT INTO FUNCTION file({path:String}, {format:String}) ${text}`;
        await client.command({ query, query_params: { ...values, path, format } });
      }),
    insert: (table, columns, rows) => run(({ client }) => insertFromFile(client, staging, { table, columns, rows })),
    close: async () => {
      if (closed) return;
      closed = true;
      await drainPending();
      await confined.close();
      for (const { client } of members) await client.close();
      await drainPending();
    },
  };
  try {
    await applySchema(engine, members);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

/**
 * The engine reads a file of binary rows several times faster than a statement that carries them. The rows are removed when
 * they are in; what a killed process left is removed at the next start.
 */
async function insertFromFile(
  client: Member['client'],
  staging: string,
  { table, columns, rows }: { table: ContentTable; columns: readonly string[]; rows: Uint8Array },
): Promise<void> {
  const path = join(staging, `${randomUUID()}.rows`);
  try {
    await writeFile(path, rows, { mode: 0o600 });
    await client.command({
      query: `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM file({path:String}, 'RowBinary', {structure:String})`,
      query_params: { path, structure: renderStructure(table, columns) },
    });
  } finally {
    await rm(path, { force: true });
  }
}

/** Beside the engine's own files; elsewhere when the path holds characters that the engine takes for a pattern. */
async function prepareStaging(folder: string): Promise<string> {
  if (/[*?{}[\]]/.test(folder)) return mkdtemp(join(tmpdir(), 'earshot-'));
  const staging = resolve(folder, 'staging');
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { mode: 0o700, recursive: true });
  return staging;
}

async function openMembers(folder: string, connections: number): Promise<Member[]> {
  const members: Member[] = [];
  try {
    for (let opened = 0; opened < connections; opened += 1) {
      const connection = createChdbConnection({ path: folder });
      members.push({ connection, client: createClient({ connection: asClientConnection(connection) }), running: 0 });
    }
  } catch (error) {
    for (const { client } of members) await client.close();
    throw engineError(error);
  }
  return members;
}

/** chDB is typed against another release of the client's settings list; the call itself is the documented one. */
function asClientConnection(connection: ChdbConnection): ClickHouseClientConfigOptions['connection'] {
  return connection as unknown as ClickHouseClientConfigOptions['connection'];
}

async function applySchema(engine: ContentEngine, members: readonly Member[]): Promise<void> {
  for (const { client } of members) {
    for (const setting of sessionSettings) await client.command({ query: `SET ${setting}` });
  }
  const command = async (query: string) => members[0]?.client.command({ query });
  for (const statement of renderSchema(layout)) await command(statement);
  const rows = await engine.query<{ name: string }>({
    parts: ["SELECT concat(table, '.', name) AS name FROM system.columns WHERE database = currentDatabase()"],
  });
  for (const statement of renderAddedColumns(layout, new Set(rows.map(({ name }) => name)))) await command(statement);
}

/** Engine messages can quote data, so only the code and kind of failure are passed on; the cause keeps the rest. */
function engineError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = messageOf(error);
  const kind = /\(([A-Z_]{4,})\)/.exec(message)?.[1] ?? (error instanceof Error ? error.name : 'unknown');
  return new AppError('engine-failed', `The content engine failed: ${kind}.`, { cause: error, retryable: true });
}
