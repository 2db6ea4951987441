import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readEntryFields, withField, withManner, withTest } from './entry-fields.ts';
import { entriesOf } from './rule-entry.ts';

const entry = `id: refund # the oldest
name: Refund
tags: [money]
# only where somebody can answer
applies: |
  channel = voice
detect: |
  customer: "refund"

  # money, not goods
tests:
  - { name: asked, turns: ["customer: a refund"], expect: met } # plain
  # the hard one
  - name: late
    turns:
      - "customer: hello"
    expect: missed
`;

const test = { name: 'new', given: {}, turns: ['customer: money'], expect: 'met' };

describe('fields of an entry', () => {
  it('are read for a form', () => {
    const fields = readEntryFields(entry);
    assert.deepEqual(
      { ...fields, tests: fields?.tests.map(({ name }) => name) },
      {
        id: 'refund',
        name: 'Refund',
        description: '',
        severity: 'info',
        tags: ['money'],
        manner: 'detect',
        applies: 'channel = voice',
        expression: 'customer: "refund"\n\n# money, not goods',
        lists: {},
        tests: ['asked', 'late'],
      },
    );
    assert.equal(readEntryFields('id: [broken'), null);
  });

  const changes: readonly (readonly [string, string, (before: string) => string])[] = [
    ['a name', withField(entry, 'name', 'Money back: wanted'), (before) => before.replace('name: Refund', 'name: "Money back: wanted"')],
    [
      'an expression',
      withField(entry, 'detect', 'agent: "x"\nor "y"'),
      (before) => before.replace(/ {2}customer: "refund"\n\n.*goods/, '  agent: "x"\n  or "y"'),
    ],
    ['a key that was not there', withField(entry, 'severity', 'major'), (before) => before.replace('tags:', 'severity: major\ntags:')],
    ['tags', withField(entry, 'tags', ['a', 'b c']), (before) => before.replace('[money]', '[a, b c]')],
    ['nothing: the key goes', withField(entry, 'applies', ''), (before) => before.replace('applies: |\n  channel = voice\n', '')],
    ['the manner', withManner(entry, 'require'), (before) => before.replace('detect:', 'require:')],
    [
      'a test more',
      withTest(entry, 9, test),
      (before) => `${before}  - name: new\n    turns:\n      - "customer: money"\n    expect: met\n`,
    ],
    ['a test less', withTest(entry, 0, null), (before) => before.replace(/ {2}- \{ name: asked.*\n/, '')],
    [
      'a test changed',
      withTest(entry, 0, test),
      (before) => before.replace(/\{ name: asked.*?\}/, 'name: new\n    turns:\n      - "customer: money"\n    expect: met'),
    ],
  ];
  for (const [what, changed, expected] of changes) {
    it(`are changed one at a time: ${what}`, () => assert.equal(changed, expected(entry)));
  }

  it('begin a list of tests where there was none, and end it with the last', () => {
    const bare = 'id: a\ndetect: |\n  "x"\n';
    const one = withTest(bare, 0, test);
    assert.equal(one, `${bare}tests:\n  - name: new\n    turns:\n      - "customer: money"\n    expect: met\n`);
    assert.equal(withTest(one, 0, null), bare);
  });

  it('are the same after they are set to what they are, in every rule of the sample workspace', () => {
    const folder = new URL('../../../workspace/rules/', import.meta.url);
    for (const name of readdirSync(folder)) {
      for (const [id, text] of entriesOf(readFileSync(new URL(name, folder), 'utf8'))) {
        const fields = readEntryFields(text);
        assert.ok(fields, id);
        if (fields.manner === 'score') continue;
        const again = withField(withField(text, 'name', fields.name), fields.manner, fields.expression);
        assert.deepEqual(readEntryFields(again), fields, id);
        const last = fields.tests.at(-1);
        if (last) assert.deepEqual(readEntryFields(withTest(again, fields.tests.length - 1, last)), fields, id);
      }
    }
  });
});
