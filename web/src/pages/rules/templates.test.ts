import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRuleSet, runRuleTests } from '../../../../src/rules/rule-set.ts';
import { entryFromTemplate, idFromName, templateNames } from './templates.ts';

for (const name of templateNames) {
  test(`the template “${name}” compiles, and its tests pass`, () => {
    const set = readRuleSet({ rules: [{ file: 'new', text: entryFromTemplate(name, { id: 'new-rule', title: 'New: "rule"' }) }] });
    // A blank rule says itself that its words are still missing.
    if (name === 'blank') assert.equal(set.problems.length, 1);
    else assert.deepEqual(set.problems, []);
    assert.deepEqual(
      runRuleTests(set).filter(({ passed }) => !passed),
      [],
    );
  });
}

test('an id follows from a name', () => {
  assert.deepEqual(['Asked for a manager!', ' 2. Très tôt '].map(idFromName), ['asked-for-a-manager', 'tres-tot']);
});
