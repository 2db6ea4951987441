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

describe('the sample rules', () => {
  const set = readRuleSet({ rules: textsOf('rules/'), lists: textsOf('lists/') });
  const results = runRuleTests(set);

  it('compile without an error or a warning', () => assert.deepEqual(set.problems, []));

  it('are at least forty, each tested for met, missed and not assessable', () => {
    assert.ok(set.rules.length >= 40);
    for (const { rule, tests } of set.rules) {
      const outcomes = new Set(tests.map((test) => test.expect.replace(/\(.*/, '')));
      assert.deepEqual([...outcomes].sort(), ['met', 'missed', 'not-assessable'], rule.id);
    }
  });

  it('pass their tests', () => {
    assert.deepEqual(
      results.filter((result) => !result.passed).map(({ rule, test, actual }) => `${rule}: ${test.name}: ${actual}`),
      [],
    );
  });
});
