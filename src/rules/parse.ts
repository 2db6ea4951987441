import type { SyntaxNode } from '@lezer/common';
import { type Role, roles } from '../domain/vocabulary.ts';
import { parser } from './grammar/parser.generated.ts';
import type { Problem } from './problem.ts';
import { nearestName } from './problem.ts';
import { type Comparator, type ContactFilter, type Expression, eventNames, type Literal, type RoleName, type Window } from './syntax.ts';
import { describeSyntaxError } from './syntax-errors.ts';

export interface Parsed {
  /** Null when there is a syntax error. */
  readonly expression: Expression | null;
  readonly problems: readonly Problem[];
}

/** Longer than any rule a person writes; keeps a hostile file from costing time or memory. */
export const maxExpressionLength = 64_000;
export const maxDepth = 60;
const maxOperands = 5_000;

/** Text to syntax. Never throws on bad input: every problem says where and what. */
export function parseExpression(text: string): Parsed {
  const refused = refuse(text);
  if (refused !== null) return { expression: null, problems: [refused] };
  const tree = parser.parse(text);
  const broken = describeSyntaxError(tree, text);
  if (broken !== null) return { expression: null, problems: [broken] };
  const reader = new Reader(text);
  const top = tree.topNode.firstChild;
  const expression = top === null ? null : reader.read(top);
  const failed = reader.problems.some((problem) => problem.severity === 'error');
  return { expression: failed ? null : expression, problems: reader.problems };
}

function refuse(text: string): Problem | null {
  const whole = { severity: 'error', from: 0, to: Math.min(text.length, 1) } as const;
  if (text.trim() === '') return { ...whole, message: 'the expression is empty' };
  if (text.length > maxExpressionLength)
    return { ...whole, message: `the expression is longer than ${maxExpressionLength} characters`, suggestion: 'move words into a list' };
  let depth = 0;
  let quoted = false;
  let operators = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === '(') depth++;
    else if (!quoted && character === ')') depth--;
    if (character === '"' || character === '|') operators++;
    if (depth > maxDepth)
      return {
        severity: 'error',
        from: at,
        to: at + 1,
        message: `parentheses are nested more than ${maxDepth} deep`,
        suggestion: 'split the rule and use rule(…)',
      };
  }
  if (operators > maxOperands)
    return { ...whole, message: `the expression has more than ${maxOperands / 2} operands`, suggestion: 'move words into a list' };
  return null;
}

type Kind = Expression['kind'];

/** Walks the tree once; problems of meaning that only the text shows (numbers, units) are collected on the way. */
class Reader {
  readonly problems: Problem[] = [];
  readonly #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: SyntaxNode): Expression {
    if (++this.#depth > maxDepth * 20)
      return this.#give('phrase', node, { text: '', textFrom: node.from }, 'the expression is nested too deeply');
    const expression = this.#readNode(node);
    this.#depth--;
    return expression;
  }

