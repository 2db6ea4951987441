import { checkExpression } from '../../../src/rules/check.ts';
import { parseExpression } from '../../../src/rules/parse.ts';
import type { Problem } from '../../../src/rules/problem.ts';
import type { RuleNames } from '../api.ts';

export interface CheckContext {
  readonly names: RuleNames;
  readonly manner: 'detect' | 'require';
  /** Lists of the rule itself. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with an expression: the very checker that `rules check` runs, so that both say the same words at the same place. */
export function checkText(text: string, { names, manner, lists }: CheckContext): readonly Problem[] {
  const { expression, problems } = parseExpression(text);
  if (expression === null) return problems;
  const known = { rules: new Set(names.rules.map(({ id }) => id)), lists: names.lists };
  return [...problems, ...checkExpression(expression, { manner, lists, tags: [] }, known)];
}
