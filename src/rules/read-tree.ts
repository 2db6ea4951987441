import type { SyntaxNode } from '@lezer/common';
import { operandNodes } from './operand-nodes.ts';
import { nearestName } from './problem.ts';
import { type CallReader, readCall, readEvent } from './read-calls.ts';
import type { Expression, Window } from './syntax.ts';
import { durationMs, TreeText } from './tree-text.ts';

/** Deeper than anybody writes; parentheses are counted before the grammar sees them. */
export const maxDepth = 60;

type Kind = Expression['kind'];

/** Syntax tree to expression, in one walk; problems of meaning are collected in `tree` on the way. */
export class TreeReader implements CallReader {
  readonly tree: TreeText;
  #depth = 0;

  constructor(text: string) {
    this.tree = new TreeText(text);
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
        return this.operand(first, node);
      case 'Unless':
      case 'Or':
      case 'And':
        return { kind: node.name.toLowerCase() as 'and', ...place, left: this.operand(first, node), right: this.operand(second, node) };
      case 'Not':
        return { kind: 'not', ...place, operand: this.operand(first, node) };
      case 'Either':
        return { kind: 'either', ...place, options: this.#flatten(node) };
      case 'Phrase':
        return { kind: 'phrase', ...place, text: this.tree.unquote(node), textFrom: node.from + 1 };
      case 'Slot':
        return { kind: 'slot', ...place, label: this.tree.slice(node).slice(1, -1) };
      case 'ListName':
        return { kind: 'list', ...place, name: this.tree.slice(node).slice(1) };
      case 'Name':
        return { kind: 'name', ...place, path: this.tree.slice(node).replaceAll(/\s/g, '') };
      case 'Role':
        return { kind: 'role', ...place, speaker: this.tree.speaker(node), operand: this.operand(second, node) };
      case 'Near':
        return this.#near(node);
      case 'NotIn':
        return this.#notIn(node);
      case 'Same':
        return this.#same(node);
      case 'Relative':
        return this.#relative(node);
      case 'Sequence':
        return { kind: 'sequence', ...place, steps: operandNodes(node).map((step) => this.read(step)), withinMs: this.tree.within(node) };
      case 'Postfix':
      case 'Suffixed':
        return this.#suffixes(node);
      case 'Comparison':
        return {
          kind: 'compare',
          ...place,
          subject: this.operand(first, node),
          comparator: this.tree.comparator(node),
          value: this.tree.literal(node.getChild('Value')),
        };
      case 'Event':
        return readEvent(node, this);
      case 'TurnWhere':
        return {
          kind: 'turnWhere',
          ...place,
          measure: this.tree.slice(node.getChild('Name')),
          comparator: this.tree.comparator(node),
          value: Number(this.tree.slice(node.getChild('Number'))),
        };
      case 'Call':
        return readCall(node, this);
      default:
        return this.#give('phrase', node, { text: '', textFrom: node.from }, `"${this.tree.slice(node)}" cannot stand here`);
    }
  }