  #readNode(node: SyntaxNode): Expression {
    const place = { from: node.from, to: node.to };
    const [first, second] = operandNodes(node);
    switch (node.name) {
      case 'Group':
        return this.#operand(first, node);
      case 'Unless':
      case 'Or':
      case 'And':
        return { kind: node.name.toLowerCase() as 'and', ...place, left: this.#operand(first, node), right: this.#operand(second, node) };
      case 'Not':
        return { kind: 'not', ...place, operand: this.#operand(first, node) };
      case 'Either':
        return { kind: 'either', ...place, options: this.#flatten(node) };
      case 'Phrase':
        return { kind: 'phrase', ...place, text: this.#unquote(node), textFrom: node.from + 1 };
      case 'Slot':
        return { kind: 'slot', ...place, label: this.#slice(node).slice(1, -1) };
      case 'ListName':
        return { kind: 'list', ...place, name: this.#slice(node).slice(1) };
      case 'Name':
        return { kind: 'name', ...place, path: this.#slice(node).replaceAll(/\s/g, '') };
      case 'Role':
        return { kind: 'role', ...place, speaker: this.#speaker(node), operand: this.#operand(second, node) };
      case 'Near':
        return this.#near(node);
      case 'NotIn':
        return this.#notIn(node);
      case 'Same':
        return this.#same(node);
      case 'Relative':
        return this.#relative(node);
      case 'Sequence':
        return { kind: 'sequence', ...place, steps: operandNodes(node).map((step) => this.read(step)), withinMs: this.#within(node) };
      case 'Postfix':
      case 'Suffixed':
        return this.#suffixes(node);
      case 'Comparison':
        return {
          kind: 'compare',
          ...place,
          subject: this.#operand(first, node),
          comparator: this.#comparator(node),
          value: this.#literal(node.getChild('Value')),
        };
      case 'Event':
        return this.#event(node);
      case 'TurnWhere':
        return {
          kind: 'turnWhere',
          ...place,
          measure: this.#slice(node.getChild('Name')),
          comparator: this.#comparator(node),
          value: Number(this.#slice(node.getChild('Number'))),
        };
      case 'Call':
        return this.#call(node);
      default:
        return this.#give('phrase', node, { text: '', textFrom: node.from }, `"${this.#slice(node)}" cannot stand here`);
    }
  }

  #give<K extends Kind>(kind: K, node: SyntaxNode, rest: object, message?: string, suggestion?: string): Expression {
    if (message !== undefined) this.problem(node, message, suggestion);
    return { kind, from: node.from, to: node.to, ...rest } as Expression;
  }

  problem(node: { from: number; to: number }, message: string, suggestion?: string): void {
    this.problems.push({ severity: 'error', from: node.from, to: node.to, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  #operand(node: SyntaxNode | undefined, parent: SyntaxNode): Expression {
    return node === undefined
      ? this.#give('phrase', parent, { text: '', textFrom: parent.from }, 'an operand is missing')
      : this.read(node);
  }

  #slice(node: SyntaxNode | null | undefined): string {
    return node ? this.#text.slice(node.from, node.to) : '';
  }

  #unquote(node: SyntaxNode | null): string {
    return this.#slice(node).slice(1, -1).replaceAll(/\\(.)/gs, '$1');
  }

  #flatten(node: SyntaxNode): Expression[] {
    const options: Expression[] = [];
    let at: SyntaxNode | undefined = node;
    while (at?.name === 'Either') {
      const [left, right]: SyntaxNode[] = operandNodes(at);
      if (right !== undefined) options.push(this.read(right));
      at = left;
    }
    if (at !== undefined) options.push(this.read(at));
    return options.reverse();
  }

  #speaker(node: SyntaxNode): RoleName {
    const name = node.getChild('RoleName');
    const ordinal = name?.getChild('Number');
    const role = this.#role(name?.getChild('Identifier') ?? node);
    const nth = ordinal ? Number(this.#slice(ordinal)) : null;
    if (nth !== null && (!Number.isInteger(nth) || nth < 1)) this.problem(node, 'participants are counted from 1', 'agent[1]');
    return { role, nth };
  }

  #role(node: SyntaxNode): Role {
    const name = this.#slice(node);
    const known = roles.find((role) => role === name);
    if (known !== undefined) return known;
    const near = nearestName(name, roles);
    this.problem(node, `there is no role "${name}"; the roles are ${roles.join(', ')}`, near);
    return 'unknown';
  }

  #near(node: SyntaxNode): Expression {
    const [left, right] = operandNodes(node);
    const operator = node.getChild('NearOp');
    const word = operator?.firstChild?.name;
    const kind = word === 'near' ? 'near' : word === 'then' ? 'then' : 'notNear';
    const number = operator?.getChild('Number');
    const words = number ? Number(this.#slice(number)) : Number.NaN;
    const name = kind === 'notNear' ? 'not near' : kind;
    if (operator && !number) this.problem(operator, `${name} needs the number of words that may lie between`, `${name}/5`);
    else if (operator && (!Number.isInteger(words) || words < 0 || words > 100))
      this.problem(operator, `${name}/n takes a whole number from 0 to 100`, `${name}/5`);
    this.#warnOfEither(left);
    this.#warnOfEither(right);
    return { kind, from: node.from, to: node.to, words, left: this.#operand(left, node), right: this.#operand(right, node) };
  }

  /** `a | b near/5 c` reads as `(a | b) near/5 c`: say so before somebody relies on the other reading. */
  #warnOfEither(operand: SyntaxNode | undefined): void {
    if (operand?.name !== 'Either') return;
    const place = { severity: 'warning' as const, from: operand.from, to: operand.to };
    this.problems.push({
      ...place,
      message: '| binds tighter than near and then: all these alternatives are the operand',
      suggestion: 'put them, or the near, in parentheses',
    });
  }

  #notIn(node: SyntaxNode): Expression {
    const [left, right] = operandNodes(node);
    const list = node.getChild('List');
    const place = { from: node.from, to: node.to };
    if (list) return { kind: 'member', ...place, subject: this.#operand(left, node), values: this.#values(list), negated: true };
    return { kind: 'notIn', ...place, left: this.#operand(left, node), right: this.#operand(right, node) };
  }

  #same(node: SyntaxNode): Expression {
    const [left, right] = operandNodes(node);
    const word = node.getChild('Identifier');
    const unit = word ? this.#slice(word) : 'turn';
    if (unit !== 'turn' && unit !== 'sentence' && unit !== 'message')
      this.problem(word ?? node, `"same ${unit}" is not a unit; write same turn, same sentence or same message`);
    return {
      kind: 'same',
      from: node.from,
      to: node.to,
      unit: unit as 'turn',
      left: this.#operand(left, node),
      right: this.#operand(right, node),
    };
  }

  #relative(node: SyntaxNode): Expression {
    const [operand, other] = operandNodes(node);
    const operator = node.getChild('RelativeOp');
    const word = this.#slice(operator);
    return {
      kind: 'relative',
      from: node.from,
      to: node.to,
      operand: this.#operand(operand, node),
      other: this.#operand(other, node),
      direction: word.includes('after') ? 'after' : 'before',
      first: word.endsWith('first'),
      negated: word.startsWith('not'),
      withinMs: this.#within(node),
    };
  }

  #within(node: SyntaxNode): number | null {
    const duration = node.getChild('Within')?.getChild('Duration');
    return duration ? durationMs(this.#slice(duration)) : null;
  }

  #comparator(node: SyntaxNode): Comparator {
    return this.#slice(node.getChild('CompareOp')) as Comparator;
  }

  #suffixes(node: SyntaxNode): Expression {
    const [operandNode] = operandNodes(node);
    let expression = this.#operand(operandNode, node);
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      const place = { from: expression.from, to: child.to };
      if (child.name === 'Window') expression = { kind: 'window', ...place, operand: expression, ...this.#window(child) };
      else if (child.name === 'InList') expression = this.#inList(expression, child);
      else if (child.name === 'AtTurn') expression = { kind: 'atTurn', ...place, operand: expression, edge: this.#edge(child) };
      else if (child.name === 'WithAsr') expression = { kind: 'withAsr', ...place, operand: expression, floor: this.#floor(child) };
    }
    return expression;
  }

  #edge(node: SyntaxNode): 'start' | 'end' {
    const word = this.#slice(node.getChild('Identifier'));
    if (word !== 'start' && word !== 'end') this.problem(node, `"at turn ${word}": write at turn start or at turn end`);
    return word === 'end' ? 'end' : 'start';
  }

  #floor(node: SyntaxNode): number {
    const value = Number(this.#slice(node.getChild('Number')));
    const known = this.#slice(node.getChild('Identifier')) === 'asr' && this.#comparator(node) === '>=';
    if (!known || !(value >= 0 && value <= 1)) this.problem(node, 'the recognition floor is written with asr >= 0.6, a number from 0 to 1');
    return value;
  }

  #window(node: SyntaxNode): { window: Window; fully: boolean } {
    const edge = node.getChild('last') ? 'last' : 'first';
    const fully = node.getChild('fully') !== null;
    const fromRecording = this.#fromRecording(node);
    const amount = node.getChild('Amount');
    const duration = amount?.getChild('Duration');
    if (duration) return { fully, window: { kind: 'time', edge, ms: durationMs(this.#slice(duration)), fromRecording } };
    const percent = amount?.getChild('Percent');
    if (percent) return { fully, window: { kind: 'share', edge, share: Number.parseFloat(this.#slice(percent)) / 100 } };
    const count = Number(this.#slice(amount?.getChild('Number')));
    const unitNode = amount?.getChild('Identifier') ?? amount?.getChild('turn') ?? node;
    const unit = this.#slice(unitNode);
    const kind = unit.startsWith('word') ? 'words' : /^(turn|message)s?$/.test(unit) ? 'turns' : null;
    if (kind === null)
      this.problem(
        unitNode,
        `"${unit}" is not a unit of a window`,
        nearestName(unit, ['turns', 'words', 'messages']) ?? '60s, 25%, 3 turns or 50 words',
      );
    return { fully, window: { kind: kind ?? 'turns', edge, count } };
  }

  #fromRecording(node: SyntaxNode): boolean {
    const from = node.getChild('FromRecording');
    if (from && !/^from\s+start\s+of\s+recording$/.test(this.#slice(from)))
      this.problem(from, 'a window can only be counted "from start of recording" instead of from the answer');
    return from !== null;
  }

  #inList(subject: Expression, node: SyntaxNode): Expression {
    const values = this.#values(node.getChild('List'));
    const place = { from: subject.from, to: node.to };
    const [from, to] = values;
    const isWindow =
      subject.kind !== 'name' &&
      subject.kind !== 'localtime' &&
      from?.kind === 'duration' &&
      to?.kind === 'duration' &&
      values.length === 2;
    if (!isWindow) return { kind: 'member', ...place, subject, values, negated: false };
    const window: Window = { kind: 'between', fromMs: from.value, toMs: to.value, fromRecording: this.#fromRecording(node) };
    return { kind: 'window', ...place, operand: subject, window, fully: node.getChild('fully') !== null };
  }

  #values(list: SyntaxNode | null): Literal[] {
    return (list?.getChildren('Value') ?? []).map((value) => this.#literal(value));
  }

  #literal(node: SyntaxNode | null): Literal {
    const inner = node?.firstChild;
    const text = this.#slice(inner);
    switch (inner?.name) {
      case 'Number':
        return { kind: 'number', value: Number(text) };
      case 'Duration':
        return { kind: 'duration', value: durationMs(text) };
      case 'Percent':
        return { kind: 'percent', value: Number.parseFloat(text) / 100 };
      case 'Time':
        return { kind: 'time', value: this.#minutes(text, inner) };
      case 'String':
        return { kind: 'text', value: this.#unquote(inner) };
      default:
        return { kind: 'text', value: text.replaceAll(/\s/g, '') };
    }
  }

  #minutes(text: string, node: SyntaxNode): number {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    if (hour > 24 || minute > 59) this.problem(node, `"${text}" is not a time of day`);
    return hour * 60 + minute;
  }

  #event(node: SyntaxNode): Expression {
    const place = { from: node.from, to: node.to };
    const duration = node.getChild('Duration');
    const ms = duration ? durationMs(this.#slice(duration)) : 0;
    const comparator = duration ? this.#comparator(node) : null;
    if (node.getChild('turn')) return { kind: 'turnWhere', ...place, measure: 'duration', comparator: comparator ?? '>=', value: ms };
    const name = this.#slice(node.getChild('EventName'));
    const event = eventNames.find((known) => known === name) ?? 'silence';
    const by = node.getChild('Identifier');
    return { kind: 'event', ...place, event, by: by ? this.#role(by) : null, comparator, ms };
  }

  #call(node: SyntaxNode): Expression {
    const name = this.#slice(node.getChild('Identifier'));
    const given = node.getChildren('Argument');
    const first = given[0]?.firstChild ?? undefined;
    const place = { from: node.from, to: node.to };
    switch (name) {
      case 'count':
      case 'distinct':
      case 'prior':
        this.#takes(node, given, 1);
        return { kind: name, ...place, operand: this.#operand(first, node) };
      case 'fuzzy':
      case 'sounds':
        this.#takes(node, given, 1);
        return { kind: name, ...place, ...this.#text1(first, node) };
      case 'like':
        return { kind: 'like', ...place, text: this.#text1(first, node).text, threshold: given[1] ? Number(this.#slice(given[1])) : 0.8 };
      case 'rule':
        this.#takes(node, given, 1);
        return { kind: 'rule', ...place, id: this.#slice(first) };
      case 'localtime':
        this.#takes(node, given, 1);
        return { kind: 'localtime', ...place, of: this.#slice(first) };
      case 'contacts':
        return { kind: 'contacts', ...place, filters: given.flatMap((argument) => this.#filter(argument)) };
      default:
        return this.#give(
          'phrase',
          node,
          { text: '', textFrom: node.from },
          `there is no "${name}(…)"`,
          nearestName(name, callNames) ?? callNames.join(', '),
        );
    }
  }

  #takes(node: SyntaxNode, given: readonly SyntaxNode[], count: number): void {
    if (given.length !== count) this.problem(node, `takes ${count} argument, not ${given.length}`);
  }

  #text1(node: SyntaxNode | undefined, parent: SyntaxNode): { text: string; textFrom: number } {
    if (node?.name !== 'Phrase') this.problem(node ?? parent, 'takes words in double quotes', 'fuzzy("mirandize")');
    return { text: this.#unquote(node ?? null), textFrom: (node?.from ?? parent.from) + 1 };
  }

  #filter(argument: SyntaxNode): ContactFilter[] {
    const inner = argument.firstChild;
    const text = this.#slice(inner);
    if (inner?.name === 'SameField') return [{ kind: 'same', field: this.#slice(inner.getChild('Name')) }];
    if (inner?.name === 'Duration') return [{ kind: 'within', ms: durationMs(text) }];
    if (inner?.name === 'Name' && text === 'attempts') return [{ kind: 'attempts' }];
    const expression = inner ? this.read(inner) : null;
    if (expression?.kind === 'compare' && expression.subject.kind === 'name' && expression.comparator === '=') {
      return [{ kind: 'field', field: expression.subject.path, value: String(expression.value.value) }];
    }
    this.problem(argument, `"${text}" is not a filter of contacts(…)`, 'same customer, same attr.debt, direction = outbound, attempts, 7d');
    return [];
  }
}

const callNames = ['count', 'distinct', 'fuzzy', 'sounds', 'like', 'rule', 'contacts', 'prior', 'localtime'];
const notOperands = new Set([
  'NearOp',
  'RelativeOp',
  'RoleName',
  'Within',
  'Window',
  'InList',
  'List',
  'AtTurn',
  'WithAsr',
  'CompareOp',
  'Value',
  'Arrow',
  'NotInWord',
  'Identifier',
  'Comment',
]);

/** Children that are expressions: everything whose name starts with a capital and is no operator. */
function operandNodes(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (node.name === 'Role' && child.name === 'RoleName') found.push(child);
    else if (/^[A-Z]/.test(child.name) && !notOperands.has(child.name)) found.push(child);
  }
  return found;
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `90s`, `1.5m`, `7d` in milliseconds. */
export function durationMs(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|[smhdw])$/.exec(text.trim());
  return found ? Math.round(Number(found[1]) * (unitMs[found[2] ?? ''] ?? 0)) : Number.NaN;
}
