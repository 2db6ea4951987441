import type { SyntaxNode } from '@lezer/common';
import { parser } from '../../../src/rules/grammar/parser.generated.ts';
import { type Construct, constructs } from '../../../src/rules/reference.ts';

export interface FoundConstruct {
  readonly construct: Construct;
  readonly from: number;
  readonly to: number;
}

const byName = new Map(constructs.flatMap((construct) => construct.at.map((name) => [name, construct] as const)));

/** What the table of constructs says of a place in an expression; null where nothing stands. */
export function findConstruct(text: string, at: number): FoundConstruct | null {
  const character = text[at] ?? '';
  if (/\s/.test(character)) return null;
  let node: SyntaxNode | null = parser.parse(text).resolveInner(at, 1);
  const { from, to } = node;
  const mark = node.name === 'String' ? byName.get(markAt(text, { from, at })) : undefined;
  if (mark !== undefined) return { construct: mark, from, to };
  const word = text.slice(from, to);
  const named = byName.get(`${node.parent?.name}/${word}`) ?? byName.get(word);
  if (named !== undefined) return { construct: named, from, to };
  for (; node !== null; node = node.parent) {
    const construct = byName.get(node.name === 'Name' ? (calledBy(node, text) ?? 'Name') : node.name);
    if (construct !== undefined) return { construct, from, to };
  }
  return null;
}

/** `escalation` in `rule(escalation)` is explained by `rule`. */
function calledBy(name: SyntaxNode, text: string): string | null {
  const call = name.parent?.name === 'Argument' ? name.parent.parent?.getChild('Identifier') : null;
  return call ? text.slice(call.from, call.to) : null;
}

/** The mark of the word under the pointer: `~cancel` is explained by `~`. */
function markAt(text: string, { from, at }: { readonly from: number; readonly at: number }): string {
  const start = Math.max(from + 1, text.lastIndexOf(' ', at) + 1);
  const word = /^[^\s"]+/.exec(text.slice(start))?.[0] ?? '';
  return ['~', '*', '?'].find((mark) => word.includes(mark)) ?? (word === '_' ? '_' : '');
}
