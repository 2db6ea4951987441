import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { manyInteractions, sampleCall, sampleChat, sampleEmail, sampleHeld } from '../../src/http/testing/sample-interactions.ts';
import { assertAccessible, desktop, narrow, openBrowser, openPage, sidewaysOverflow, takePicture } from './open-browser.ts';
import { buildPage, type ServedSamples, serveSamples } from './serve-samples.ts';

let browser: Browser;
let served: ServedSamples;

before(async () => {
  await buildPage();
  [browser, served] = await Promise.all([openBrowser(), serveSamples(manyInteractions(400))]);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
after(async () => {
  await browser?.close();
  await served?.app.close();
});

const views: readonly [string, string, string][] = [
  ['list', '/interactions', 'text=my bill has doubled'],
  ['search', '/interactions?q=channel%3Avoice+duration%3E10s+bill&columns=sentiment,reason', 'mark'],
  ['search-refused', '/interactions?q=chanel%3Avoice', 'text=There is no field chanel'],
  ['nothing-found', '/interactions?q=zebra', 'text=No conversation matches'],
  ['call', `/interactions/${sampleCall.id}`, '#t8'],
  ['chat', `/interactions/${sampleChat.id}#t2`, '#t5'],
  ['email', `/interactions/${sampleEmail.id}`, '#t1'],
  ['held', `/interactions/${sampleHeld.id}`, 'text=It is in a language that is not transcribed'],
  ['jobs', '/jobs', 'text=Nothing is waiting'],
  ['settings', '/settings/workspace', 'text=Name of the site'],
  ['sources', '/sources', 'text=Nothing is parked'],
  ['measures', '/measures#dead_air.total', 'text=silence.total'],
  ['missing', '/interactions/none', 'text=There is nothing at this address'],
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries({ desktop, narrow })) {
    test(`every view in ${colorScheme}, ${size}, is accessible and complains of nothing`, async () => {
      const watched = await openPage(browser, { colorScheme, viewport });
      const { page, complaints } = watched;
      for (const [name, path, ready] of views) {
        await page.goto(served.address + path);
        await page.locator(ready).first().waitFor();
        await page.waitForTimeout(150);
        await takePicture(page, `${name}-${colorScheme}-${size}`);
        await assertAccessible(watched);
        assert.equal(await sidewaysOverflow(page), 0, `${name} scrolls sideways`);
      }
      // The browser itself reports the missing conversation, the drivers that are not there, and the search that cannot be read.
      assert.deepEqual(
        complaints.filter((text) => !/40[04]/.test(text)),
        [],
      );
    });
  }
}

test('an analyst finds a call by words and a filter, with keys alone, and the address says it all', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${served.address}/interactions`);
  await page.locator('[data-row="0"]').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('bill');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interactions?q=bill');
  await page.getByRole('checkbox', { name: /^Call/ }).check();
  await page.waitForURL('**/interactions?q=channel%3Avoice+bill');
  await page.locator('text=1 conversation').waitFor();
  await page.keyboard.press('j');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '0');
  await page.keyboard.press('Enter');
  await page.locator('#t8').waitFor();
  assert.match(page.url(), /#t1$/);
  await page.keyboard.press('Escape');
  await page.locator('[data-row="0"]').waitFor();
  assert.deepEqual(complaints, []);
});

test('the search line completes, chips say the same, and a search is saved, renamed, removed and put back', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${served.address}/interactions`);
  await page.locator('[data-row="0"]').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('que');
  await page.getByRole('option', { name: /^queue/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('bill');
  await page.getByRole('option', { name: /^billing/ }).waitFor();
  await takePicture(page, 'search-completion');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interactions?q=queue%3Abilling');
  await page.getByLabel('Change Queue: billing').waitFor();

  await page.locator('summary', { hasText: 'Add filter' }).click();
  await page.getByLabel('Field').selectOption('duration');
  await page.getByLabel('Amount').fill('1s');
  await page.getByLabel('Amount').press('Enter');
  await page.waitForURL('**/interactions?q=queue%3Abilling+duration%3E1s');
  await page.getByRole('button', { name: 'Remove Duration: > 1s' }).click();
  await page.waitForURL('**/interactions?q=queue%3Abilling');

  await page.locator('summary', { hasText: 'Saved' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Billing');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Billing queue:billing' }).waitFor();
  await page.getByRole('button', { name: 'Rename Billing' }).click();
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Bills');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Bills' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Bills queue:billing' }).waitFor();
  await takePicture(page, 'search-saved');
  await assertAccessible(watched);
  assert.deepEqual(complaints, []);
});

test('g-keys and the palette go to pages, from anywhere', async () => {
  const watched = await openPage(browser);
  const { page } = watched;
  await page.goto(`${served.address}/interactions`);
  await page.locator('[data-row="0"]').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.waitForURL('**/sources');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to' }).fill('meas');
  await page.getByRole('option', { name: /^Measures/ }).waitFor();
  await takePicture(page, 'palette');
  await assertAccessible(watched);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/measures');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to' }).fill('invoice');
  await page.getByRole('option', { name: /invoice/ }).click();
  await page.waitForURL('**/interactions?q=invoice');
});

