import { withReferences } from '../../rules/authoring/with-references.ts';
import { checkExpression } from '../../rules/check.ts';
import { compileRules } from '../../rules/compile.ts';
import { parseExpression } from '../../rules/parse.ts';
import type { Program } from '../../rules/plan.ts';
import { ruleOf } from '../../rules/rule.ts';
import type { LocatedRule } from '../../rules/rule-file.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { expressionProblems } from './expression-problems.ts';

/** The id under which an expression that nobody named is judged. */
export const askedRule = 'expression';

/** An expression as a program of its own, beside the rules of the workspace that it names. Throws where it cannot be read. */
export function expressionProgram(text: string, set: RuleSet): Program {
  const { expression, problems } = parseExpression(text);
  if (expression === null) throw expressionProblems(problems);
  const names = { rules: new Set(set.rules.map(({ rule }) => rule.id)), lists: set.lists };
  const found = checkExpression(expression, { manner: 'detect', lists: {}, tags: [] }, names);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw expressionProblems(errors);
  const own: LocatedRule = {
    rule: ruleOf(expression, { id: askedRule }),
    tests: [],
    file: '',
    line: 1,
    place: () => ({ line: 1, column: 1 }),
  };
  const { rules } = withReferences({ ...set, rules: [...set.rules, own] }, askedRule);
  return compileRules(rules, set);
}
