import { printWindow, speakerName } from './print.ts';
import type { Rule, ScoreTerm } from './rule.ts';
import type { Comparator, Expression, ExpressionOf, Literal, Window } from './syntax.ts';

/** One sentence of a rule in plain words, with what belongs to it beneath. */
export interface Description {
  readonly words: string;
  readonly parts: readonly Description[];
}

/** What a rule says, for people who do not read its language. */
export function describeRule({ applies, body, manner, scope, needs }: Rule): Description[] {
  const judged = applies === null ? [] : [withParts('It is judged only where', applies)];
  const scopes = scope === 'leg' ? [leaf('Each agent’s part of the conversation is judged on its own.')] : [];
  const need = [
    ...(needs.fullWindow ? [leaf('A conversation that ends before its windows do is not assessable.')] : []),
    ...(needs.asr === null ? [] : [leaf(`Words recognised below ${needs.asr} on average are not held against anybody.`)]),
  ];
  if (body.kind === 'score') {
    const words = `A finding is a conversation whose score is ${comparison[body.comparator]} ${body.threshold}. The score adds up:`;
    return [...judged, { words, parts: body.terms.map(termOf) }, ...scopes, ...need];
  }
  const lead =
    manner === 'require' ? 'It must be so, and a finding is a conversation where it is not:' : 'A finding is a conversation where';
  return [...judged, withParts(lead, body.expression), ...scopes, ...need];
}

function termOf({ weight, when, name }: ScoreTerm): Description {
  const { words, parts } = describe(when);
  return { words: `${weight >= 0 ? '+' : '−'}${Math.abs(weight)}${name === '' ? '' : ` (${name})`} where ${words}`, parts };
}

function withParts(lead: string, expression: Expression): Description {
  const { words, parts } = describe(expression);
  return { words: `${lead} ${words}${parts.length > 0 ? ':' : '.'}`, parts };
}

function leaf(words: string): Description {
  return { words, parts: [] };
}

/** A condition of several parts becomes a list; everything else one sentence. */
export function describe(expression: Expression): Description {
  switch (expression.kind) {
    case 'and':
      return { words: 'all of these hold', parts: chained(expression, 'and').map(describe) };
    case 'or':
      return { words: 'one of these holds', parts: chained(expression, 'or').map(describe) };
    case 'unless':
      return { words: 'the first holds and the second does not', parts: [expression.left, expression.right].map(describe) };
    case 'not':
      return describeNot(expression.operand);
    case 'sequence': {
      const within = expression.withinMs === null ? '' : `, all within ${time(expression.withinMs)}`;
      return { words: `these follow each other${within}`, parts: expression.steps.map(describe) };
    }
    default:
      return leaf(phraseOf(expression));
  }
}

function describeNot(operand: Expression): Description {
  const { words, parts } = describe(operand);
  return { words: `it is not so that ${words}`, parts };
}

function chained(expression: Expression, kind: 'and' | 'or'): readonly Expression[] {
  if (expression.kind !== kind) return [expression];
  return [...chained(expression.left, kind), ...chained(expression.right, kind)];
}

/** A clause: somebody says something, somewhere. */
function phraseOf(expression: Expression): string {
  switch (expression.kind) {
    case 'role':
      return `${who(expression)} says ${what(expression.operand)}`;
    case 'window':
      return `${phraseOf(expression.operand)}, ${expression.fully ? 'wholly ' : ''}${windowWords(expression.window)}`;
    case 'relative':
      return relativeWords(expression, phraseOf(expression.operand));
    case 'atTurn':
      return `${phraseOf(expression.operand)} at the ${expression.edge} of a turn`;
    case 'withAsr':
      return `${phraseOf(expression.operand)}, recognised with at least ${expression.floor}`;
    case 'same':
      return `${phraseOf(expression.left)} and, in the same ${expression.unit}, ${phraseOf(expression.right)}`;
    case 'compare':
      return compareWords(expression);
    case 'member':
      return `${subject(expression.subject)} is ${expression.negated ? 'not ' : ''}${memberWords(expression)}`;
    case 'rule':
      return `rule ${expression.id} holds`;
    case 'prior':
      return `on an earlier contact of the customer, ${phraseOf(expression.operand)}`;
    case 'event':
      return `there is ${eventWords(expression)}`;
    case 'turnWhere':
      return turnWords(expression);
    case 'and':
    case 'or':
    case 'not':
    case 'unless':
    case 'sequence':
      return inline(describe(expression));
    default:
      return `anyone says ${what(expression)}`;
  }
}

