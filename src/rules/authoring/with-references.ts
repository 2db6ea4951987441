import { AppError } from '../../domain/errors.ts';
import { referencedRules } from '../compile.ts';
import type { Rule } from '../rule.ts';
import type { RuleSet } from '../rule-set.ts';

/** A rule and all that it refers to, in the set's order: what must be compiled to run that one rule. */
export function withReferences(set: RuleSet, id: string): { readonly rule: Rule; readonly rules: readonly Rule[] } {
  const byId = new Map(set.rules.map((located) => [located.rule.id, located.rule]));
  const rule = byId.get(id);
  if (rule === undefined) throw new AppError('not-found', `There is no rule ${id} without errors in the workspace.`);
  const needed = new Set([id]);
  for (const name of needed) {
    const one = byId.get(name);
    if (one !== undefined) for (const next of referencedRules(one)) needed.add(next);
  }
  return { rule, rules: [...byId.values()].filter((one) => needed.has(one.id)) };
}
