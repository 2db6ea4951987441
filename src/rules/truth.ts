import { type UnassessableReason, unassessableReasons, type Verdict } from '../domain/finding.ts';
import type { Comparator, Literal } from './syntax.ts';

/** Three-valued truth as a small number: missed, met, or one code per reason why it cannot be said. */
export type Truth = number;
export const missed: Truth = 0;
export const met: Truth = 1;
const firstReason = 2;

export function unknownFor(reason: UnassessableReason): Truth {
  return firstReason + unassessableReasons.indexOf(reason);
}

export function reasonOf(truth: Truth): UnassessableReason | null {
  return unassessableReasons[truth - firstReason] ?? null;
}

export function verdictOf(truth: Truth): Verdict {
  return truth === met ? 'met' : truth === missed ? 'missed' : 'not-assessable';
}

export function fromBoolean(value: boolean): Truth {
  return value ? met : missed;
}

/** Kleene's strong tables; the reason of the first operand that is unknown is kept. */
export function and(left: Truth, right: Truth): Truth {
  if (left === missed || right === missed) return missed;
  return left === met ? right : left;
}

export function or(left: Truth, right: Truth): Truth {
  if (left === met || right === met) return met;
  return left === missed ? right : left;
}

export function not(operand: Truth): Truth {
  return operand === met ? missed : operand === missed ? met : operand;
}

export function compareNumbers(left: number, comparator: Comparator, right: number): boolean {
  switch (comparator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** A value of the conversation against a constant: numbers by size, words without regard to case. */
export function compareValue(value: string | number | boolean, comparator: Comparator, literal: Literal): boolean {
  if (typeof value === 'number' && literal.kind !== 'text') return compareNumbers(value, comparator, literal.value);
  const left = String(value).toLowerCase();
  const right = String(literal.value).toLowerCase();
  if (comparator === '=') return left === right;
  if (comparator === '!=') return left !== right;
  const numeric = Number(value);
  return literal.kind === 'number' && Number.isFinite(numeric) && compareNumbers(numeric, comparator, literal.value);
}
