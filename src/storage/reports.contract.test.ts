import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AppError } from '../domain/errors.ts';
import { createClickhouseContent } from './clickhouse/clickhouse-content.ts';
import { createClickhouseDailyFacts } from './clickhouse/clickhouse-daily-facts.ts';
import { confinedLimits } from './clickhouse/confined-reader.ts';
import { openEmbeddedEngine } from './clickhouse/embedded-engine.ts';
import type { ContentEngine } from './clickhouse/engine.ts';
import { createClickhouseReports } from './clickhouse/reports/clickhouse-reports.ts';
import type { ReportMetrics, ReportStore, TableFormat } from './reports.ts';
import { generateInteraction, turnOf } from './testing/generate-interaction.ts';

const secret = 'the neighbour’s password is swordfish';
const model: ReportMetrics = {
  metrics: [
    { name: 'volume', ratio: { numerator: { kind: 'one' }, denominator: { kind: 'one' } } },
    { name: 'first_response', ratio: { numerator: { kind: 'measure', name: 'firstResponseMs' }, denominator: { kind: 'one' } } },
  ],
  exclusions: [{ reason: 'vip', condition: { kind: 'in', of: { kind: 'attribute', name: 'vip' }, values: ['true'] } }],
};

describe('reports', () => {
  let folder: string;
  let engine: ContentEngine;
  let reports: ReportStore;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-reports-'));
    await writeFile(join(folder, 'secret.txt'), secret);
    engine = await openEmbeddedEngine(join(folder, 'content'), { limits: { ...confinedLimits, seconds: 1, rows: 100_000 } });
    const batch = Array.from({ length: 40 }, (_, number) => generateInteraction(number));
    const risky = generateInteraction(1000, {
      turns: [turnOf('=HYPERLINK("http://x","pay")'), turnOf("it's; fine -- really", { index: 1 })],
    });
    await createClickhouseContent(engine, 'default').put([...batch, risky]);
    const foreign = generateInteraction(7, { tenant: 'other', externalId: 'foreign', turns: [turnOf(secret)] });
    await createClickhouseContent(engine, 'other').put([foreign]);
    reports = createClickhouseReports(engine, { tenant: 'default', metrics: model, folder: join(folder, 'out') });
  });

  after(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const answered: readonly [statement: string, first: unknown][] = [
    ['SELECT count() FROM v_interactions', '41'],
    ['select count(*) as n from v_interactions;', '41'],
    ["SELECT count() FROM v_turns WHERE text LIKE '%HYPERLINK%' OR text ILIKE '=hyper%' -- a comment", '1'],
    ['WITH big AS (SELECT interaction, count() AS n FROM v_turns GROUP BY interaction) SELECT max(n) FROM big', '20'],
    ['SELECT count() FROM v_interactions AS i INNER JOIN v_legs AS l USING (interaction)', '41'],
    ['SELECT count() FROM v_interactions WHERE interaction IN (SELECT interaction FROM v_turns WHERE turn = 19)', '40'],
    ["SELECT any(attributes['product']) FROM v_interactions WHERE attributes['product'] = 'internet'", 'internet'],
    ["SELECT sum(numerator) / sum(denominator) FROM v_metrics WHERE metric = 'first_response' AND left_out = ''", 30_000],
    ["SELECT left_out FROM v_metrics WHERE left_out != '' LIMIT 1", 'vip'],
    ['SELECT row_number() OVER (PARTITION BY channel ORDER BY started_at) AS n FROM v_interactions ORDER BY n LIMIT 1', '1'],
    ['SELECT arrayMap(x -> x + 1, [1, 2])[1] /* a\ncomment */ FROM v_interactions LIMIT 1', 2],
    ["SELECT CASE WHEN channel = 'chat' THEN 'it''s' ELSE 'no' END FROM v_interactions LIMIT 1", "it's"],
    ['SELECT count() FROM v_findings', '0'],
    ['SELECT count() FROM v_daily_facts', '0'],
    ['SELECT count() FROM v_drivers', '0'],
    ['SELECT toTypeName(started_at) FROM v_interactions LIMIT 1', "Nullable(DateTime64(3, 'UTC'))"],
    ["SELECT CAST('7' AS UInt8) + toInt32('1') + '3'::Int64 + CAST(2, 'Nullable(Float64)') AS n", 13],
    ['SELECT position FROM (SELECT 1 AS position UNION ALL SELECT 1)', 1],
  ];
  for (const [statement, first] of answered) {
    test(`answers ${statement}`, async () => {
      const { rows } = await reports.select(statement);
      assert.deepEqual(String(rows[0]?.[0]), String(first));
    });
  }

  const hostile: readonly string[] = [
    // Other tables, databases and tenants.
    'SELECT * FROM interactions',
    'SELECT * FROM default.interactions',
    'SELECT * FROM "default.interactions"',
    'SELECT * FROM `default`.`interactions`',
    'SELECT * FROM default . interactions',
    'SELECT count() FROM v_turns, default.turns',
    'SELECT * FROM v_interactions WHERE interaction IN interactions',
    'SELECT * FROM v_interactions WHERE interaction IN default.interactions',
    'SELECT 1 WHERE 1 IN (default.shown_rules)',
    'SELECT * FROM interactions, (WITH interactions AS (SELECT 1) SELECT * FROM interactions)',
    'WITH rule_findings AS (SELECT 1) SELECT * FROM default.rule_findings',
    'SELECT * FROM system.tables',
    'SELECT * FROM information_schema.tables',
    'SELECT * FROM system.settings WHERE 1 UNION ALL SELECT * FROM v_turns',
    'SELECT (SELECT count() FROM system.one)',
    'SELECT * FROM v_turns UNION ALL SELECT * FROM default.turns',
    'SELECT * FROM v_turns JOIN default.words ON 1',
    'SELECT * FROM v_turns LEFT ARRAY JOIN (SELECT groupArray(name) FROM system.tables) AS x',
    "SELECT * FROM merge('default', '.*')",
    "SELECT * FROM cluster('default', default.interactions)",
    // Files, network, programs.
    "SELECT * FROM file('SECRET', LineAsString)",
    "SELECT file('SECRET')",
    "SELECT * FROM 'SECRET'",
    'SELECT * FROM "SECRET"',
    'SELECT * FROM `SECRET`',
    "SELECT * FROM url('http://127.0.0.1:9/x', LineAsString)",
    "SELECT * FROM s3('http://127.0.0.1:9/b/x', CSV)",
    "SELECT * FROM remote('127.0.0.1', system.one)",
    "SELECT * FROM mysql('127.0.0.1:9', 'a', 'b', 'c', 'd')",
    "SELECT * FROM postgresql('127.0.0.1:9', 'a', 'b', 'c', 'd')",
    "SELECT * FROM sqlite('SECRET', 'x')",
    "SELECT * FROM executable('id', LineAsString, 'x String')",
    "SELECT * FROM input('x String')",
    "SELECT * FROM python('x')",
    "SELECT * FROM fileCluster('x', 'SECRET')",
    "SELECT * FROM hdfs('hdfs://x')",
    "SELECT * FROM iceberg('SECRET')",
    'SELECT * FROM numbers(10)',
    'SELECT * FROM generateRandom()',
    'SELECT * FROM view(SELECT * FROM default.interactions)',
    "SELECT * FROM viewIfPermitted(SELECT 1 ELSE null('x Int8'))",
    'SELECT * FROM (EXPLAIN SELECT * FROM default.interactions)',
    'SELECT * FROM (SHOW TABLES FROM default)',
    'SELECT * FROM (DESCRIBE default.interactions)',
    "SELECT dictGet('a', 'b', 1)",
    "SELECT joinGet('default.interactions', 'document', 1)",
    "SELECT hasColumnInTable('default', 'interactions', 'document')",
    "SELECT getSetting('max_threads')",
    'SELECT hostName(), currentUser(), version(), uptime()',
    'SELECT sleep(3)',
    "SELECT evalMLMethod('x', 1)",
    "SELECT catboostEvaluate('SECRET', 1)",
    "SELECT `file`('SECRET')",
    "SELECT FiLe('SECRET')",
    // Writing, settings, several statements.
    "SELECT 1 INTO OUTFILE 'OUT'",
    "SELECT 1 iNtO oUtFiLe 'OUT'",
    "SELECT 1 INTO/**/OUTFILE 'OUT'",
    "SELECT 1) INTO OUTFILE 'OUT' --",
    "SELECT 1) INTO OUTFILE 'OUT' SETTINGS disk = disk(type = local",
    'SELECT 1 FORMAT Null',
    'SELECT 1 SETTINGS readonly = 0',
    'SELECT 1 FROM v_turns SETTINGS max_memory_usage = 0',
    'SELECT 1; DROP TABLE interactions',
    "SELECT 'a;b'; SELECT 1",
    'SELECT 1;;',
    'DROP TABLE interactions',
    "INSERT INTO FUNCTION file('OUT', CSV) SELECT 1",
    'SET readonly = 0',
    'USE default',
    'CREATE TABLE x (y Int8) ENGINE = Memory',
    'ATTACH TABLE x',
    'ALTER TABLE interactions DELETE WHERE 1',
    'TRUNCATE TABLE interactions',
    'OPTIMIZE TABLE interactions FINAL',
    'KILL QUERY WHERE 1',
    'SYSTEM SHUTDOWN',
    "BACKUP TABLE interactions TO File('OUT')",
    'EXPLAIN SELECT 1',
    'WITH x AS (SELECT 1) INSERT INTO interactions SELECT * FROM x',
    // Spellings that two parsers could read differently.
    "SELECT '\\' FROM default.interactions -- '",
    'SELECT $$ $$, * FROM default.interactions',
    'SELECT $x$a$x$',
    'SELECT ‘a’ FROM default.interactions',
    'SELECT 1 # comment',
    'SELECT {p:String}',
    'SELECT @@version',
    'SELECT \u0000 1',
    'SELECT 1 /* open',
    "SELECT 'open",
    'SELECT "a\nTableIdentifier v_turns" FROM v_turns',
    'SELECT (((1)',
    'SELECT 1)) UNION ALL ((SELECT 1',
    '/* x */ SYSTEM FLUSH LOGS',
    '',
    '-- nothing',
    `SELECT ${'1+'.repeat(40_000)}1`,
    // Columns by pattern, samples, hidden columns.
    "SELECT COLUMNS('.*') FROM v_turns",
    'SELECT * FROM v_turns SAMPLE 0.1',
    'SELECT _part FROM v_turns',
    'SELECT document FROM v_interactions',
    'SELECT tenant FROM v_interactions',
    'SELECT * APPLY(toString) FROM v_turns',
    // States of aggregation made of text.
    "SELECT CAST('x' AS AggregateFunction(uniq, String))",
    "SELECT CAST('x', 'AggregateFunction(groupArray, String)')",
    "SELECT accurateCastOrNull('x', 'AggregateFunction(count)')",
    "SELECT CAST('1', concat('Aggregate', 'Function(count)'))",
    "SELECT '{}'::JSON",
    // Limits.
    'SELECT sum(a.turn + b.turn + c.turn + d.turn + e.turn) FROM v_turns a, v_turns b, v_turns c, v_turns d, v_turns e',
    'SELECT a.text FROM v_turns a, v_turns b, v_turns c',
    'SELECT groupArray(a.text) FROM v_turns a, v_turns b, v_turns c',
    'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count() FROM r',
  ];
  for (const template of hostile) {
    test(`refuses ${JSON.stringify(template.slice(0, 100))}`, async () => {
      const statement = template.replaceAll('SECRET', join(folder, 'secret.txt')).replaceAll('OUT', join(folder, 'stolen'));
      const error = await reports.select(statement).then(
        ({ rows }) => assert.fail(`answered ${JSON.stringify(rows.slice(0, 2))}`),
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof AppError, String(error));
      assert.ok(['bad-request', 'too-large'].includes(error.code), error.code);
      assert.ok(!error.message.includes('swordfish'));
      await assert.rejects(reports.selectParquet(statement));
    });
  }

  test('nothing was written, changed or read of another tenant by any of them', async () => {
    assert.ok(!existsSync(join(folder, 'stolen')));
    assert.deepEqual((await reports.select('SELECT count() FROM v_interactions')).rows, [['41']]);
    assert.deepEqual((await reports.select("SELECT count() FROM v_turns WHERE text LIKE '%swordfish%'")).rows, [['0']]);
    assert.equal((await engine.query<{ n: string }>({ parts: ['SELECT count() AS n FROM interactions FINAL'] }))[0]?.n, '42');
  });

  test('an answer after a refused statement holds nothing of that', async () => {
    await assert.rejects(reports.select('SELECT a.text FROM v_turns a, v_turns b, v_turns c'));
    const bytes = Buffer.from(await reports.selectParquet('SELECT channel FROM v_interactions LIMIT 2'));
    assert.equal(bytes.subarray(0, 4).toString(), 'PAR1');
    assert.equal(bytes.subarray(-4).toString(), 'PAR1');
  });

  test('the columns of each view are those that are documented, with their types', async () => {
    for (const { name, columns } of reports.views) {
      const { columns: found } = await reports.select(`SELECT * FROM ${name} LIMIT 1`);
      assert.deepEqual(
        found,
        columns.map((column) => ({ name: column.name, type: column.type })),
        name,
      );
    }
  });

  test('daily figures are kept once, summed by queue, and seen by SQL', async () => {
    const facts = createClickhouseDailyFacts(engine, 'default');
    const day = { day: '2026-03-01', queue: 'billing', channel: '', name: 'offered', source: 'acd' };
    await facts.put([{ ...day, value: 10 }]);
    await facts.put([
      { ...day, value: 12 },
      { ...day, day: '2026-03-02', value: 5 },
    ]);
    assert.deepEqual(await facts.sums({ name: 'offered', from: '2026-03-01', to: '2026-03-03' }), [
      { name: 'offered', queue: 'billing', value: 17, days: 2, firstDay: '2026-03-01', lastDay: '2026-03-02' },
    ]);
    assert.deepEqual(await createClickhouseDailyFacts(engine, 'other').sums({}), []);
    assert.deepEqual((await reports.select('SELECT sum(value) FROM v_daily_facts')).rows, [[17]]);
  });

  const readBack = async (format: TableFormat) => {
    const pieces = await Array.fromAsync(await reports.exportView({ view: 'v_turns', format, from: '2026-01-01' }));
    return Buffer.concat(pieces);
  };

  test('Parquet files read back with the same types and values', async () => {
    const path = join(folder, 'turns.parquet');
    await writeFile(path, await readBack('parquet'));
    const [row] = await engine.query<{ n: string; days: string; type: string }>({
      parts: [`SELECT count() AS n, uniq(day) AS days, any(toTypeName(day)) AS type FROM file('${path}', Parquet)`],
    });
    assert.deepEqual([row?.n, row?.type], ['802', 'Date32']);
  });

  test('a cell of CSV is never a formula; JSON lines hold it as it was said', async () => {
    const csv = (await readBack('csv')).toString();
    assert.ok(csv.includes(`"'=HYPERLINK(""http://x"",""pay"")"`));
    assert.ok((await readBack('json')).toString().includes('"=HYPERLINK(\\"http'));
  });

  test('a table of ours becomes Parquet with its types', async () => {
    const path = join(folder, 'table.parquet');
    const columns = [
      { name: 'week', type: 'Date32' },
      { name: 'value', type: 'Nullable(Float64)' },
    ];
    await writeFile(
      path,
      await reports.toParquet({
        columns,
        rows: [
          ['2026-01-05', 0.5],
          ['2026-01-12', null],
        ],
      }),
    );
    assert.deepEqual(await engine.query({ parts: [`SELECT * FROM file('${path}', Parquet)`] }), [
      { week: '2026-01-05', value: 0.5 },
      { week: '2026-01-12', value: null },
    ]);
  });

  test('no file of an export is left behind', async () => {
    assert.deepEqual(readdirSync(join(folder, 'out')), []);
  });

  test('a view that is not there is named with those that are', async () => {
    await assert.rejects(reports.exportView({ view: 'turns', format: 'csv' }), /there are v_interactions, v_legs/);
  });
});
