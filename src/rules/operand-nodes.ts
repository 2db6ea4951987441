import type { SyntaxNode } from '@lezer/common';

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
export function operandNodes(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (node.name === 'Role' && child.name === 'RoleName') found.push(child);
    else if (/^[A-Z]/.test(child.name) && !notOperands.has(child.name)) found.push(child);
  }
  return found;
}
