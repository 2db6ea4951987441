import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readRuleSet, runRuleTests } from './rule-set.ts';

const workspace = new URL('../../workspace/', import.meta.url);
const textsOf = (folder: string) =>
  readdirSync(new URL(folder, workspace)).map((name) => ({
    file: `${folder}${name}`,
    text: readFileSync(new URL(folder + name, workspace), 'utf8'),
  }));

/** How a library test's name begins, and what must come out. A paraphrase shows the rule's limit: whatever really comes out. */
const kinds: Readonly<Record<string, RegExp>> = {
  meets: /^met$/,
  'near miss': /^missed$/,
  paraphrase: /^(met|missed|not-assessable.*)$/,
  'not assessable': /^not-assessable/,
};

describe('the sample rules', () => {
  const set = readRuleSet({ rules: textsOf('rules/'), lists: textsOf('lists/') });

  it('compile without an error or a warning', () => assert.deepEqual(set.problems, []));

  it('are at least forty, and each says in words what a finding is', () => {
    assert.ok(set.rules.length >= 40);
    const silent = set.rules.filter(({ rule }) => !/\bfinding\b/.test(rule.description)).map(({ rule }) => rule.id);
    assert.deepEqual(silent, []);
  });

  it('are each tested for a conversation that meets it, a near miss, a paraphrase and one that cannot be judged', () => {
    const lacking = set.rules.flatMap(({ rule, tests }) =>
      Object.keys(kinds)
        .filter((kind) => !tests.some((test) => test.name.startsWith(`${kind}: `)))
        .map((kind) => `${rule.id}: ${kind}`),
    );
    assert.deepEqual(lacking, []);
  });

  it('name every test by its kind, and expect what the kind says', () => {
    const wrong = set.rules.flatMap(({ rule, tests }) =>
      tests.filter((test) => !kinds[test.name.split(': ')[0] ?? '']?.test(test.expect)).map((test) => `${rule.id}: ${test.name}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('pass their tests', () => {
    const failed = runRuleTests(set).filter((result) => !result.passed);
    assert.deepEqual(
      failed.map(({ rule, test, actual }) => `${rule}: ${test.name}: ${actual}`),
      [],
    );
  });
});
