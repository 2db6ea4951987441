import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readRuleSet } from '../rule-set.ts';
import { draftFile, entriesOf, entryOf, withDraft, withEntry } from './rule-entry.ts';

const file = `# What customers ask for.
- id: refund # the oldest rule
  detect: |
    customer: "refund"

    # money, not goods
  # nobody owns this yet

# The next one is new.
-   id: manager
    detect: |
      customer: "manager"
    tests:
      - { name: asked, turns: ["customer: manager"], expect: met } # the plain case
# the end
`;

describe('one rule of a file', () => {
  it('is a document of its own, with its comments', () => {
    assert.deepEqual(entryOf(file, 'refund'), {
      text: 'id: refund # the oldest rule\ndetect: |\n  customer: "refund"\n\n  # money, not goods\n',
      line: 2,
    });
    assert.deepEqual([...entriesOf(file).keys()], ['refund', 'manager']);
    assert.equal(entryOf(file, 'nobody'), null);
  });

  it('is exchanged without a change to anything else', () => {
    const changed = withEntry(file, 'refund', 'id: refund\ndetect: |\n  customer: "money back"\n');
    assert.equal(changed, file.replace(/id: refund #.*?not goods/s, 'id: refund\n  detect: |\n    customer: "money back"'));
  });

  it('comes back as it was when nothing was changed, in every file of the sample workspace', () => {
    const folder = new URL('../../../workspace/rules/', import.meta.url);
    for (const name of readdirSync(folder)) {
      const text = readFileSync(new URL(name, folder), 'utf8');
      for (const [id, entry] of entriesOf(text)) assert.equal(withEntry(text, id, entry), text, id);
    }
  });

  const added = 'id: late\ndetect: |\n  "late"\n';
  for (const [what, before, after] of [
    ['to the end of a file', '# top\n- id: a\n  detect: "x"\n', '# top\n- id: a\n  detect: "x"\n\n- id: late\n  detect: |\n    "late"\n'],
    ['to an indented list', '  - id: a\n    detect: "x"\n', '  - id: a\n    detect: "x"\n\n  - id: late\n    detect: |\n      "late"\n'],
    ['to a file that does not exist yet', '', '- id: late\n  detect: |\n    "late"\n'],
  ] as const) {
    it(`is added ${what}`, () => assert.equal(withEntry(before, 'late', added), after));
  }

  it('is not added to a file that is one rule without a list', () => {
    assert.throws(() => withEntry('id: a\ndetect: "x"\n', 'late', added), /one rule alone/);
  });
});

describe('a rule that is being written', () => {
  const sources = { rules: [{ file: 'rules/a.yaml', text: file }] };

  it('takes the place of the one in the files, which keep their lines', () => {
    const set = readRuleSet(withDraft(sources, { id: 'refund', text: 'id: refund\nname: New\ndetect: |\n  "money"\n' }));
    assert.deepEqual(
      set.rules.map(({ rule: { id, name }, file: where, line }) => [id, name, where, line]),
      [
        ['manager', 'manager', 'rules/a.yaml', 10],
        ['refund', 'New', draftFile, 1],
      ],
    );
    assert.deepEqual(set.problems, []);
  });

  it('has its problems at its own lines', () => {
    const set = readRuleSet(withDraft(sources, { id: 'refund', text: 'id: refund\ndetect: |\n  custmer: "money"\n' }));
    assert.deepEqual(set.problems, [
      {
        file: draftFile,
        line: 3,
        column: 3,
        severity: 'error',
        message: 'there is no role "custmer"; the roles are agent, customer, bot, ivr, supervisor, third-party, unknown',
        suggestion: 'customer',
      },
    ]);
  });
});
