import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../../src/domain/finding.ts';
import type { QuotedDifference as RuleDifference } from '../../src/pipeline/rules/rule-desk.ts';
import type { SearchPage } from '../../src/storage/content.ts';
import { createSite, type IngestAnswer, type Site } from './earshot.ts';

const conversations = 2000;

/** Every fifth customer asks for a refund, every eighth wants to cancel; ten customers in all. */
function chat(number: number): string {
  const startedMs = Date.UTC(2026, 9, 1) + number * 60_000;
  const asks = number % 5 === 0 ? 'Can I have a refund?' : 'Where is my parcel?';
  const adds = number % 8 === 0 ? "I'd like to cancel my account." : 'Thank you.';
  const said = ['agent: Hello, this is support.', `customer: ${asks}`, 'agent: Let me look.', `customer: ${adds}`];
  const turns = said.map((line, index) => {
    const [role = '', text = ''] = line.split(': ');
    return { participant: role, text, at: new Date(startedMs + index * 20_000).toISOString() };
  });
  return JSON.stringify({
    id: `chat-${number}`,
    channel: 'chat',
    startedAt: new Date(startedMs).toISOString(),
    customer: { account: `account-${number % 10}` },
    participants: ['agent', 'customer'].map((role) => ({ id: role, role })),
    turns,
  });
}

const rule = (expression: string) => `
- id: wants-money-back
  name: Wants money back
  severity: major
  detect: |
    ${expression}
- id: came-back
  name: Wrote again within the hour
  detect: |
    contacts(same customer, 1h) >= 1
`;

interface Version {
  readonly version: number;
  readonly state: string;
  readonly judged: number;
  readonly total: number;
  readonly note: string;
}

function git(...args: string[]): void {
  execFileSync('git', ['-C', site.folder, ...args]);
}

/** Refunds and cancellations together. */
function bothAsked(): number {
  return Array.from({ length: conversations }, (_, number) => number).filter((n) => n % 5 === 0 || n % 8 === 0).length;
}

let site: Site;

before(async () => {
  site = await createSite();
  await mkdir(join(site.folder, 'rules'));
  await site.write('rules/money.yaml', rule('customer: "refund"'));
  git('init', '--quiet');
  git('add', 'rules');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'rules');
  const file = await site.write('chats.jsonl', Array.from({ length: conversations }, (_, number) => chat(number)).join('\n'));
  const answer = await site.json<IngestAnswer>('ingest', file);
  assert.equal(answer.captured, conversations);
});
after(() => site.remove());

const fired = async (id: string, ...more: string[]) => (await site.json<SearchPage>('list', '--rule', id, ...more)).total;

test('what came in was judged on its way, with the customer’s other contacts, and shows the words that decided', async () => {
  assert.equal(await fired('wants-money-back'), conversations / 5);
  assert.equal(await fired('wants-money-back', '--verdict', 'missed'), (conversations * 4) / 5);
  // Ten customers take turns, one a minute: each but a customer's first chat has one within the hour before it.
  assert.equal(await fired('came-back'), conversations - 10);
  const page = await site.json<SearchPage>('list', '--rule', 'wants-money-back', '--limit', '1');
  const id = page.items[0]?.id ?? '';
  const { stdout } = await site.run('show', id);
  assert.match(stdout, /finding wants-money-back: Wants money back: met\n {2}\[0:20\] customer: “refund”/);
  const { findings } = await site.json<{ findings: readonly Pick<Finding, 'rule' | 'decidedAtMs'>[] }>('show', id);
  const decided = findings.find((finding) => finding.rule === 'wants-money-back')?.decidedAtMs;
  assert.equal(decided, 20_000, 'a live session would have decided it with the customer’s message');
});

