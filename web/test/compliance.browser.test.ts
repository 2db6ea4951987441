import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { FindingSpan } from '../../src/domain/finding.ts';
import { sampleCall } from '../../src/http/testing/sample-interactions.ts';
import { readRuleSet } from '../../src/rules/rule-set.ts';
import { assertAccessible, desktop, narrow, openBrowser, openPage, sidewaysOverflow, takePicture } from './open-browser.ts';
import { buildPage, type ServedSamples, serveSamples } from './serve-samples.ts';

let browser: Browser;
let served: ServedSamples;

const ruleFile = `
- id: recap
  name: Recap of what was agreed
  description: A finding is a call whose agent does not repeat what was agreed.
  severity: critical
  require: |
    agent: "to recap"
- id: legal-threat
  name: Agent threatens
  severity: major
  tags: [prohibition]
  detect: |
    agent: "court"
`;
const span: FindingSpan = { turn: 1, start: 0, end: 7, role: 'customer', leg: null, startMs: 6_000, endMs: 7_000, match: 0 };
const searched = { role: 'agent', fromMs: 0, toMs: 60_000, turns: 4, words: 60, lowestConfidence: null } as const;

before(async () => {
  await buildPage();
  [browser, served] = await Promise.all([openBrowser(), serveSamples()]);
  const set = readRuleSet({ rules: [{ file: 'rules/sample.yaml', text: ruleFile }] });
  const quoted = { ...span, text: sampleCall.turns[1]?.text.slice(0, 7) ?? '' };
  const found = { ruleHash: '', reason: null, fired: true, leg: null, decidedAtMs: null, versions: {} } as const;
  Object.assign(served.world.rules, {
    workspace: () => set,
    findingsOf: async () => [
      { ...found, rule: 'recap', name: 'Recap of what was agreed', verdict: 'missed', spans: [], searched },
      { ...found, rule: 'legal-threat', name: 'Agent threatens', verdict: 'met', spans: [quoted], searched: null },
    ],
    backtest: async (rule: string) => ({
      ...{
        rule,
        hits: 4,
        rate: 0.1,
        interval: [0.05, 0.2],
        met: 36,
        missed: 4,
        notAssessable: 9,
        seconds: 0.1,
        judged: 49,
        by: 'scan',
        examples: [],
      },
      reasons: { 'too-short': 6, 'no-such-role': 3 },
    }),
    explain: async () => [
      {
        ...{ expression: 'agent: "to recap"', outcome: 'missed', reason: null, words: 'not found in 4 turns', quotes: [], searched },
        parts: [{ expression: '"to recap"', outcome: 'missed', reason: null, words: 'not found', quotes: [], searched: null, parts: [] }],
      },
    ],
  });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
after(async () => {
  await browser?.close();
  await served?.app.close();
});

const views: readonly [string, string, string][] = [
  ['compliance', '/compliance', 'text=Recap of what was agreed'],
  ['obligation', '/compliance/recap', 'text=The contact ended before the window'],
  ['attestation', '/compliance/report', 'text=Left out of every rate'],
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries({ desktop, narrow })) {
    test(`compliance in ${colorScheme}, ${size}, is accessible and complains of nothing`, async () => {
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
      assert.deepEqual(complaints, []);
    });
  }
}

test('an officer goes from the register to a violation, its proof, and the words in the conversation', async () => {
  const watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${served.address}/compliance`);
  await page.getByRole('link', { name: 'Recap of what was agreed' }).click();
  await page.waitForURL('**/compliance/recap');
  await page
    .getByRole('button', { name: /^Proof/ })
    .first()
    .click();
  await page.locator('text=not found in 4 turns').waitFor();
  await takePicture(page, 'obligation-proof');
  await assertAccessible(watched);
  await page.getByRole('link', { name: 'All obligations' }).click();
  await page.getByRole('link', { name: 'Agent threatens' }).click();
  await page.goto(`${served.address}/interactions/${sampleCall.id}#t1.0-7`);
  await page.getByRole('button', { name: 'Why: Agent threatens' }).click();
  await page.locator('#t1 mark').first().waitFor();
  await page.getByRole('button', { name: 'Copy link to these words' }).first().click();
  await page.locator('text=Link copied').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#t1\.0-7$/);
  // The call is heard from the second that the link names.
  const startSeconds = (sampleCall.turns[1]?.startMs ?? 0) / 1000;
  await page.waitForFunction(
    (wanted) => Math.abs(Number(document.querySelector<HTMLInputElement>('input[type=range]')?.value) - wanted) < 1,
    startSeconds,
  );
  assert.deepEqual(
    complaints.filter((text) => !text.includes('404')),
    [],
  );
});

test('the attestation report prints whole, black on white', async () => {
  const { page } = await openPage(browser, { colorScheme: 'dark' });
  await page.goto(`${served.address}/compliance/report`);
  await page.locator('text=not sampled').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), false);
  assert.equal(await page.locator('nav').first().isVisible(), false);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(ground, 'rgb(255, 255, 255)');
  await takePicture(page, 'attestation-print');
});
