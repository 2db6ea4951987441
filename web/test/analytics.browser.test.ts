import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { assertAccessible, desktop, narrow, openBrowser, openPage, sidewaysOverflow, takePicture } from './open-browser.ts';
import { buildPage, type ServedSamples, serveSamples } from './serve-samples.ts';

let browser: Browser;
let served: ServedSamples;
/** Where drivers were found already. */
let fitted: ServedSamples;

before(async () => {
  await buildPage();
  [browser, served, fitted] = await Promise.all([openBrowser(), serveSamples(), serveSamples()]);
  await fitted.world.drivers.refit();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
after(async () => {
  await browser?.close();
  await served?.app.close();
  await fitted?.app.close();
});

test('an analyst without drivers finds them, names one, and goes from the overview to its conversations', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${served.address}/drivers`);
  await page.locator('text=No drivers yet').waitFor();
  await assertAccessible(watched);
  await page.getByRole('button', { name: 'Find drivers' }).click();
  await page.getByRole('link', { name: 'Higher bill', exact: true }).click();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bill too high');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Bill too high' }).waitFor();

  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.getByRole('link', { name: 'Bill too high', exact: true }).click();
  await page.waitForURL('**/drivers/driver-bill*');
  await page.getByRole('link', { name: 'Conversations: Contacts' }).click();
  await page.waitForURL('**/interactions?cell=*');
  await page.locator('[data-row="0"]').waitFor();
  await page.getByRole('button', { name: 'Show all conversations' }).click();
  await page.waitForURL(`${served.address}/interactions`);
  // The browser itself reports the 404 of drivers that were not there yet.
  assert.deepEqual(
    complaints.filter((text) => !text.includes('404')),
    [],
  );
});

const views: readonly [string, string, string][] = [
  ['overview', '/', 'text=Higher bill'],
  ['drivers', '/drivers', 'text=Router restarts'],
  ['driver', '/drivers/driver-router', 'text=my bill has doubled'],
  ['changes', '/insights', 'text=26 × its share before'],
  ['query', '/query?metrics=volume,resolution&by=week', 'text=As a table'],
  ['query-groups', '/query?by=queue&from=2026-11-02&to=2026-11-16&compare=before', 'text=before: 240'],
  ['query-refused', '/query?metrics=colour', 'text=There is no metric colour'],
];

for (const [colorScheme, size, viewport] of [
  ['light', 'desktop', desktop],
  ['dark', 'desktop', desktop],
  ['light', 'narrow', narrow],
  ['dark', 'narrow', narrow],
] as const) {
  test(`numbers in ${colorScheme}, ${size}, are accessible and complain of nothing`, async () => {
    const watched = await openPage(browser, { colorScheme, viewport });
    const { page, complaints } = watched;
    for (const [name, path, ready] of views) {
      await page.goto(fitted.address + path);
      await page.locator(ready).first().waitFor();
      await page.waitForTimeout(150);
      await takePicture(page, `${name}-${colorScheme}-${size}`);
      await assertAccessible(watched);
      assert.equal(await sidewaysOverflow(page), 0, `${name} scrolls sideways`);
    }
    // The browser itself reports the query that the server refuses.
    assert.deepEqual(
      complaints.filter((text) => !text.includes('400')),
      [],
    );
  });
}

test('a question is built by hand, stands in the address and as JSON, and every row opens its conversations', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto(`${served.address}/query`);
  await page.getByLabel('Add a metric').selectOption('resolution');
  await page.getByLabel('Add a dimension').selectOption('queue');
  await page.getByLabel('Add a filter').selectOption('team');
  await page.getByLabel('Value', { exact: true }).selectOption('billing');
  await page.waitForURL(/metrics=volume%2Cresolution&by=queue&filters=/);
  assert.deepEqual(JSON.parse((await page.locator('pre').textContent()) ?? ''), {
    metrics: ['volume', 'resolution'],
    dimensions: ['queue'],
    filters: [{ dimension: 'team', in: ['billing'] }],
  });
  await page.getByRole('cell', { name: 'Not enough data n 4' }).waitFor();
  await page.getByRole('button', { name: 'Remove Resolved' }).click();
  await page.waitForURL(/metrics=volume&/);
  await page.getByRole('link', { name: 'Conversations: technical' }).click();
  await page.waitForURL('**/interactions?cell=*');
  assert.deepEqual(
    complaints.filter((text) => !text.includes('404')),
    [],
  );
});
