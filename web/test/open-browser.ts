import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import chromiumPack from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const pictures = join(import.meta.dirname, '..', '..', 'test-output');

/** The Chromium that npm brings; it runs without Debian's libraries, and as root in a container. */
export async function openBrowser(): Promise<Browser> {
  // One process for everything saves memory on a small cloud machine, and takes the browser down with a page.
  const args = chromiumPack.args.filter((flag) => flag !== '--single-process' && flag !== '--no-zygote');
  return chromium.launch({ executablePath: await chromiumPack.executablePath(), args: [...args, '--no-sandbox'], headless: true });
}

export const desktop = { width: 1280, height: 800 } as const;
export const narrow = { width: 390, height: 844 } as const;

export interface WatchedPage {
  readonly page: Page;
  /** Everything the console complained about; a test that passes has none. */
  readonly complaints: string[];
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: desktop,
    timezoneId: 'UTC',
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** WCAG 2.2 A and AA: no serious or critical finding. */
export async function assertAccessible({ page, complaints }: WatchedPage): Promise<void> {
  const complaintsBefore = complaints.length;
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const findings = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: AxeViolation[] }> } };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join('\n')}`);
  });
  // To look into shadow trees axe writes a style sheet, which the page's policy rightly refuses.
  complaints.length = complaintsBefore;
  assert.deepEqual(findings, []);
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Pixels by which the page, or what scrolls in it, is wider than it is shown: words cut off at the edge count too. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  const frames = "[document.documentElement, ...document.querySelectorAll('main, main > :not(.sr-only), main > * > :not(.sr-only)')]";
  return page.evaluate<number>(`Math.max(...${frames}.map((frame) => frame.scrollWidth - frame.clientWidth))`);
}

/** Kept in test-output/ for people to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  // Hiding the caret would put an inline style into the page, which its policy refuses.
  await page.screenshot({ path: join(pictures, `${name}.png`), caret: 'initial' });
}