test('a draft is tried before it is published', async () => {
  const tried = await site.json<{ met: number; missed: number; notAssessable: number; examples: { spans: { text: string }[] }[] }>(
    'rules',
    'try',
    'customer: "~cancel" near/3 "account"',
  );
  assert.deepEqual([tried.met, tried.missed, tried.notAssessable], [conversations / 8, (conversations * 7) / 8, 0]);
  assert.equal(tried.examples.length, 10);
  assert.ok(tried.examples.every(({ spans }) => spans[0]?.text === 'cancel my account'));
  const backtest = { hits: 0, by: '' };
  const byIndex = await site.json<typeof backtest>('rules', 'backtest', 'wants-money-back');
  const byScan = await site.json<typeof backtest>('rules', 'backtest', 'wants-money-back', '--scan');
  assert.deepEqual([byIndex.hits, byScan.hits, byIndex.by, byScan.by], [conversations / 5, conversations / 5, 'index', 'scan']);
});

test('a published rule re-scores history: killed midway it shows the old findings, and goes on where it was', async () => {
  await site.write('rules/money.yaml', rule('customer: ("refund" | "~cancel")'));
  const both = bothAsked();
  const [difference, ...others] = await site.json<RuleDifference[]>('rules', 'diff', 'HEAD');
  assert.deepEqual(others, []);
  assert.deepEqual(
    [difference?.rule, difference?.change, difference?.gained, difference?.lost],
    ['wants-money-back', 'changed', both - conversations / 5, 0],
  );
  assert.ok(difference?.examples.every(({ kind, after }) => kind !== 'gained' || after.some(({ text }) => text === 'cancel')));
  const other = join(site.folder, 'other');
  await mkdir(join(other, 'rules'), { recursive: true });
  assert.match((await site.run('rules', 'diff', other)).stdout, /came-back +added/);
  const unknown = await site.run('rules', 'diff', 'no-such-thing');
  assert.match(unknown.stderr, /neither a folder nor a git revision/);
  const publishing = site.start('rules', 'publish', '--note', 'cancelling counts as well');
  const judged = await judgedSoFar(join(site.folder, 'data', 'records.sqlite'));
  publishing.kill('SIGKILL');
  await once(publishing, 'close');
  assert.ok(judged > 0);
  const [midway] = await site.json<Version[]>('rules', 'versions');
  assert.deepEqual([midway?.state, midway?.note], ['scoring', 'cancelling counts as well']);
  assert.ok((midway?.judged ?? 0) < conversations, 'it was killed before it was done');
  assert.equal(await fired('wants-money-back'), conversations / 5, 'the old findings are shown until the new ones are complete');
  const { stderr } = await site.run('rules', 'rescore');
  const [done] = await site.json<Version[]>('rules', 'versions');
  assert.deepEqual([done?.version, done?.state, done?.judged], [1, 'shown', conversations], stderr);
  assert.equal(await fired('wants-money-back'), both);
  assert.equal(await fired('came-back'), conversations - 10);
});

test('a broken rule file is reported and stops nothing', async () => {
  await site.write('rules/broken.yaml', '- id: broken\n  detect: |\n    customer: (');
  const file = await site.write('more.jsonl', chat(conversations));
  const { stderr, code } = await site.run('ingest', file);
  assert.equal(code, 0);
  assert.match(stderr, /rules\/broken\.yaml:3:\d+: .*left out/);
  assert.equal(await fired('wants-money-back'), (conversations * 3) / 10 + 1);
});

test('a publication without a note, or with a broken rule, is refused', async () => {
  assert.equal((await site.run('rules', 'publish')).code, 1);
  const { code, stderr } = await site.run('rules', 'publish', '--note', 'try');
  assert.equal(code, 1);
  assert.match(stderr, /rules\/broken\.yaml:3/);
});

/** Looks into the records from outside until some conversations are judged and durable. */
async function judgedSoFar(path: string): Promise<number> {
  for (let attempt = 0; attempt < 3000; attempt++) {
    const database = new DatabaseSync(path, { readOnly: true });
    const row = database.prepare("SELECT judged FROM rule_versions WHERE state = 'scoring'").get();
    database.close();
    if (Number(row?.judged ?? 0) > 0) return Number(row?.judged);
    await sleep(5);
  }
  throw new Error('nothing was judged');
}
