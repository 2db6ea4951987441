import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withDraft } from '../../rules/authoring/rule-entry.ts';
import { readRuleSet } from '../../rules/rule-set.ts';
import type { RuleDraft } from '../../storage/rule-drafts.ts';
import type { PublishedRules, RuleVersion } from '../../storage/rule-versions.ts';
import { readRuleSources, writeRuleFile } from './rule-sources.ts';
import { RuleStudio } from './rule-studio.ts';

const file = `# What customers ask for.
- id: refund
  detect: |
    customer: "refund"
  tests:
    - { name: asked, turns: ["customer: a refund"], expect: met }

# Kept for later.
- id: manager
  detect: |
    customer: "manager"
`;
const changed =
  'id: refund\ndetect: |\n  customer: ("refund" | "money back")\ntests:\n  - { name: asked, turns: ["customer: money back"], expect: met }\n';

let folder: string;
let published: (RuleVersion & { readonly content: PublishedRules })[];
let studio: RuleStudio;
const path = () => join(folder, 'rules', 'a.yaml');

/** The studio over real files; drafts and versions lie in memory. */
function openStudio(): RuleStudio {
  const drafts = new Map<string, RuleDraft>();
  const sources = () => readRuleSources(folder);
  return new RuleStudio({
    sources,
    write: (name, change) => writeRuleFile(folder, name, change),
    drafts: {
      put: async (draft) => void drafts.set(draft.rule, draft),
      get: async (rule) => drafts.get(rule) ?? null,
      list: async () => [...drafts.values()],
      remove: async (rule) => drafts.delete(rule),
    },
    versions: {
      list: async () => published.toReversed(),
      content: async (version) => published.find((each) => each.version === version)?.content ?? null,
    },
    desk: {
      workspace: (draft) => readRuleSet(draft === undefined ? sources() : withDraft(sources(), draft)),
      diff: async () => [],
      needsApprover: false,
      permitPublication: () => undefined,
      async publish(reason) {
        const { rules, lists = [] } = sources();
        const version = { version: published.length + 1, publishedAt: '2026-11-01T10:00:00Z', ...reason, hash: '' };
        const progress = { rules: rules.length, state: 'shown', judged: 0, total: 0, cursor: '' } as const;
        published.push({ ...version, ...progress, content: { rules, lists } });
        return { ...version, ...progress };
      },
    },
    now: () => Date.parse('2026-11-02T00:00:00Z'),
  });
}

const note = { note: 'more words', publisher: null, approver: null };

