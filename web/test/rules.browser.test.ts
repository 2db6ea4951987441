import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { createSite, type Site } from '../../test/scenarios/earshot.ts';
import { assertAccessible, desktop, narrow, openBrowser, openPage, takePicture } from './open-browser.ts';
import { buildPage } from './serve-samples.ts';

/** The rules studio over real stores: the file on disk is what a rule's author has changed in the end. */

const rules = `# What customers ask for.
- id: manager-asked
  name: Asked for a manager
  severity: major
  tags: [escalation]
  detect: |
    customer: ("speak" near/3 "manager") # as people say it
  tests:
    - name: asked
      turns: ["agent: hello", "customer: let me speak to your manager"]
      expect: met

- id: refund-offered
  name: Refund offered
  severity: critical
  require: |
    agent: "refund"

- id: broken
  detect: |
    custmer: "refund"
`;

const mended = rules.replace('custmer', 'customer');

/** What each customer says; the agent answers the same. */
const said = ['I want to speak to a manager', 'let me talk to your supervisor', 'my bill is too high', 'speak to the manager please'];

let site: Site;
let server: ChildProcess;
let browser: Browser;
let address = '';

before(async () => {
  await buildPage();
  site = await createSite('timeZone: UTC\n');
  await mkdir(join(site.folder, 'rules'));
  await site.write('rules/service.yaml', rules);
  server = site.start('serve', '--port', '0');
  address = await addressOf(server);
  await Promise.all(said.map((text, at) => handIn(text, at)));
  await judged();
  browser = await openBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
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

async function handIn(text: string, at: number): Promise<void> {
  const participants = [
    { id: 'c', role: 'customer' },
    { id: 'a', role: 'agent' },
  ];
  const turns = [
    { participant: 'c', text, startMs: 0 },
    { participant: 'a', text: 'I will see what I can do.', startMs: 20_000 },
  ];
  const chat = { source: 'webchat', externalId: `chat-${at}`, channel: 'chat', startedAt: `2026-11-1${at}T11:30:00Z`, participants, turns };
  const reply = await fetch(`${address}/v1/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(chat),
  });
  assert.equal(reply.status, 202);
}

async function judged(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { conversations } = (await (await fetch(`${address}/v1/rules/standing`)).json()) as { conversations: number };
    if (conversations === said.length) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the conversations were not judged in time');
}

test('a rule’s author finds a rule, mends a mistake, sees what it finds, tests it, publishes it, and finds it in the history', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${address}/rules`);
  await page.getByText('rules/service.yaml:21:5').waitFor();
  await page.getByText('Try: customer').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('escalation');
  await page.getByText('1 of 2 rules').waitFor();
  await page.getByRole('link', { name: '2, Conversations: Asked for a manager, Met' }).waitFor();
  await page.getByRole('link', { name: 'Asked for a manager', exact: true }).click();

  const counts = page.getByLabel('What comes out');
  await counts.getByText('2', { exact: true }).first().waitFor();
  await page.locator('mark', { hasText: 'speak to a manager' }).waitFor();
  const editor = page.getByRole('textbox', { name: 'Expression' });
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('custmer: "supervisor"');
  await page.getByText('there is no role "custmer"; the roles are').first().waitFor();
  await page.getByText('Try: customer').first().waitFor();
  await page.getByText('Mend the errors to try it').waitFor();
  await takePicture(page, 'rule-error');

  await page.keyboard.press('Control+a');
  await page.keyboard.type('cust');
  await page.getByRole('option', { name: /^customer:/ }).waitFor();
  await takePicture(page, 'rule-completion');
  await page.keyboard.press('Enter');
  await page.keyboard.type('(("speak" | "talk") near/3 ("manager" | "supervisor"');
  await counts.getByRole('link', { name: '3, list these conversations' }).waitFor();
  await page.getByText('the customer says (“speak” or “talk”) within 3 words of (“manager” or “supervisor”)').waitFor();
  await page.getByText('Saved as a draft').waitFor();
  await counts.getByRole('link', { name: '3, list these conversations' }).click();
  await page.getByText('3 conversations').first().waitFor();
  await page.goBack();
  await page.getByText('Saved as a draft').waitFor();
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByText('1 gained, 0 lost, 0 with other words').waitFor();

  await page.getByRole('button', { name: 'Add a test' }).click();
  await page.getByLabel('Name', { exact: true }).last().fill('a supervisor will do');
  await page.getByLabel('Turns, one per line').fill('agent: hello\ncustomer: may I talk to a supervisor');
  await page.getByLabel('Must come out as').selectOption('missed');
  await page.getByRole('button', { name: 'Keep test' }).click();
  await page.getByText('fails: came out as met').waitFor();
  await page.getByRole('button', { name: /a supervisor will do/ }).click();
  await page.getByLabel('Must come out as').selectOption('met');
  await page.getByRole('button', { name: 'Keep test' }).click();
  await page.getByText('all 2 pass').waitFor();
  await takePicture(page, 'rule-written');
  await assertAccessible(watched);

  // A version is of the whole workspace; somebody mends the other rule of this file meanwhile, which is not in the way.
  await site.write('rules/service.yaml', mended);
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByLabel('Why').fill('Supervisors count too');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Published as version 1').waitFor();
  const file = await readFile(join(site.folder, 'rules', 'service.yaml'), 'utf8');
  assert.match(file, /^# What customers ask for\.\n- id: manager-asked\n/);
  assert.match(file, /\n {4}customer: \(\("speak" \| "talk"\) near\/3 \("manager" \| "supervisor"\)\)\n/);
  assert.match(file, /- name: a supervisor will do\n {6}turns:\n {8}- "agent: hello"/);
  assert.ok(file.endsWith(mended.slice(mended.indexOf('- id: refund-offered'))));
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByText('Supervisors count too').waitFor();
  await takePicture(page, 'rule-history');
  assert.deepEqual(complaints, []);
});

test('a reader judges what a rule finds by single keys, takes one back, and sees precision with its interval', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto(`${address}/rules/manager-asked?view=label`);
  await page.getByRole('button', { name: 'Draw 20 conversations' }).click();
  await page.getByText('0 of 4 judged').waitFor();
  await page.keyboard.press('y');
  await page.getByText('1 of 4 judged').waitFor();
  await page.keyboard.press('u');
  await page.getByText('0 of 4 judged').waitFor();
  for (const done of [1, 2, 3, 4]) {
    await page.keyboard.press(done < 3 ? 'y' : 'n');
    await page.getByText(`${done} of 4 judged`).waitFor();
  }
  await page.getByText('All drawn conversations are judged.').waitFor();
  await page
    .getByText(/^95 %: /)
    .first()
    .waitFor();
  // The browser itself reports that nothing was drawn before.
  assert.deepEqual(
    complaints.filter((text) => !text.includes('404')),
    [],
  );
});

test('a new rule begins with a template, is built by choosing, and is forgotten again', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${address}/rules`);
  await page.getByRole('heading', { name: 'Rules' }).waitFor();
  await page.keyboard.press('n');
  await page.getByLabel('Name', { exact: true }).fill('Rude words');
  await page.getByLabel('Begin with').selectOption('never');
  await assertAccessible(watched);
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.waitForURL('**/rules/rude-words');
  await page.getByText('all 2 pass').waitFor();
  await page.getByRole('button', { name: 'Builder' }).click();
  await page.getByLabel('Says any of these, one per line').fill('go away\nnot my problem');
  await page
    .locator('label', { hasText: /^Where/ })
    .locator('select')
    .selectOption('lastTurns');
  await page.getByText('agent: ("go away" | "not my problem") in last 3 turns').waitFor();
  await takePicture(page, 'rule-builder');
  await assertAccessible(watched);
  await page.getByText('New rule, not published').waitFor();
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page.waitForURL('**/rules');
  assert.deepEqual(complaints, []);
});

const views: readonly (readonly [string, string, string])[] = [
  ['rules', '/rules', 'text=Refund offered'],
  ['rule', '/rules/refund-offered', 'text=in vain'],
  ['rule-label', '/rules/refund-offered?view=label', 'text=Draw 20'],
  ['rule-noise', '/rules/refund-offered?view=noise', 'text=Test noise'],
  ['rule-past', '/rules/refund-offered?view=history', 'text=History'],
];

for (const [colorScheme, size, viewport] of [
  ['light', 'desktop', desktop],
  ['dark', 'narrow', narrow],
] as const) {
  test(`rules in ${colorScheme}, ${size}, are accessible and complain of nothing`, async () => {
    const watched = await openPage(browser, { colorScheme, viewport });
    const { page, complaints } = watched;
    for (const [name, path, ready] of views) {
      await page.goto(address + path);
      await page.locator(ready).first().waitFor();
      await page.waitForTimeout(150);
      await takePicture(page, `${name}-${colorScheme}-${size}`);
      await assertAccessible(watched);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, `${name} scrolls sideways`);
    }
    // The browser itself reports that nothing was drawn for this rule.
    assert.deepEqual(
      complaints.filter((text) => !text.includes('404')),
      [],
    );
  });
}
