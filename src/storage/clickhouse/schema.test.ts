import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contentTables, renderAddedColumns, renderSchema, type Table } from './schema.ts';

describe('content schema', () => {
  const plain = renderSchema({ kind: 'plain' });
  const cluster = renderSchema({ kind: 'cluster', cluster: 'earshot', replicated: true });

  test('every statement can be run again', () => {
    for (const statement of [...plain, ...cluster]) assert.match(statement, /^CREATE (TABLE IF NOT EXISTS|OR REPLACE VIEW) /);
  });

  test('every table replaces older rows by newer, conversations within the month of their first start', () => {
    const tables = plain.filter((statement) => statement.startsWith('CREATE TABLE'));
    assert.equal(tables.length, Object.keys(contentTables).length);
    for (const table of tables) {
      assert.match(table, /ENGINE = ReplacingMergeTree\([a-z_, ]*\)\nPARTITION BY .+\nORDER BY \(tenant/);
    }
  });

  test('the month of the first start is the partition of conversations', () => {
    const table = plain.find((statement) => statement.startsWith('CREATE TABLE IF NOT EXISTS interactions'));
    assert.match(table ?? '', /ENGINE = ReplacingMergeTree\(version, is_deleted\)\nPARTITION BY toYYYYMM\(partition_at\)\n/);
  });

  test('a cluster has a replicated part on each host and one name over them all, sharded by conversation', () => {
    for (const [name, table] of Object.entries<Table>(contentTables)) {
      const local = cluster.find((statement) => statement.startsWith(`CREATE TABLE IF NOT EXISTS ${name}_local (`));
      assert.match(
        local ?? '',
        /ReplicatedReplacingMergeTree\('\/clickhouse\/tables\/\{shard\}\/earshot\/\w+', '\{replica\}'(, [a-z_, ]+)?\)/,
      );
      const distributed = `ENGINE = Distributed('earshot', currentDatabase(), '${name}_local', cityHash64(${table.shardBy ?? 'tenant, interaction'}))`;
      assert.ok(cluster.includes(`CREATE TABLE IF NOT EXISTS ${name} AS ${name}_local\n${distributed}`), name);
    }
    assert.ok(
      cluster.every((statement) => !statement.includes('ON CLUSTER')),
      'each host is brought up to date by itself',
    );
  });

  test('without Keeper the same cluster is not replicated', () => {
    const statements = renderSchema({ kind: 'cluster', cluster: 'earshot', replicated: false });
    assert.ok(statements.every((statement) => !statement.includes('Replicated')));
  });

  test('an older database gets the columns it lacks, and only those', () => {
    const all = Object.entries(contentTables).flatMap(([table, { columns }]) => columns.map(({ name }) => `${table}.${name}`));
    assert.deepEqual(renderAddedColumns({ kind: 'plain' }, new Set(all)), []);
    const older = new Set(all.filter((name) => name !== 'readings.tokeniser'));
    const expected = ['ALTER TABLE readings ADD COLUMN IF NOT EXISTS tokeniser String'];
    assert.deepEqual(renderAddedColumns({ kind: 'plain' }, older), expected);
  });
});
