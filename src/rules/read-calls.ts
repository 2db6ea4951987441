import type { SyntaxNode } from '@lezer/common';
import { nearestName } from './problem.ts';
import { type ContactFilter, type Expression, eventNames } from './syntax.ts';
import { durationMs, type TreeText } from './tree-text.ts';

/** What calls need of the reader they are part of: their arguments are expressions again. */
export interface CallReader {
  readonly tree: TreeText;
  read(node: SyntaxNode): Expression;
  operand(node: SyntaxNode | undefined, parent: SyntaxNode): Expression;
}

const callNames = ['count', 'distinct', 'fuzzy', 'sounds', 'like', 'rule', 'contacts', 'prior', 'localtime'];

/** `silence >= 15s`, `interruption by agent`, `turn >= 60s`. */
export function readEvent(node: SyntaxNode, { tree }: CallReader): Expression {
  const place = { from: node.from, to: node.to };
  const duration = node.getChild('Duration');
  const ms = duration ? durationMs(tree.slice(duration)) : 0;
  const comparator = duration ? tree.comparator(node) : null;
  if (node.getChild('turn')) return { kind: 'turnWhere', ...place, measure: 'duration', comparator: comparator ?? '>=', value: ms };
  const name = tree.slice(node.getChild('EventName'));
  const event = eventNames.find((known) => known === name) ?? 'silence';
  const by = node.getChild('Identifier');
  return { kind: 'event', ...place, event, by: by ? tree.role(by) : null, comparator, ms };
}

/** `name(…)`. */
export function readCall(node: SyntaxNode, reader: CallReader): Expression {
  const { tree } = reader;
  const name = tree.slice(node.getChild('Identifier'));
  const given = node.getChildren('Argument');
  const first = given[0]?.firstChild ?? undefined;
  const place = { from: node.from, to: node.to };
  switch (name) {
    case 'count':
    case 'distinct':
    case 'prior':
      expectOne(node, given, reader);
      return { kind: name, ...place, operand: reader.operand(first, node) };
    case 'fuzzy':
    case 'sounds':
      expectOne(node, given, reader);
      return { kind: name, ...place, ...quotedText(first, node, reader) };
    case 'like':
      return {
        kind: 'like',
        ...place,
        text: quotedText(first, node, reader).text,
        threshold: given[1] ? Number(tree.slice(given[1])) : 0.8,
      };
    case 'rule':
      expectOne(node, given, reader);
      return { kind: 'rule', ...place, id: tree.slice(first) };
    case 'localtime':
      expectOne(node, given, reader);
      return { kind: 'localtime', ...place, of: tree.slice(first) };
    case 'contacts':
      return { kind: 'contacts', ...place, filters: given.flatMap((argument) => readFilter(argument, reader)) };
    default:
      tree.problem(node, `there is no "${name}(…)"`, nearestName(name, callNames) ?? callNames.join(', '));
      return { kind: 'phrase', ...place, text: '', textFrom: node.from };
  }
}

function expectOne(node: SyntaxNode, given: readonly SyntaxNode[], { tree }: CallReader): void {
  if (given.length !== 1) tree.problem(node, `takes 1 argument, not ${given.length}`);
}

function quotedText(node: SyntaxNode | undefined, parent: SyntaxNode, { tree }: CallReader): { text: string; textFrom: number } {
  if (node?.name !== 'Phrase') tree.problem(node ?? parent, 'takes words in double quotes', 'fuzzy("mirandize")');
  return { text: tree.unquote(node ?? null), textFrom: (node?.from ?? parent.from) + 1 };
}

function readFilter(argument: SyntaxNode, reader: CallReader): ContactFilter[] {
  const { tree } = reader;
  const inner = argument.firstChild;
  const text = tree.slice(inner);
  if (inner?.name === 'SameField') return [{ kind: 'same', field: tree.slice(inner.getChild('Name')) }];
  if (inner?.name === 'Duration') return [{ kind: 'within', ms: durationMs(text) }];
  if (inner?.name === 'Name' && text === 'attempts') return [{ kind: 'attempts' }];
  const expression = inner ? reader.read(inner) : null;
  if (expression?.kind === 'compare' && expression.subject.kind === 'name' && expression.comparator === '=') {
    return [{ kind: 'field', field: expression.subject.path, value: String(expression.value.value) }];
  }
  tree.problem(argument, `"${text}" is not a filter of contacts(…)`, 'same customer, same attr.debt, direction = outbound, attempts, 7d');
  return [];
}
