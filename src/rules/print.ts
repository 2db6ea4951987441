import { type Expression, type Literal, operandsOf, type RoleName, type Window } from './syntax.ts';

/** An expression as text again, fully in parentheses where two operators meet: parsing it gives the same syntax. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'phrase':
      return quoted(expression.text);
    case 'fuzzy':
    case 'sounds':
      return `${expression.kind}(${quoted(expression.text)})`;
    case 'like':
      return `like(${quoted(expression.text)}, ${expression.threshold})`;
    case 'slot':
      return `<${expression.label}>`;
    case 'list':
      return `@${expression.name}`;
    case 'name':
      return expression.path;
    case 'rule':
      return `rule(${expression.id})`;
    case 'localtime':
      return `localtime(${expression.of})`;
    case 'event':
      return printEvent(expression);
    case 'turnWhere':
      return expression.measure === 'duration'
        ? `turn ${expression.comparator} ${duration(expression.value)}`
        : `turn where ${expression.measure} ${expression.comparator} ${expression.value}`;
    case 'contacts':
      return `contacts(${expression.filters.map(printFilter).join(', ')})`;
    default:
      return printOperator(expression);
  }
}

function printOperator(expression: Expression): string {
  const [first, second] = operandsOf(expression).map(inner);
  switch (expression.kind) {
    case 'either':
      return operandsOf(expression).map(inner).join(' | ');
    case 'role':
      return `${speakerName(expression.speaker)}: ${first}`;
    case 'near':
    case 'then':
      return `${first} ${expression.kind}/${expression.words} ${second}`;
    case 'notNear':
      return `${first} not near/${expression.words} ${second}`;
    case 'notIn':
      return `${first} not in ${second}`;
    case 'window':
      return `${first} ${expression.fully ? 'fully ' : ''}${printWindow(expression.window)}`;
    case 'atTurn':
      return `${first} at turn ${expression.edge}`;
    case 'withAsr':
      return `${first} with asr >= ${expression.floor}`;
    case 'same':
      return `${first} same ${expression.unit} ${second}`;
    case 'relative': {
      const word = `${expression.negated ? 'not ' : ''}${expression.direction}${expression.first ? ' first' : ''}`;
      return `${first} ${word} (${printExpression(expression.other)})${within(expression.withinMs)}`;
    }
    case 'sequence':
      return `${expression.steps.map(inner).join(' -> ')}${within(expression.withinMs)}`;
    case 'compare':
      return `${printExpression(expression.subject)} ${expression.comparator} ${literal(expression.value)}`;
    case 'member':
      return `${printExpression(expression.subject)} ${expression.negated ? 'not ' : ''}in [${expression.values.map(literal).join(', ')}]`;
    case 'count':
    case 'distinct':
    case 'prior':
      return `${expression.kind}(${printExpression(expression.operand)})`;
    case 'not':
      return `not ${first}`;
    case 'and':
    case 'or':
    case 'unless':
      return `${first} ${expression.kind} ${second}`;
    default:
      return '';
  }
}

const atoms = new Set<Expression['kind']>([
  'phrase',
  'fuzzy',
  'sounds',
  'like',
  'slot',
  'list',
  'name',
  'rule',
  'event',
  'turnWhere',
  'count',
  'prior',
  'contacts',
  'localtime',
]);

function inner(expression: Expression): string {
  const text = printExpression(expression);
  return atoms.has(expression.kind) ? text : `(${text})`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

export function speakerName(speaker: RoleName): string {
  return speaker.nth === null ? speaker.role : `${speaker.role}[${speaker.nth}]`;
}

function within(ms: number | null): string {
  return ms === null ? '' : ` within ${duration(ms)}`;
}

function printEvent(expression: Extract<Expression, { kind: 'event' }>): string {
  const by = expression.by === null ? '' : ` by ${expression.by}`;
  return `${expression.event}${by}${expression.comparator === null ? '' : ` ${expression.comparator} ${duration(expression.ms)}`}`;
}

type Filter = Extract<Expression, { kind: 'contacts' }>['filters'][number];

function printFilter(filter: Filter): string {
  if (filter.kind === 'same') return `same ${filter.field}`;
  if (filter.kind === 'field') return `${filter.field} = ${/^[A-Za-z_][\w-]*$/.test(filter.value) ? filter.value : quoted(filter.value)}`;
  return filter.kind === 'attempts' ? 'attempts' : duration(filter.ms);
}

export function printWindow(window: Window): string {
  const recording = 'fromRecording' in window && window.fromRecording ? ' from start of recording' : '';
  if (window.kind === 'between') return `in [${duration(window.fromMs)}, ${duration(window.toMs)}]${recording}`;
  const amount =
    window.kind === 'time' ? duration(window.ms) : window.kind === 'share' ? `${window.share * 100}%` : `${window.count} ${window.kind}`;
  return `in ${window.edge} ${amount}${recording}`;
}

function literal(value: Literal): string {
  switch (value.kind) {
    case 'text':
      return quoted(value.value);
    case 'duration':
      return duration(value.value);
    case 'percent':
      return `${value.value * 100}%`;
    case 'time':
      return `${Math.floor(value.value / 60)}:${String(value.value % 60).padStart(2, '0')}`;
    default:
      return String(value.value);
  }
}

const units: readonly (readonly [unit: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
];

/** The largest unit that divides it. */
export function duration(ms: number): string {
  const found = units.find(([, size]) => ms >= size && ms % size === 0);
  return found === undefined ? `${ms}ms` : `${ms / found[1]}${found[0]}`;
}
