import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MetricStore } from '../aggregate.ts';
import type { BlobStore } from '../blobs.ts';
import { createClickhouseContent } from '../clickhouse/clickhouse-content.ts';
import { createClickhouseFacts } from '../clickhouse/clickhouse-facts.ts';
import { createClickhouseFindings } from '../clickhouse/clickhouse-findings.ts';
import { createClickhouseMetrics } from '../clickhouse/clickhouse-metrics.ts';
import { createClickhouseReadings } from '../clickhouse/clickhouse-readings.ts';
import { createClickhouseTraits } from '../clickhouse/clickhouse-traits.ts';
import { openEmbeddedEngine } from '../clickhouse/embedded-engine.ts';
import type { ContactFactStore } from '../contact-facts.ts';
import type { ContactTraitStore } from '../contact-traits.ts';
import type { ContentStore } from '../content.ts';
import { openFileBlobs } from '../filesystem/file-blobs.ts';
import type { FindingStore } from '../findings.ts';
import type { ReadingStore } from '../readings.ts';
import type { Records } from '../records.ts';
import { openSqliteRecords } from '../sqlite/sqlite-records.ts';
import { createVault } from '../vault/aes-vault.ts';

/** One way to keep a port's data; its contract test runs unchanged on each. */
export interface StoreAdapter<Store> {
  readonly name: string;
  /** A store on an empty place of its own, and how to open the same place again. */
  open(): Promise<OpenStore<Store>>;
}

export interface OpenStore<Store> {
  readonly store: Store;
  /** Closes and opens again what is stored. */
  reopen(): Promise<Store>;
  /** Closes and removes everything. */
  dispose(): Promise<void>;
}

export const contentAdapters: readonly StoreAdapter<ContentStore>[] = [
  {
    name: 'embedded ClickHouse',
    open: () =>
      openIn((folder) => openEmbeddedEngine(join(folder, 'content')).then((engine) => createClickhouseContent(engine, 'default'))),
  },
];

/** Content with the figures over it and the contacts behind them, on one engine. */
export interface MetricStores {
  readonly content: ContentStore;
  readonly metrics: MetricStore;
  readonly facts: ContactFactStore;
  readonly traits: ContactTraitStore;
}

export const metricAdapters: readonly StoreAdapter<MetricStores>[] = [
  {
    name: 'embedded ClickHouse',
    open: () =>
      openIn(async (folder) => {
        const engine = await openEmbeddedEngine(join(folder, 'content'));
        const content = createClickhouseContent(engine, 'default');
        const metrics = createClickhouseMetrics(engine, 'default');
        const facts = createClickhouseFacts(engine, 'default');
        return { content, metrics, facts, traits: createClickhouseTraits(engine, 'default'), close: () => content.close() };
      }),
  },
];

/** Content with what rules read and find, on one engine. */
export interface RuleStores {
  readonly content: ContentStore;
  readonly readings: ReadingStore;
  readonly findings: FindingStore;
}

export const ruleAdapters: readonly StoreAdapter<RuleStores>[] = [
  {
    name: 'embedded ClickHouse',
    open: () =>
      openIn(async (folder) => {
        const engine = await openEmbeddedEngine(join(folder, 'content'));
        const content = createClickhouseContent(engine, 'default');
        const readings = createClickhouseReadings(engine, 'default');
        return { content, readings, findings: createClickhouseFindings(engine, 'default'), close: () => content.close() };
      }),
  },
];

export const recordsAdapters: readonly StoreAdapter<Records>[] = [
  {
    name: 'SQLite',
    open: () => {
      const vault = createVault(randomBytes(32));
      return openIn(async (folder) => openSqliteRecords({ path: join(folder, 'records.sqlite'), vault, tenant: 'default' }));
    },
  },
];

export const blobAdapters: readonly StoreAdapter<BlobStore>[] = [
  {
    name: 'filesystem',
    open: () => {
      const key = randomBytes(32);
      return openIn((folder) => openFileBlobs(join(folder, 'originals'), key));
    },
  },
];

async function openIn<Store>(open: (folder: string) => Promise<Store>): Promise<OpenStore<Store>> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-'));
  let store = await open(folder);
  const close = async () => {
    const closable: { close?: () => Promise<void> } = store as object;
    await closable.close?.();
  };
  return {
    store,
    async reopen() {
      await close();
      store = await open(folder);
      return store;
    },
    async dispose() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
