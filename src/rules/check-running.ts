import type { Problem } from './problem.ts';
import type { Rule } from './rule.ts';
import { type Expression, operandsOf, type Window } from './syntax.ts';

type Outcome = 'met' | 'missed';

/** How a rule will run, beside what it says: whether it can alert during a conversation, and what it costs. Warnings only. */
export function checkRunning(rule: Pick<Rule, 'manner' | 'tags' | 'applies' | 'body'>): { expression: Expression; problem: Problem }[] {
  if (rule.body.kind !== 'expression') return [];
  const { expression } = rule.body;
  const problems: { expression: Expression; problem: Problem }[] = [];
  const warn = (place: Expression, message: string, suggestion: string): void => {
    problems.push({ expression, problem: { severity: 'warning', from: place.from, to: place.to, message, suggestion } });
  };
  if (rule.tags.includes('live') && !isEarly(expression, rule.manner === 'detect' ? 'met' : 'missed'))
    warn(
      expression,
      'this rule is tagged live, but it can only be decided when the conversation is over: it will never alert',
      'in first 60s',
    );
  const costly = rule.applies === null ? loneLikeness(expression) : null;
  if (costly !== null)
    warn(
      costly,
      'like(…) stands alone: the meaning of every sentence of every conversation is worked out',
      'and words that must be there, or applies:',
    );
  return problems;
}

/** Whether an outcome can stand before the end: see docs/RULES.md on decision time. */
function isEarly(expression: Expression, outcome: Outcome): boolean {
  const other: Outcome = outcome === 'met' ? 'missed' : 'met';
  switch (expression.kind) {
    case 'not':
      return isEarly(expression.operand, other);
    case 'and':
    case 'or': {
      const sides = [expression.left, expression.right].map((side) => isEarly(side, outcome));
      return (expression.kind === 'and') === (outcome === 'met') ? sides.every(Boolean) : sides.some(Boolean);
    }
    case 'unless': {
      const [left, right] = [isEarly(expression.left, outcome), isEarly(expression.right, other)];
      return outcome === 'met' ? left && right : left || right;
    }
    case 'compare':
      return isEarlyComparison(expression, outcome);
    case 'member':
      return expression.subject.kind !== 'name' || isEarlyFact(expression.subject.path);
    case 'rule':
    case 'prior':
      return true;
    default:
      return outcome === 'met' ? isEarlyFind(expression) : closesEarly(expression);
  }
}

function isEarlyComparison({ subject, comparator }: Extract<Expression, { kind: 'compare' }>, outcome: Outcome): boolean {
  if (subject.kind === 'name') return isEarlyFact(subject.path);
  if (subject.kind !== 'count' && subject.kind !== 'distinct') return true;
  const grows = comparator === '>=' || comparator === '>' || comparator === '!=';
  return (outcome === 'met') === grows ? isEarlyFind(subject.operand) : closesEarly(subject.operand);
}

/** Measures and lengths are only known at the end. */
function isEarlyFact(path: string): boolean {
  return /^(?:attr\..*|channel|direction|queue|team|agent|language)$/.test(path);
}

/** Words that are found stay found, unless their place is counted from the end or something later can undo them. */
function isEarlyFind(expression: Expression): boolean {
  if (expression.kind === 'either') return expression.options.some(isEarlyFind);
  if (expression.kind === 'window' && !isFromStart(expression.window)) return false;
  if (expression.kind === 'relative' && expression.negated && expression.direction === 'before' && expression.withinMs === null)
    return false;
  return operandsOf(expression).every(isEarlyFind);
}

/** An absence stands early only where a window has closed. */
function closesEarly(expression: Expression): boolean {
  if (expression.kind === 'window' && isFromStart(expression.window)) return true;
  const operands = operandsOf(expression);
  return expression.kind === 'either' ? operands.every(closesEarly) : operands.some(closesEarly);
}

function isFromStart(window: Window): boolean {
  return window.kind === 'between' || (window.kind !== 'share' && window.edge === 'first');
}

/** A `like(…)` that no word must stand beside. */
function loneLikeness(expression: Expression): Expression | null {
  if (expression.kind === 'like') return expression;
  const operands = operandsOf(expression);
  const isJoined = ['and', 'near', 'then', 'same', 'sequence'].includes(expression.kind);
  if (isJoined && operands.some((operand) => loneLikeness(operand) === null && hasWords(operand))) return null;
  for (const operand of operands) {
    const lone = loneLikeness(operand);
    if (lone !== null) return lone;
  }
  return null;
}

function hasWords(expression: Expression): boolean {
  return ['phrase', 'list', 'slot', 'fuzzy', 'sounds'].includes(expression.kind) || operandsOf(expression).some(hasWords);
}