test('a setting is changed in its file, and one that was changed meanwhile is refused', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${served.address}/settings/workspace`);
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByRole('textbox', { name: 'name' }).fill('Fernhill');
  await page.keyboard.press('Enter');
  await page.locator('text=In force from the next start; now: Sample').waitFor();
  await page.getByRole('button', { name: 'Change name' }).click();
  await served.world.workspaceFile.change({ path: 'name', value: 'Other', mark: 'Fernhill' });
  await page.getByRole('textbox', { name: 'name' }).fill('Mine');
  await page.keyboard.press('Enter');
  await page.locator('text=Other').first().waitFor();
});

test('a long list is walked to its end while only the rows in sight exist', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${served.address}/interactions?q=question`);
  await page.locator('text=400 conversations').waitFor();
  for (let press = 0; press < 40; press++) await page.keyboard.press('j');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '39');
  assert.ok((await page.locator('[data-row]').count()) < 60);
  const scroller = page.locator('ul[aria-label=Conversations]').locator('..');
  for (let page_ = 0; page_ < 6; page_++) {
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.waitForTimeout(200);
  }
  await page.locator('[data-row="399"]').waitFor();
});

test('a listener hears a call at the word that was clicked, and the transcript follows', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${served.address}/interactions/${sampleCall.id}`);
  const position = () => page.getByRole('slider', { name: 'Position' }).inputValue().then(Number);
  await page.locator('#t6 [data-word]', { hasText: 'correct' }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  assert.ok(Math.abs((await position()) - 38.5) < 2, `position ${await position()}`);
  await page.locator('[data-current]').waitFor();
  await takePicture(page, 'call-playing');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.keyboard.press('p');
  await page.keyboard.press('p');
  const standsAt = (seconds: number) =>
    page.waitForFunction((wanted) => Number(document.querySelector<HTMLInputElement>('input[type=range]')?.value) === wanted, seconds);
  await standsAt(18.8);
  await page.keyboard.press('ArrowRight');
  await standsAt(23.8);
  await page.keyboard.press('s');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('input[type=range]')?.value) > 32);
  await page.keyboard.press('c');
  await page.locator('text=Link copied').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#t\d+$/);
  assert.deepEqual(complaints, []);
});

test('search inside walks from place to place', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${served.address}/interactions/${sampleCall.id}`);
  await page.locator('#t0').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('bill');
  await page.keyboard.press('Enter');
  await page.locator('text=1 of 3').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('text=2 of 3').waitFor();
  assert.equal(await page.locator('#t5 mark').textContent(), 'bill');
});

test('a summary leads to its words, and each verdict answers why, by pointer and by keyboard', async () => {
  const watched = await openPage(browser);
  const { page } = watched;
  await page.goto(`${served.address}/interactions/${sampleCall.id}`);
  await page.getByRole('heading', { name: 'Summary' }).waitFor();
  const issue = page.getByRole('button', { name: /^Hi, my bill has doubled/ });
  await issue.focus();
  assert.equal(await page.locator('#t1 mark').first().textContent(), 'Hi,');
  await page.keyboard.press('Enter');
  await page.locator('#t1.border-accent').waitFor();
  const resolved = page.getByText('Resolved', { exact: true }).locator('..');
  await resolved.focus();
  await page.keyboard.press('Enter');
  await resolved.locator('..').getByRole('button').first().hover();
  await page.locator('ol mark').first().waitFor();
  await takePicture(page, 'call-why');
  await assertAccessible(watched);
});

test('what a customer wrote is shown as text, whatever it holds', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${served.address}/interactions/${sampleChat.id}`);
  await page.locator('text=<script>alert(1)</script>').waitFor();
  assert.equal(await page.locator('#t2 .token').textContent(), 'email');
});

test('a server that stopped is said to have stopped, with a way to try again', async (t) => {
  const stopping = await serveSamples();
  t.after(() => stopping.app.close());
  const { page } = await openPage(browser);
  await page.goto(`${stopping.address}/interactions`);
  await page.locator('[data-row="0"]').waitFor();
  await page.route('**/v1/interactions**', (route) => route.abort());
  await page.getByRole('checkbox', { name: /^Chat/ }).first().click();
  await page.getByRole('alert').waitFor({ timeout: 15_000 });
  await takePicture(page, 'stopped');
  await page.unroute('**/v1/interactions**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('[data-row="0"]').waitFor();
});

test('progress is shown while work is under way and goes when it is done', async (t) => {
  const working = await serveSamples();
  t.after(() => working.app.close());
  working.world.progress = { waiting: 1200, working: 2, done: 800, failed: 1 };
  const watched = await openPage(browser);
  const { page } = watched;
  await page.goto(`${working.address}/interactions`);
  await page.locator('text=800 done, 1,202 to go').first().waitFor();
  await takePicture(page, 'progress');
  await assertAccessible(watched);
  working.world.progress = { waiting: 0, working: 0, done: 2002, failed: 1 };
  await page.locator('text=800 done').first().waitFor({ state: 'detached' });
});

test('the keyboard help opens with ? and closes with Esc', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${served.address}/interactions`);
  await page.locator('[data-row="0"]').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await takePicture(page, 'help');
  await assertAccessible(watched);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
});
