import { AppError } from '../../domain/errors.ts';
import type { InteractionId } from '../../domain/ids.ts';
import { signalNames } from '../../domain/understanding.ts';
import { type Condition, fieldNames as storedFields } from '../../storage/aggregate.ts';
import { type Comparison, readSearch, type SearchPart } from './read-search.ts';
import { measureOfField } from './search-fields.ts';

/** A search as the stores take it: words, one condition, days, and an expression that only the rule engine can judge. */
export interface ResolvedSearch {
  readonly text?: string;
  readonly condition?: Condition;
  /** Calendar days of the contact's own source; from inclusive, to exclusive. */
  readonly fromDay?: string;
  readonly toDay?: string;
  /** Padded with spaces to its place, so that what is said of a column is true of the whole text. */
  readonly ids?: readonly InteractionId[];
  readonly expression?: string;
}

/** What the text asks for; an error that names each column where it cannot be read. */
export function resolveSearch(text: string): ResolvedSearch {
  const { parts, problems } = readSearch(text);
  if (problems.length > 0) {
    throw new AppError('bad-request', problems.map(({ from, message }) => `column ${from + 1}: ${message}`).join('\n'));
  }
  const words = parts.filter(({ kind }) => kind === 'words').map(({ from, to }) => text.slice(from, to));
  const conditions = parts.flatMap((part) => conditionOf(part) ?? []);
  const days = daysOf(parts);
  const ids = parts.flatMap((part) => (part.kind === 'filter' && part.field === 'id' && !part.isExcluded ? part.values : []));
  const expression = parts.find(({ kind }) => kind === 'expression');
  return {
    ...(words.length > 0 && { text: words.join(' ') }),
    ...(conditions.length > 0 && { condition: { kind: 'all' as const, conditions } }),
    ...days,
    ...(ids.length > 0 && { ids: ids as InteractionId[] }),
    ...(expression && { expression: `${' '.repeat(expression.from)}${text.slice(expression.from).trimEnd()}` }),
  };
}

function conditionOf(part: SearchPart): Condition | null {
  if (part.kind === 'comparison') return comparisonOf(part.field, part.comparison, part.value);
  if (part.kind !== 'filter' || part.field === 'id' || part.field === 'from' || part.field === 'to') return null;
  const condition = membershipOf(part.field, part.values);
  return part.isExcluded ? { kind: 'none', conditions: [condition] } : condition;
}

const verdictFields: Readonly<Record<string, string>> = { rule: 'fired', met: 'met', missed: 'missed', 'not-assessable': 'not-assessable' };

function membershipOf(field: string, values: readonly string[]): Condition {
  const verdict = verdictFields[field];
  if (verdict !== undefined) return anyOf(values.map((rule) => ({ kind: 'in', of: { kind: 'rule', rule }, values: [verdict] })));
  if (field === 'signal') return anyOf(values.map(signalOf));
  if (field.startsWith('attribute.')) return { kind: 'in', of: { kind: 'attribute', name: field.slice('attribute.'.length) }, values };
  const name = storedFields.find((each) => each === field);
  if (name === undefined) throw new AppError('bad-request', `There is no field ${field}.`);
  return { kind: 'in', of: { kind: 'field', name }, values };
}

function signalOf(text: string): Condition {
  const name = signalNames.find((each) => each === text);
  if (name === undefined) throw new AppError('bad-request', `There is no signal ${text}; there are ${signalNames.join(', ')}.`);
  return { kind: 'between', of: { kind: 'signal', name }, from: 1 };
}

function anyOf(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return only && conditions.length === 1 ? only : { kind: 'any', conditions };
}

function comparisonOf(field: string, comparison: Comparison, value: number): Condition {
  const name = measureOfField(field)?.measure ?? field;
  const of = { kind: 'measure', name } as const;
  // Bounds are from inclusive, to exclusive: the next number there is moves one to its other side.
  switch (comparison) {
    case '>=':
      return { kind: 'between', of, from: value };
    case '>':
      return { kind: 'between', of, from: nextAbove(value) };
    case '<':
      return { kind: 'between', of, to: value };
    case '<=':
      return { kind: 'between', of, to: nextAbove(value) };
  }
}

function nextAbove(value: number): number {
  return value === 0 ? Number.MIN_VALUE : value + Math.abs(value) * Number.EPSILON;
}

function daysOf(parts: readonly SearchPart[]): Pick<ResolvedSearch, 'fromDay' | 'toDay'> {
  const dayOf = (field: string) => {
    const part = parts.findLast((each) => each.kind === 'filter' && each.field === field);
    return part?.kind === 'filter' ? part.values[0] : undefined;
  };
  const [first, last] = [dayOf('from'), dayOf('to')];
  return { ...(first !== undefined && { fromDay: first }), ...(last !== undefined && { toDay: dayAfter(last) }) };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
