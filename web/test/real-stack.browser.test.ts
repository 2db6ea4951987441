import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { createSite, type IngestAnswer, type Site } from '../../test/scenarios/earshot.ts';
import { assertAccessible, openBrowser, openPage, takePicture } from './open-browser.ts';
import { buildPage } from './serve-samples.ts';

/** Telephone sound as recorders write it: a wav of two mu-law channels, 28 seconds. */
const recording = join(import.meta.dirname, '../../workspace/sample/calls/recordings/06-internet-outage.wav');

const chat = {
  source: 'webchat',
  externalId: 'chat-1',
  channel: 'chat',
  startedAt: '2026-11-10T11:30:00Z',
  participants: [
    { id: 'c', role: 'customer' },
    { id: 'a', role: 'agent' },
  ],
  turns: [
    { participant: 'c', text: 'Is the outage over?', startMs: 0 },
    { participant: 'a', text: 'It ended an hour ago.', startMs: 20_000 },
  ],
};

let site: Site;
let server: ChildProcess;
let browser: Browser;
let address = '';

before(async () => {
  await buildPage();
  site = await createSite('timeZone: America/Chicago\ncountry: US\n');
  server = site.start('serve', '--port', '0');
  address = await addressOf(server);
  const damaged = await site.write('damaged.wav', 'not a sound');
  const counts = await site.json<IngestAnswer>('ingest', recording, damaged, '--source', 'phone');
  assert.deepEqual([counts.captured, counts.parked], [1, 1]);
  const reply = await fetch(`${address}/v1/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(chat),
  });
  assert.equal(reply.status, 202);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  server?.kill('SIGTERM');
  if (server) await once(server, 'close');
  await site?.remove();
});

function addressOf(command: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    command.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /ready at (http:\/\/[\w.:]+)/u.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    command.once('close', () => reject(new Error(`the server ended: ${output}`)));
  });
}

test('a recording that came in is found by a word that was said, opened, and heard from the encrypted store', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  const media: number[] = [];
  page.on('response', (reply) => reply.url().includes('/media/') && media.push(reply.status()));
  await page.goto(`${address}/interactions`);
  await page.getByLabel('Search conversations').fill('outage');
  await page.keyboard.press('Enter');
  await page.locator('text=2 conversations').waitFor();
  await page.getByRole('checkbox', { name: /^Call/ }).click();
  await page.locator('text=1 conversation').waitFor();
  await page.locator('[data-row="0"]').click();
  await page.locator('#t2 [data-word]').nth(2).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await page.waitForFunction(() => document.querySelector('#t2 [data-current]') !== null);
  // The first to ask waits until the copy without personal data is made.
  await page.waitForFunction(() => (document.querySelector('audio')?.readyState ?? 0) > 0);
  const heard = await page.evaluate(() => {
    const audio = document.querySelector('audio');
    return { at: audio?.currentTime ?? 0, length: audio?.duration ?? 0, error: audio?.error?.message };
  });
  assert.ok(heard.at > 3 && Math.abs(heard.length - 27.6) < 0.2 && heard.error === undefined, JSON.stringify(heard));
  assert.ok(media.length > 0 && media.every((status) => status === 206), media.join());
  await takePicture(page, 'real-call');
  assert.deepEqual(complaints, []);
});

test('sides that were taken for each other are swapped after a question, and the page shows the new version', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${address}/interactions?channel=voice`);
  await page.locator('[data-row="0"]').click();
  const firstRole = page.locator('#t0 > :nth-child(2)');
  assert.match((await firstRole.textContent()) ?? '', /^Agent/);
  await page.getByRole('button', { name: 'Swap agent and customer' }).click();
  await page.getByRole('button', { name: 'Swap roles' }).click();
  await page.locator('text=Roles swapped').waitFor({ timeout: 20_000 });
  assert.match((await firstRole.textContent()) ?? '', /^Customer/);
});

test('what could not be read is listed with its reason and can be tried again', async () => {
  const watched = await openPage(browser);
  const { page } = watched;
  await page.goto(`${address}/sources`);
  await page.locator('text=damaged.wav').waitFor();
  await page.getByRole('button', { name: 'Try to read damaged.wav again' }).click();
  await page.locator('text=Still unreadable').waitFor();
  await assertAccessible(watched);
});

test('the search in force is downloaded as a file', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${address}/interactions?q=outage&channel=chat`);
  await page.locator('text=1 conversation').waitFor();
  await page.getByText('Export', { exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^JSONL/ }).click()]);
  assert.equal(download.suggestedFilename(), 'interactions.jsonl');
  const lines = (await download.createReadStream().then((stream) => stream.toArray())).join('').trim().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).externalId),
    ['chat-1'],
  );
});
