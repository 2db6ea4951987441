import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule, RuleStanding } from '../../api.ts';
import { prepareStanding } from './prepare-standing.ts';
import { readRulesState } from './rule-state.ts';

const rule = (id: string, changes: Partial<Rule> = {}): Rule => {
  return { id, name: id, description: '', severity: 'info', tags: [], manner: 'detect', file: 'rules/a.yaml', line: 1, ...changes };
};
const rules = [rule('late'), rule('refund', { severity: 'critical', tags: ['money'] }), rule('notice', { manner: 'require' })];
const standing: RuleStanding = {
  conversations: 10,
  items: [
    {
      rule: 'refund',
      met: 3,
      missed: 0,
      notAssessable: 1,
      fired: 3,
      notJudged: 6,
      precision: { value: 0.9, interval: [0.6, 0.98], n: 10 },
      recall: null,
      isMeasureCurrent: true,
      version: 2,
    },
  ],
};

test('the gravest rule stands first, and every number leads to what it counts', () => {
  const [first, ...others] = prepareStanding(rules, standing, {});
  assert.deepEqual(
    others.map((row) => row.rule.id),
    ['late', 'notice'],
  );
  assert.deepEqual(
    [first?.met, first?.missed],
    [
      { count: 3, search: 'met:refund' },
      { count: 0, search: null },
    ],
  );
  assert.equal(first?.notJudged.search, '-met:refund -missed:refund -not-assessable:refund');
  assert.deepEqual(first?.precision, { value: '90 %', detail: '60 % to 98 % · n 10' });
  assert.deepEqual([first?.version, others[0]?.version], ['v2', 'not published']);
});

for (const [state, ids] of [
  [{ q: 'MONEY' }, ['refund']],
  [{ q: 'note' }, []],
  [{ manner: 'require' }, ['notice']],
  [{ severity: 'info', q: 'l' }, ['late']],
] as const) {
  test(`${JSON.stringify(state)} shows ${ids.join() || 'none'}`, () => {
    assert.deepEqual(
      prepareStanding(rules, undefined, state).map((row) => row.rule.id),
      ids,
    );
  });
}

test('an address that a person edited shows all', () => {
  assert.deepEqual(readRulesState({ q: 3, severity: 'worst', manner: 'both' }), {});
  assert.deepEqual(readRulesState({ q: 'x', severity: 'minor', manner: 'detect' }), { q: 'x', severity: 'minor', manner: 'detect' });
});
