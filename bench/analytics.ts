import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { behindCell } from '../src/analytics/cells.ts';
import { assignDrivers } from '../src/analytics/drivers/assign-drivers.ts';
import { fitDrivers } from '../src/analytics/drivers/fit-drivers.ts';
import { runQuery } from '../src/analytics/run-query.ts';
import { alertTier, detectRises } from '../src/analytics/trends/daily-detector.ts';
import { openSentenceEncoder } from '../src/language/encoder/minilm/open-encoder.ts';
import { createClickhouseContent } from '../src/storage/clickhouse/clickhouse-content.ts';
import { createClickhouseMetrics } from '../src/storage/clickhouse/clickhouse-metrics.ts';
import { openEmbeddedEngine } from '../src/storage/clickhouse/embedded-engine.ts';
import type { ContentEngine } from '../src/storage/clickhouse/engine.ts';
import { generateInteraction } from '../src/storage/testing/generate-interaction.ts';
import { measureDuckdb } from './analytics/duckdb-peer.ts';
import { generateSite } from './analytics/generate-site.ts';
import { questions } from './analytics/questions.ts';
import type { BenchOptions, BenchRow } from './row.ts';

const fewer = Number(process.env.EARSHOT_BENCH_CONVERSATIONS ?? 100_000);
const all = 1_000_000;
const rounds = 5;
const tenant = 'default';

/** A year's dashboard over generated conversations, the lists behind its numbers, drivers given, and series watched; DuckDB beside it. */
export async function run({ full }: BenchOptions = { full: false }): Promise<BenchRow[]> {
  const wanted = full ? all : fewer;
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  const engine = await openEmbeddedEngine(join(folder, 'content'));
  try {
    note(`${wanted} conversations are made`);
    const loadSeconds = await secondsOf(() => generateSite(engine, wanted));
    const cpu = process.cpuUsage();
    const ours = await askAll(engine);
    const { user, system } = process.cpuUsage(cpu);
    const cpuMs = (user + system) / 1000 / (Object.keys(questions).length * (rounds + 1));
    note(
      `a query of the dashboard took ${Math.round(quantile(Object.values(ours).flat(), 0.5))} ms, ${Math.round(cpuMs)} ms of processor time`,
    );
    const lists = await openCells(engine);
    const rss = process.memoryUsage.rss();
    note('the same with DuckDB');
    const peer = await measureDuckdb(engine, folder, rounds);
    note('drivers and series');
    return [
      { name: 'analytics_conversations', value: wanted, unit: 'count' },
      { name: 'analytics_load', value: loadSeconds, unit: 's' },
      { name: 'analytics_disk', value: (await sizeOf(engine)) / 2 ** 20, unit: 'MiB' },
      { name: 'analytics_memory', value: rss / 2 ** 20, unit: 'MiB' },
      { name: 'dashboard_cpu_per_query', value: cpuMs, unit: 'ms' },
      ...Object.entries(ours).map(([name, times]) => questionRow(name, times, peer.times[name])),
      { name: 'dashboard_p95', value: quantile(Object.values(ours).flat(), 0.95), unit: 'ms' },
      { name: 'drilldown_p95', value: quantile(lists, 0.95), unit: 'ms' },
      ...(await giveDrivers()),
      watchSeries(),
    ];
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function questionRow(name: string, times: readonly number[], peer: readonly number[] | undefined): BenchRow {
  const value = quantile(times, 0.5);
  return { name: `query_${name}`, value, unit: 'ms', ...(peer && { peer: 'DuckDB', ratio: quantile(peer, 0.5) / value }) };
}

/** Whole answers with intervals, as a tile gets them; the first round is left out. */
async function askAll(engine: ContentEngine): Promise<Record<string, number[]>> {
  const store = createClickhouseMetrics(engine, tenant);
  const times: Record<string, number[]> = {};
  for (const [name, query] of Object.entries(questions)) {
    times[name] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const seconds = await secondsOf(() => runQuery(store, query, new Date('2026-01-02')));
      if (round > 0) times[name].push(1000 * seconds);
    }
  }
  return times;
}

/** The first page of the conversations behind a number of each question. */
async function openCells(engine: ContentEngine): Promise<number[]> {
  const [content, store] = [createClickhouseContent(engine, tenant), createClickhouseMetrics(engine, tenant)];
  const times: number[] = [];
  for (const query of Object.values(questions)) {
    const { rows } = await runQuery(store, query, new Date('2026-01-02'));
    const cell = rows[Math.floor(rows.length / 2)]?.cell ?? '';
    for (let round = 0; round <= rounds; round += 1) {
      const seconds = await secondsOf(() => content.search({ ...behindCell(cell), limit: 50 }));
      if (round > 0) times.push(1000 * seconds);
    }
  }
  return times;
}

/** Fitted on a thousand openings, then given to fifty thousand. */
async function giveDrivers(): Promise<BenchRow[]> {
  const encoder = await openSentenceEncoder('static');
  if (encoder === null) throw new Error('the static encoder did not open');
  const statements = Array.from({ length: 50_000 }, (_, number) => {
    const { id, turns } = generateInteraction(number);
    return { interaction: id, text: turns[0]?.text ?? '' };
  });
  const model = await fitDrivers(statements.slice(0, 1000), encoder, { asOf: '2026-01-01', fittedAt: '2026-01-01T00:00:00Z' });
  const cpu = process.cpuUsage();
  const seconds = await secondsOf(() => assignDrivers(statements, model, encoder));
  const { user, system } = process.cpuUsage(cpu);
  return [
    { name: 'driver_statements_per_second', value: statements.length / seconds, unit: 'statements/s' },
    { name: 'driver_statements_per_cpu_second', value: statements.length / ((user + system) / 1e6), unit: 'statements/s' },
  ];
}

/** Fifty thousand series of ninety days, of each as many contacts as a busy driver has in a queue. */
function watchSeries(): BenchRow {
  const [series, days] = [50_000, 90];
  const volume = new Float64Array(days).fill(10_000);
  let seed = 1;
  const startedAt = performance.now();
  let told = 0;
  for (let number = 0; number < series; number += 1) {
    const counts = new Float64Array(days);
    for (let day = 0; day < days; day += 1) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      counts[day] = Math.floor((seed / 2 ** 32) * 12);
    }
    told += detectRises({ counts, volume, firstWeekday: 0 }, alertTier).length;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (told > series) throw new Error('more episodes than series');
  return { name: 'watch_50000_series', value: seconds, unit: 's' };
}

async function sizeOf(engine: ContentEngine): Promise<number> {
  const [row] = await engine.query<{ bytes: string }>({ parts: ['SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active'] });
  return Number(row?.bytes ?? 0);
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** Longer than a minute in all: people like to see how far it is. */
function note(text: string): void {
  process.stderr.write(`analytics: ${text}\n`);
}