function inline({ words, parts }: Description): string {
  return parts.length === 0 ? words : `${words} (${parts.map(inline).join('; ')})`;
}

function who({ speaker }: ExpressionOf<'role'>): string {
  return speaker.nth === null ? `the ${speaker.role}` : `${speakerName(speaker)}, counted in the order of first speech,`;
}

const shownOptions = 8;

/** What is said: an object of a sentence. */
function what(expression: Expression): string {
  switch (expression.kind) {
    case 'phrase':
      return quoted(expression.text);
    case 'fuzzy':
      return `${quoted(expression.text)}, also misspelt`;
    case 'sounds':
      return `what sounds like ${quoted(expression.text)}`;
    case 'like':
      return `a sentence that means “${expression.text}” (likeness ${expression.threshold} or more)`;
    case 'slot':
      if (expression.label === 'money') return 'an amount of money';
      return `${/^[aeiou]/.test(expression.label) ? 'an' : 'a'} ${expression.label}`;
    case 'list':
      return `something of the list ${expression.name}`;
    case 'either': {
      const options = expression.options.slice(0, shownOptions).map(what);
      const more = expression.options.length - options.length;
      return `${options.join(' or ')}${more > 0 ? ` or ${more} more` : ''}`;
    }
    case 'near':
      return `${grouped(expression.left)} ${distance(expression.words)} of ${grouped(expression.right)}`;
    case 'then':
      return `${grouped(expression.left)} and then${expression.words === 0 ? ' at once' : `, ${distance(expression.words)},`} ${grouped(expression.right)}`;
    case 'notNear':
      return `${grouped(expression.left)}, not ${distance(expression.words)} of ${grouped(expression.right)}`;
    case 'notIn':
      return `${grouped(expression.left)}, not as part of ${grouped(expression.right)}`;
    case 'event':
      return eventWords(expression);
    case 'role':
      return `${what(expression.operand)} (the ${expression.speaker.role})`;
    case 'atTurn':
      return `${grouped(expression.operand)} at the ${expression.edge} of a turn`;
    case 'withAsr':
      return `${grouped(expression.operand)}, recognised with at least ${expression.floor}`;
    case 'same':
      return `${grouped(expression.left)} and, in the same ${expression.unit}, ${grouped(expression.right)}`;
    case 'relative':
      return relativeWords(expression, grouped(expression.operand));
    case 'window':
      return `${what(expression.operand)}, ${windowWords(expression.window)}`;
    default:
      return phraseOf(expression);
  }
}

function grouped(expression: Expression): string {
  const text = what(expression);
  return expression.kind === 'either' ? `(${text})` : text;
}

function distance(words: number): string {
  return words === 0 ? 'right beside' : `within ${words} ${words === 1 ? 'word' : 'words'}`;
}

/** `~` and `*` are said as words, so that nobody has to know them. */
function quoted(text: string): string {
  const plain = text.replaceAll(/[~*]/g, '').replaceAll(' _ ', ' … ');
  const forms = text.includes('~') ? ' in any form' : '';
  const endings = text.includes('*') ? ' with any ending' : '';
  return `“${plain}”${forms}${endings}`;
}

function windowWords(window: Window): string {
  const from = 'fromRecording' in window && window.fromRecording ? ' of the recording' : '';
  if (window.kind === 'between') return `between ${time(window.fromMs)} and ${time(window.toMs)}${from}`;
  if (window.kind === 'time') return `in the ${window.edge} ${time(window.ms)}${from}`;
  if (window.kind === 'share') return `in the ${window.edge} ${window.share * 100} %`;
  return printWindow(window).replace(/^in /, 'in the ');
}

