import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MetricStore } from './aggregate.ts';
import type { BlobStore } from './blobs.ts';
import { createClickhouseContent } from './clickhouse/clickhouse-content.ts';
import { createClickhouseDailyFacts } from './clickhouse/clickhouse-daily-facts.ts';
import { createClickhouseFacts } from './clickhouse/clickhouse-facts.ts';
import { createClickhouseFindings } from './clickhouse/clickhouse-findings.ts';
import { createClickhouseMetrics } from './clickhouse/clickhouse-metrics.ts';
import { createClickhouseReadings } from './clickhouse/clickhouse-readings.ts';
import { createClickhouseTraits } from './clickhouse/clickhouse-traits.ts';
import { openEmbeddedEngine } from './clickhouse/embedded-engine.ts';
import { createClickhouseReports } from './clickhouse/reports/clickhouse-reports.ts';
import type { ContactFactStore } from './contact-facts.ts';
import type { ContactTraitStore } from './contact-traits.ts';
import type { ContentStore } from './content.ts';
import type { DailyFactStore } from './daily-facts.ts';
import { openFileBlobs } from './filesystem/file-blobs.ts';
import type { FindingStore } from './findings.ts';
import { lockFolder } from './folder-lock.ts';
import type { ReadingStore } from './readings.ts';
import type { Records } from './records.ts';
import type { ReportMetrics, ReportStore } from './reports.ts';
import { openSqliteRecords } from './sqlite/sqlite-records.ts';
import { createVault, deriveKey } from './vault/aes-vault.ts';
import { type KeySource, keySourceOf, openMasterKey } from './vault/master-key.ts';
import type { Vault } from './vault.ts';

export interface OpenDataOptions extends KeySource {
  readonly tenant: string;
  /** What `v_metrics` counts. */
  readonly reportMetrics?: ReportMetrics;
}

export interface OpenData {
  readonly content: ContentStore;
  readonly metrics: MetricStore;
  readonly reports: ReportStore;
  readonly dailyFacts: DailyFactStore;
  readonly facts: ContactFactStore;
  readonly traits: ContactTraitStore;
  readonly readings: ReadingStore;
  readonly findings: FindingStore;
  readonly records: Records;
  readonly blobs: BlobStore;
  readonly vault: Vault;
  close(): Promise<void>;
}

/**
 * Opens everything kept in a data folder, for this process alone. The key comes from `options`, else from EARSHOT_KEY or
 * EARSHOT_KEY_FILE, else from the folder.
 */
export async function openData(folder: string, options: OpenDataOptions): Promise<OpenData> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const closing: (() => void | Promise<void>)[] = [await lockFolder(folder)];
  const close = async () => {
    for (const closePart of closing.splice(0).reverse()) await closePart();
  };
  try {
    const key = await openMasterKey(folder, { ...keySourceOf(process.env), ...definedOnly(options) });
    const vault = createVault(key);
    const blobs = await openFileBlobs(join(folder, 'originals'), deriveKey(key, 'blobs'));
    const records = openSqliteRecords({ path: join(folder, 'records.sqlite'), vault, tenant: options.tenant });
    closing.push(() => records.close());
    await records.jobs.reclaim();
    const engine = await openEmbeddedEngine(join(folder, 'content'));
    const content = createClickhouseContent(engine, options.tenant);
    const metrics = createClickhouseMetrics(engine, options.tenant);
    const reports = createClickhouseReports(engine, {
      tenant: options.tenant,
      metrics: options.reportMetrics ?? { metrics: [], exclusions: [] },
      folder: join(folder, 'tmp', 'exports'),
    });
    const dailyFacts = createClickhouseDailyFacts(engine, options.tenant);
    const facts = createClickhouseFacts(engine, options.tenant);
    closing.push(() => content.close());
    const traits = createClickhouseTraits(engine, options.tenant);
    const readings = createClickhouseReadings(engine, options.tenant);
    const findings = createClickhouseFindings(engine, options.tenant);
    return { content, metrics, reports, dailyFacts, facts, traits, readings, findings, records, blobs, vault, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function definedOnly({ key, keyFile, onNotice }: KeySource): KeySource {
  return { ...(key !== undefined && { key }), ...(keyFile !== undefined && { keyFile }), onNotice };
}
