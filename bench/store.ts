import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContentStore, SearchQuery } from '../src/storage/content.ts';
import { openData } from '../src/storage/open-data.ts';
import type { Records } from '../src/storage/records.ts';
import { generateCapture } from '../src/storage/testing/generate-capture.ts';
import { generateInteraction } from '../src/storage/testing/generate-interaction.ts';
import type { BenchRow } from './row.ts';

const conversations = Number(process.env.EARSHOT_BENCH_CONVERSATIONS ?? 100_000);
const captures = 20_000;
/** As the line writes them. */
const putBatch = 1000;
const captureBatch = 500;
const leaseMs = 60_000;

/** Writing, durable recording and search on generated chats of 20 turns, in an empty data folder. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  const { content, records, close } = await openData(folder, { tenant: 'default' });
  try {
    const capturing = await recordCaptures(records);
    const putting = await putConversations(content);
    return [capturing, ...putting, ...(await searchConversations(content)), ...(await readConversations(content))];
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Generating a batch is not timed. */
async function recordCaptures(records: Records): Promise<BenchRow> {
  let seconds = 0;
  for (let first = 0; first < captures; first += captureBatch) {
    const batch = Array.from({ length: captureBatch }, (_, index) => generateCapture(first + index));
    seconds += await secondsOf(() => records.captures.record(batch, leaseMs));
  }
  return { name: 'captures_per_second', value: captures / seconds, unit: 'captures/s' };
}

/** Two batches at a time, as the line has one in writing while it makes the next. */
async function putConversations(content: ContentStore): Promise<BenchRow[]> {
  let seconds = 0;
  let afterWarmUp = 0;
  const waiting: Promise<void>[] = [];
  for (let first = 0; first < conversations; first += putBatch) {
    const batch = Array.from({ length: putBatch }, (_, index) => generateInteraction(first + index));
    seconds += await secondsOf(async () => {
      waiting.push(content.put(batch));
      if (waiting.length > 1) await waiting.shift();
    });
    if (first === Math.floor(conversations / 5 / putBatch) * putBatch) afterWarmUp = process.memoryUsage.rss();
  }
  seconds += await secondsOf(() => Promise.all(waiting));
  const growth = (process.memoryUsage.rss() - afterWarmUp) / 2 ** 20;
  return [
    { name: 'put_conversations_per_second', value: conversations / seconds, unit: 'conversations/s' },
    { name: 'put_memory_growth', value: growth, unit: 'MiB after the first fifth' },
  ];
}

const searches: readonly SearchQuery[] = [
  { text: 'refund' },
  { text: 'refund router' },
  { text: '"refund delivery"' },
  { text: 'label parcel -refund' },
  { text: 'limit', queue: 'billing' },
  { agent: 'agent-7' },
  { attributes: { product: 'internet' }, from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00Z' },
  {},
];

async function searchConversations(content: ContentStore): Promise<BenchRow[]> {
  const times: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (const query of searches) {
      const seconds = await secondsOf(() => content.search(query));
      if (round > 0) times.push(seconds * 1000);
    }
  }
  return quantiles('search', times);
}

async function readConversations(content: ContentStore): Promise<BenchRow[]> {
  const times: number[] = [];
  for (let number = 0; number < 60; number += 1) {
    times.push(1000 * (await secondsOf(() => content.get(generateInteraction(number * 97).id))));
  }
  let scanned = 0;
  const seconds = await secondsOf(async () => {
    for await (const _interaction of content.scan({ queue: 'billing' })) scanned += 1;
  });
  return [...quantiles('get', times), { name: 'scan_conversations_per_second', value: scanned / seconds, unit: 'conversations/s' }];
}

function quantiles(name: string, times: readonly number[]): BenchRow[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return [
    { name: `${name}_p50`, value: at(0.5), unit: 'ms' },
    { name: `${name}_p95`, value: at(0.95), unit: 'ms' },
  ];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