  #give<K extends Kind>(kind: K, node: SyntaxNode, rest: object, message?: string, suggestion?: string): Expression {
    if (message !== undefined) this.tree.problem(node, message, suggestion);
    return { kind, from: node.from, to: node.to, ...rest } as Expression;
  }

  operand(node: SyntaxNode | undefined, parent: SyntaxNode): Expression {
    return node === undefined
      ? this.#give('phrase', parent, { text: '', textFrom: parent.from }, 'an operand is missing')
      : this.read(node);
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

  #near(node: SyntaxNode): Expression {
    const [left, right] = operandNodes(node);
    const operator = node.getChild('NearOp');
    const word = operator?.firstChild?.name;
    const kind = word === 'near' ? 'near' : word === 'then' ? 'then' : 'notNear';
    const number = operator?.getChild('Number');
    const words = number ? Number(this.tree.slice(number)) : Number.NaN;
    const name = kind === 'notNear' ? 'not near' : kind;
    if (operator && !number) this.tree.problem(operator, `${name} needs the number of words that may lie between`, `${name}/5`);
    else if (operator && (!Number.isInteger(words) || words < 0 || words > 100))
      this.tree.problem(operator, `${name}/n takes a whole number from 0 to 100`, `${name}/5`);
    this.#warnOfEither(left);
    this.#warnOfEither(right);
    return { kind, from: node.from, to: node.to, words, left: this.operand(left, node), right: this.operand(right, node) };
  }

  /** `a | b near/5 c` reads as `(a | b) near/5 c`: say so before somebody relies on the other reading. */
  #warnOfEither(operand: SyntaxNode | undefined): void {
    if (operand?.name !== 'Either') return;
    const place = { severity: 'warning' as const, from: operand.from, to: operand.to };
    this.tree.problems.push({
      ...place,
      message: '| binds tighter than near and then: all these alternatives are the operand',
      suggestion: 'put them, or the near, in parentheses',
    });
  }

  #notIn(node: SyntaxNode): Expression {
    const [left, right] = operandNodes(node);
    const list = node.getChild('List');
    const place = { from: node.from, to: node.to };
    if (list) return { kind: 'member', ...place, subject: this.operand(left, node), values: this.tree.values(list), negated: true };
    return { kind: 'notIn', ...place, left: this.operand(left, node), right: this.operand(right, node) };
  }

  #same(node: SyntaxNode): Expression {
    const [left, right] = operandNodes(node);
    const word = node.getChild('Identifier');
    const unit = word ? this.tree.slice(word) : 'turn';
    if (unit !== 'turn' && unit !== 'sentence' && unit !== 'message')
      this.tree.problem(word ?? node, `"same ${unit}" is not a unit; write same turn, same sentence or same message`);
    return {
      kind: 'same',
      from: node.from,
      to: node.to,
      unit: unit as 'turn',
      left: this.operand(left, node),
      right: this.operand(right, node),
    };
  }

  #relative(node: SyntaxNode): Expression {
    const [operand, other] = operandNodes(node);
    const operator = node.getChild('RelativeOp');
    const word = this.tree.slice(operator);
    return {
      kind: 'relative',
      from: node.from,
      to: node.to,
      operand: this.operand(operand, node),
      other: this.operand(other, node),
      direction: word.includes('after') ? 'after' : 'before',
      first: word.endsWith('first'),
      negated: word.startsWith('not'),
      withinMs: this.tree.within(node),
    };
  }

  #suffixes(node: SyntaxNode): Expression {
    const [operandNode] = operandNodes(node);
    let expression = this.operand(operandNode, node);
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
    const word = this.tree.slice(node.getChild('Identifier'));
    if (word !== 'start' && word !== 'end') this.tree.problem(node, `"at turn ${word}": write at turn start or at turn end`);
    return word === 'end' ? 'end' : 'start';
  }

  #floor(node: SyntaxNode): number {
    const value = Number(this.tree.slice(node.getChild('Number')));
    const known = this.tree.slice(node.getChild('Identifier')) === 'asr' && this.tree.comparator(node) === '>=';
    if (!known || !(value >= 0 && value <= 1))
      this.tree.problem(node, 'the recognition floor is written with asr >= 0.6, a number from 0 to 1');
    return value;
  }

  #window(node: SyntaxNode): { window: Window; fully: boolean } {
    const edge = node.getChild('last') ? 'last' : 'first';
    const fully = node.getChild('fully') !== null;
    const fromRecording = this.#fromRecording(node);
    const amount = node.getChild('Amount');
    const duration = amount?.getChild('Duration');
    if (duration) return { fully, window: { kind: 'time', edge, ms: durationMs(this.tree.slice(duration)), fromRecording } };
    const percent = amount?.getChild('Percent');
    if (percent) return { fully, window: { kind: 'share', edge, share: Number.parseFloat(this.tree.slice(percent)) / 100 } };
    const count = Number(this.tree.slice(amount?.getChild('Number')));
    const unitNode = amount?.getChild('Identifier') ?? amount?.getChild('turn') ?? node;
    const unit = this.tree.slice(unitNode);
    const kind = unit.startsWith('word') ? 'words' : /^(turn|message)s?$/.test(unit) ? 'turns' : null;
    if (kind === null)
      this.tree.problem(
        unitNode,
        `"${unit}" is not a unit of a window`,
        nearestName(unit, ['turns', 'words', 'messages']) ?? '60s, 25%, 3 turns or 50 words',
      );
    return { fully, window: { kind: kind ?? 'turns', edge, count } };
  }

  #fromRecording(node: SyntaxNode): boolean {
    const from = node.getChild('FromRecording');
    if (from && !/^from\s+start\s+of\s+recording$/.test(this.tree.slice(from)))
      this.tree.problem(from, 'a window can only be counted "from start of recording" instead of from the answer');
    return from !== null;
  }

  #inList(subject: Expression, node: SyntaxNode): Expression {
    const values = this.tree.values(node.getChild('List'));
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
}