describe('a rule written without git', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'earshot-studio-'));
    published = [];
    readRuleSources(folder);
    studio = openStudio();
    return writeRuleFile(folder, 'rules/a.yaml', { before: null, after: file });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is a draft until it is published, and the files stay what they are', async () => {
    const open = await studio.save({ id: 'refund', text: changed }, {});
    assert.equal(open.draft?.text, changed);
    assert.equal(open.source?.line, 2);
    assert.equal(readFileSync(path(), 'utf8'), file);
    assert.deepEqual([await studio.discard('refund'), (await studio.open('refund')).draft], [true, null]);
  });

  it('is no draft any more when it says what the file says', async () => {
    const { source } = await studio.open('refund');
    await studio.save({ id: 'refund', text: changed }, {});
    assert.equal((await studio.save({ id: 'refund', text: source?.text ?? '' }, {})).draft, null);
  });

  it('lands in its file when it is published, with every comment and every other rule as they were', async () => {
    await studio.save({ id: 'refund', text: changed }, {});
    assert.equal((await studio.publish('refund', note)).version, 1);
    const after = readFileSync(path(), 'utf8');
    assert.match(after, /^# What customers ask for\.\n- id: refund\n {2}detect: \|\n {4}customer: \("refund" \| "money back"\)/);
    assert.ok(after.endsWith('\n\n# Kept for later.\n- id: manager\n  detect: |\n    customer: "manager"\n'));
    assert.equal((await studio.open('refund')).draft, null);
    assert.deepEqual(readdirSync(join(folder, 'rules')), ['a.yaml']);
  });

  it('is not written over what somebody else did to it meanwhile, until its author puts it on top', async () => {
    await studio.save({ id: 'refund', text: changed }, {});
    writeFileSync(path(), file.replace('"refund"', '"a refund"'));
    assert.equal((await studio.open('refund')).isStale, true);
    await assert.rejects(studio.publish('refund', note), { code: 'changed' });
    await studio.save({ id: 'refund', text: changed }, { onTop: true });
    assert.equal((await studio.publish('refund', note)).version, 1);
  });

  it('does not mind a change to another rule of the file', async () => {
    await studio.save({ id: 'refund', text: changed }, {});
    writeFileSync(path(), file.replace('"manager"', '"supervisor"'));
    await studio.publish('refund', note);
    assert.match(readFileSync(path(), 'utf8'), /money back.*"supervisor"/s);
  });

  it('is refused with errors, with failing tests, and under another id', async () => {
    const refusals: readonly (readonly [string, RegExp])[] = [
      [changed.replace('customer: (', 'custmer: ('), /line 3, column 3: there is no role "custmer"/],
      [changed.replace('expect: met', 'expect: missed'), /1 of its tests fail: asked/],
      [changed.replace('id: refund', 'id: refunds'), /keeps its id: refund/],
      [changed.replace('id: refund', 'id: manager'), /taken|keeps its id/],
    ];
    for (const [text, message] of refusals) {
      await studio.save({ id: 'refund', text }, {});
      await assert.rejects(studio.publish('refund', note), message);
    }
    assert.equal(readFileSync(path(), 'utf8'), file);
    assert.equal(published.length, 0);
  });

  it('can be new, in a file of its own, and nowhere but below rules/', async () => {
    const text = 'id: late\ndetect: |\n  "late"\n';
    await studio.save({ id: 'late', text }, { file: 'rules/team/late.yaml' });
    await studio.publish('late', note);
    assert.equal(readFileSync(join(folder, 'rules/team/late.yaml'), 'utf8'), '- id: late\n  detect: |\n    "late"\n');
    for (const name of ['../late.yaml', 'rules/../../late.yaml', 'lists/late.yaml', 'rules/late.txt', 'rules//late.yaml'])
      await assert.rejects(studio.save({ id: 'new', text }, { file: name }), { code: 'bad-request' }, name);
    await assert.rejects(studio.save({ id: 'new', text }, {}), /needs the file/);
  });

  it('has a history of the versions that changed it, and knows since when it reads as it does', async () => {
    await studio.save({ id: 'refund', text: changed }, {});
    await studio.publish('refund', note);
    await studio.save({ id: 'manager', text: 'id: manager\ndetect: |\n  customer: "boss"\n' }, {});
    await studio.publish('manager', { note: 'boss', publisher: 'dana', approver: 'Quality' });
    assert.deepEqual(
      (await studio.history('manager')).map(({ version, change, note: why, publisher, approver }) => [
        version,
        change,
        why,
        publisher,
        approver,
      ]),
      [
        [2, 'changed', 'boss', 'dana', 'Quality'],
        [1, 'added', 'more words', null, null],
      ],
    );
    assert.deepEqual(Object.fromEntries(await studio.versionsOfRules()), { refund: 1, manager: 2 });
    writeFileSync(path(), file);
    assert.deepEqual(Object.fromEntries(await studio.versionsOfRules()), {});
  });

  it('is checked and tested as it is written', () => {
    const { problems, description } = studio.check({ id: 'refund', text: changed });
    assert.deepEqual([problems, description.length], [[], 1]);
    assert.deepEqual(studio.test({ id: 'refund', text: changed.replace('money back"]', 'hello"]') }), [
      { name: 'asked', line: 5, expect: 'met', actual: 'missed', passed: false },
    ]);
  });
});
