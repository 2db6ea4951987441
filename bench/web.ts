import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { createApp } from '../src/http/app.ts';
import { listenOn } from '../src/http/listen-on.ts';
import { memoryWorld } from '../src/http/testing/memory-stores.ts';
import type { ContentStore } from '../src/storage/content.ts';
import { openData } from '../src/storage/open-data.ts';
import { generateInteraction } from '../src/storage/testing/generate-interaction.ts';
import { openBrowser } from '../web/test/open-browser.ts';
import type { BenchRow } from './row.ts';

const conversations = Number(process.env.EARSHOT_BENCH_CONVERSATIONS ?? 100_000);
const putBatch = 1000;
const web = join(import.meta.dirname, '..', 'web');
const scrollSeconds = 5;
/** A frame that a person sees as late: two of 60 in a second. */
const lateFrameMs = 1000 / 30;

/** The page in a real browser over generated chats in the real content store: first view, opening, scrolling, searching, typing. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  await build({ root: web, logLevel: 'error' });
  const { content, close } = await openData(folder, { tenant: 'default' });
  await fill(content);
  const app = await createApp(Object.assign(memoryWorld(), { content }), { webFolder: join(web, 'dist') });
  const browser = await openBrowser();
  try {
    const address = await listenOn(app, { port: 0 });
    return [
      ...(await firstView(browser, address)),
      await opening(browser, address),
      ...(await scrolling(browser, address)),
      ...(await searching(address)),
      ...(await typing(browser, address)),
    ];
  } finally {
    await browser.close();
    await app.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(content: ContentStore): Promise<void> {
  const waiting: Promise<void>[] = [];
  for (let first = 0; first < conversations; first += putBatch) {
    const size = Math.min(putBatch, conversations - first);
    waiting.push(content.put(Array.from({ length: size }, (_, index) => generateInteraction(first + index))));
    if (waiting.length > 1) await waiting.shift();
  }
  await Promise.all(waiting);
}

async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  return context.newPage();
}

// Scripts of the browser are text: this folder is checked without the types of a page.
const scrollScript = `(async () => {
  const scroller = document.querySelector('ul[aria-label=Conversations]').parentElement;
  const gaps = [];
  let last = performance.now();
  const end = last + ${scrollSeconds * 1000};
  while (last < end) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    scroller.scrollBy(0, 120);
  }
  return { gaps, reached: scroller.scrollTop };
})()`;

const keyScript = `(() => {
  window.keyTimes = [];
  const told = (event) => requestAnimationFrame(() => setTimeout(() => keyTimes.push(performance.now() - event.timeStamp)));
  window.addEventListener('keydown', told, { capture: true });
})()`;

/** Everything the list needs before it can be used: scripts as they travel, and the time until its first rows can be clicked. */
async function firstView(browser: Browser, address: string): Promise<BenchRow[]> {
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < 4; round += 1) {
    const page = await openPage(browser);
    const scripts = new Set<string>();
    page.on('response', (response) => response.url().endsWith('.js') && scripts.add(new URL(response.url()).pathname));
    const startedAt = performance.now();
    await page.goto(`${address}/interactions`);
    await page.locator('[data-row="0"]').waitFor();
    if (round > 0) times.push(performance.now() - startedAt);
    const files = await Promise.all([...scripts].map((path) => readFile(join(web, 'dist', path))));
    bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
    await page.context().close();
  }
  return [
    { name: 'first_view_scripts', value: bytes / 1000, unit: 'kB gzip (limit 250)' },
    { name: 'interactive', value: median(times), unit: 'ms (limit 1500)' },
  ];
}

/** From the click on a row to the transcript; the page's own script is there already, as it is after the first one. */
async function opening(browser: Browser, address: string): Promise<BenchRow> {
  const page = await openPage(browser);
  await page.goto(`${address}/interactions`);
  const times: number[] = [];
  for (let row = 0; row < 7; row += 1) {
    await page.locator(`[data-row="${row}"]`).waitFor();
    await page.evaluate(`performance.mark('opening'); document.querySelector('[data-row="${row}"]').click()`);
    await page.locator('[data-place="0"]').waitFor();
    const ms = await page.evaluate<number>("performance.measure('opened', 'opening').duration");
    if (row > 0) times.push(ms);
    await page.goBack();
  }
  await page.context().close();
  return { name: 'open_conversation', value: median(times), unit: 'ms (limit 300)' };
}

/** Wheels through the list as fast as a hand does, and counts the frames that came. */
async function scrolling(browser: Browser, address: string): Promise<BenchRow[]> {
  const page = await openPage(browser);
  await page.goto(`${address}/interactions`);
  await page
    .locator('[data-row="20"]')
    .waitFor({ state: 'attached' })
    .catch(() => undefined);
  const frames = await page.evaluate<{ gaps: number[]; reached: number }>(scrollScript);
  const total = frames.gaps.reduce((sum, gap) => sum + gap, 0);
  await page.context().close();
  return [
    { name: 'scroll_frames', value: (frames.gaps.length / total) * 1000, unit: 'frames/s (aim 60)' },
    {
      name: 'scroll_late_frames',
      value: (100 * frames.gaps.filter((gap) => gap > lateFrameMs).length) / frames.gaps.length,
      unit: '% over 33 ms',
    },
    { name: 'scroll_rows_passed', value: frames.reached / 56, unit: `rows of ${conversations.toLocaleString('en')}` },
  ];
}

const searches = [
  'refund',
  'refund router',
  '"refund delivery"',
  'label parcel -refund',
  'queue:billing limit',
  'agent:agent-7',
  'duration>5m refund',
  '',
];

/** As the page asks: over HTTP, a page of 100 with its snippets. */
async function searching(address: string): Promise<BenchRow[]> {
  const times: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (const q of searches) {
      const startedAt = performance.now();
      const reply = await fetch(`${address}/v1/interactions?${new URLSearchParams({ limit: '100', ...(q && { q }) })}`);
      await reply.text();
      if (round > 0) times.push(performance.now() - startedAt);
    }
  }
  const sorted = times.toSorted((a, b) => a - b);
  return [
    { name: 'search_p50', value: median(times), unit: 'ms' },
    { name: 'search_p95', value: sorted[Math.floor(sorted.length * 0.95)] ?? 0, unit: 'ms (limit 200)' },
  ];
}

/** From the key to the next painted frame, in the search line and, where there is one, in the editor of a rule. */
async function typing(browser: Browser, address: string): Promise<BenchRow[]> {
  const page = await openPage(browser);
  await page.goto(`${address}/interactions`);
  await page.locator('[data-row="0"]').waitFor();
  const rows = [{ name: 'type_search', value: await keyMs(page, 'input[role=combobox]'), unit: 'ms p95 from key to frame' }];
  await page.goto(`${address}/rules/refund-asked`);
  const editor = page.locator('.cm-content').first();
  const hasEditor = await editor.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
  if (hasEditor) rows.push({ name: 'type_editor', value: await keyMs(page, '.cm-content'), unit: 'ms p95 from key to frame' });
  await page.context().close();
  return rows;
}

async function keyMs(page: Page, field: string): Promise<number> {
  await page.locator(field).first().click();
  await page.evaluate(keyScript);
  await page.keyboard.type('the refund was promised for today', { delay: 30 });
  await page.waitForTimeout(300);
  const times = await page.evaluate<number[]>('keyTimes');
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