function relativeWords({ other, direction, first, negated, withinMs }: ExpressionOf<'relative'>, said: string): string {
  const within = withinMs === null ? '' : ` within ${time(withinMs)}`;
  if (first) return `${said}, before the first time that ${phraseOf(other)}`;
  if (negated)
    return direction === 'before'
      ? `${said}, and not followed${within} by this: ${phraseOf(other)}`
      : `${said}, and not${within} after this: ${phraseOf(other)}`;
  return `${said},${within} ${direction} ${phraseOf(other)}`;
}

const comparison: Readonly<Record<Comparator, string>> = {
  '=': 'exactly',
  '!=': 'not',
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
};

function compareWords({ subject: of, comparator, value }: ExpressionOf<'compare'>): string {
  if (of.kind === 'count') return `${phraseOf(of.operand)}, ${comparison[comparator]} ${literal(value)} times`;
  if (of.kind === 'distinct') return `${comparison[comparator]} ${literal(value)} different ones of these are said: ${what(of.operand)}`;
  const text = value.kind === 'text';
  const is = comparator === '=' ? 'is' : comparator === '!=' ? 'is not' : `is ${comparison[comparator]}`;
  return `${subject(of)} ${is} ${text ? quoteValue(value.value) : literal(value)}`;
}

function memberWords({ subject: of, values }: ExpressionOf<'member'>): string {
  const texts = values.map(literal);
  return of.kind === 'localtime' ? `between ${texts.join(' and ')}` : texts.length === 1 ? (texts[0] ?? '') : `one of ${texts.join(', ')}`;
}

function subject(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.path.startsWith('attr.')
        ? `the attribute ${expression.path.slice('attr.'.length)}`
        : `the ${expression.path.replaceAll(/[._]/g, ' ')}`;
    case 'localtime':
      return `the ${expression.of}’s local time`;
    case 'contacts':
      return `the number of the customer’s other contacts (${expression.filters.map(filterWords).join(', ')})`;
    default:
      return phraseOf(expression);
  }
}

function filterWords(filter: ExpressionOf<'contacts'>['filters'][number]): string {
  switch (filter.kind) {
    case 'same':
      return `same ${filter.field}`;
    case 'field':
      return `${filter.field} ${filter.value}`;
    case 'attempts':
      return 'unanswered ones too';
    case 'within':
      return `in the last ${time(filter.ms)}`;
  }
}

function eventWords({ event, by, comparator, ms }: ExpressionOf<'event'>): string {
  const name = event.replaceAll('_', ' ');
  return `${name}${by === null ? '' : ` by the ${by}`}${comparator === null ? '' : ` of ${comparison[comparator]} ${time(ms)}`}`;
}

function turnWords({ measure, comparator, value }: ExpressionOf<'turnWhere'>): string {
  if (measure === 'duration') return `there is a turn of ${comparison[comparator]} ${time(value)}`;
  return `there is a turn whose ${measure} ${measure === 'words' ? 'are' : 'is'} ${comparison[comparator]} ${value}`;
}

function literal(value: Literal): string {
  switch (value.kind) {
    case 'text':
      return quoteValue(value.value);
    case 'duration':
      return time(value.value);
    case 'percent':
      return `${value.value * 100} %`;
    case 'time':
      return `${Math.floor(value.value / 60)}:${String(value.value % 60).padStart(2, '0')}`;
    default:
      return String(value.value);
  }
}

function quoteValue(text: string): string {
  return /^[\w-]+$/.test(text) ? text : `“${text}”`;
}

const units: readonly (readonly [ms: number, one: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

function time(ms: number): string {
  const [size = 1, name = 'millisecond'] = units.find(([each]) => ms >= each && ms % each === 0) ?? [];
  const count = ms / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
