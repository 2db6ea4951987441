import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { listenOn } from '../../src/http/listen-on.ts';
import { type AccessWorld, accessWorld, rightPassword } from '../../src/http/testing/access-world.ts';
import { sampleCall, sampleChat, sampleInteractions } from '../../src/http/testing/sample-interactions.ts';
import { assertAccessible, desktop, narrow, openBrowser, openPage, takePicture } from './open-browser.ts';
import { sampleDrivers, sampleInsights, sampleMetrics } from './sample-numbers.ts';
import { buildPage, webFolder } from './serve-samples.ts';

/** The page of a server with accounts: who comes in, who sees what, and what is on record of it. */
let browser: Browser;
let world: AccessWorld;
let address: string;

before(async () => {
  await buildPage();
  browser = await openBrowser();
});
/** Each test has a server of its own: attempts to sign in are counted by the minute. */
beforeEach(async () => {
  const stores = { metrics: sampleMetrics, drivers: sampleDrivers(), insights: sampleInsights };
  world = await accessWorld(sampleInteractions, { stores, webFolder });
  world.nowMs = Date.now();
  await world.add('admin', { name: 'Ada', rights: ['unredacted'] });
  await world.add('supervisor', { name: 'Sam', teams: ['back office'] });
  address = await listenOn(world.app, { port: 0, open: false });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await world.app.close();
});
after(() => browser?.close());

async function signIn(page: Page, name: string, path = '/', password = rightPassword): Promise<void> {
  await page.goto(address + path);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByRole('button', { name: `Account: ${name}` })
    .first()
    .waitFor();
}

/** What the browser itself reports of refusals that the test asks for. */
const refusals = /status of 40[134]/;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries({ desktop, narrow })) {
    test(`signing in, people, keys, audit log and the account in ${colorScheme}, ${size}, are accessible and complain of nothing`, async () => {
      const watched = await openPage(browser, { colorScheme, viewport });
      const { page, complaints } = watched;
      const look = async (name: string) => {
        await page.waitForTimeout(150);
        await takePicture(page, `${name}-${colorScheme}-${size}`);
        await assertAccessible(watched);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0, `${name} scrolls sideways`);
      };
      await page.goto(`${address}/settings/people`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await look('sign-in');
      await signIn(page, 'Ada', '/settings/people');
      await page.getByRole('rowheader', { name: 'Sam' }).waitFor();
      await look('people');
      await page.getByRole('button', { name: 'Change Sam' }).click();
      await look('account-form');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'API keys' }).click();
      await page.getByRole('button', { name: 'Make a key' }).click();
      await look('key-form');
      await page.keyboard.press('Escape');
      await look('keys');
      await page.getByLabel('Access', { exact: true }).getByRole('link', { name: 'Audit log' }).click();
      await page.getByRole('table').waitFor();
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByText(/All are as they were written/).waitFor();
      await look('audit');
      await page.getByRole('button', { name: 'Account: Ada' }).first().click();
      await page.getByRole('button', { name: 'Change password' }).click();
      await look('account');
      assert.deepEqual(complaints, []);
    });
  }
}

test('an administrator makes an account, who signs in and is refused what is not theirs; a key is made; the log shows it all', async () => {
  const { page, complaints } = await openPage(browser);
  await signIn(page, 'Ada');
  await page.getByRole('link', { name: 'Access' }).click();
  await page.getByRole('button', { name: 'Add account' }).click();
  await page.getByLabel('Name').fill('Robin');
  await page.getByLabel('Role').selectOption('supervisor');
  await page.getByLabel('Teams, separated').fill('back office');
  await page.getByLabel('Password').fill('four slow yellow trains');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('rowheader', { name: 'Robin' }).waitFor();
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('What it is for').fill('nightly report');
  await page.getByLabel('numbers:read').check();
  await page.getByRole('button', { name: 'Make key', exact: true }).click();
  const secret = await page.getByText(/^earshot_[\w-]{43}$/).textContent();
  assert.match(secret ?? '', /^earshot_[\w-]{43}$/);
  const asked = await world.app.inject({ url: '/v1/interactions', headers: { authorization: `Bearer ${secret}` } });
  assert.equal(asked.statusCode, 403);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('rowheader', { name: 'nightly report' }).waitFor();
  await page.getByRole('button', { name: 'Account: Ada' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  await signIn(page, 'Robin', '/interactions', 'four slow yellow trains');
  await page.locator('[data-row="0"]').waitFor();
  assert.equal(await page.locator('[data-row]').count(), 1);
  assert.equal(await page.getByRole('link', { name: 'Access' }).count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Drivers' }).count(), 0);
  await page.locator('[data-row="0"]').click();
  await page.locator('#t1').waitFor();
  await page.goto(`${address}/settings/people`);
  await page.getByRole('heading', { name: 'Not permitted' }).waitFor();
  await takePicture(page, 'not-permitted');
  await page.goto(`${address}/interactions/${sampleCall.id}`);
  await page.getByText('There is nothing at this address').waitFor();
  await page.getByRole('button', { name: 'Account: Robin' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();

  await signIn(page, 'Ada', '/settings/audit');
  for (const did of ['made account', 'made key', 'opened', 'signed in']) await page.getByRole('cell', { name: did }).first().waitFor();
  await page.getByRole('row').filter({ hasText: 'Robin' }).filter({ hasText: 'opened' }).first().waitFor();
  assert.deepEqual(
    complaints.filter((text) => !refusals.test(text)),
    [],
  );
});

test('the original of a conversation is read for a reason, said to be the original, and left again', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await signIn(page, 'Ada', `/interactions/${sampleChat.id}`);
  await page.getByRole('button', { name: 'Show original' }).click();
  await page.getByLabel('Reason').selectOption('dispute');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByText('This is the original').waitFor();
  await takePicture(page, 'original');
  await assertAccessible(watched);
  await page.getByRole('button', { name: 'Show redacted' }).click();
  assert.equal(await page.getByText('This is the original').count(), 0);
  const [row] = await world.records.audit.list({ action: 'unredacted', limit: 1 });
  assert.deepEqual([row?.subject, row?.detail], [sampleChat.id, 'dispute']);
  assert.deepEqual(complaints, []);
});

test('a supervisor’s overview shows what is theirs and hides what is not', async () => {
  const watched = await openPage(browser);
  await signIn(watched.page, 'Sam');
  await watched.page.waitForTimeout(500);
  await takePicture(watched.page, 'supervisor-overview');
  await assertAccessible(watched);
});

test('a wrong password is said without saying what is wrong, and a session that ends leads back to the sign-in', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${address}/interactions`);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The name or the password is not right.').waitFor();
  await page.getByLabel('Password').fill(rightPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('[data-row="0"]').waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Drivers' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.match(page.url(), /\/drivers$/);
});
