import { allowedFunctions } from './allowed-functions.ts';
import { refused } from './plain-select.ts';

/** A node of the statement as the engine itself parsed it (EXPLAIN AST): what is checked is what would run. */
interface TreeNode {
  readonly kind: string;
  /** The rest of the line: a name, a literal, an alias. */
  readonly rest: string;
  readonly children: TreeNode[];
}

/** All that a SELECT over views needs. Settings, output files, table functions, sampling and column patterns are not among them. */
const allowedKinds = new Set([
  'SelectWithUnionQuery',
  'SelectIntersectExceptQuery',
  'SelectQuery',
  'ExpressionList',
  'Asterisk',
  'QualifiedAsterisk',
  'ColumnsTransformerList',
  'ColumnsExceptTransformer',
  'Identifier',
  'Literal',
  'Function',
  'Subquery',
  'WithElement',
  'TablesInSelectQuery',
  'TablesInSelectQueryElement',
  'TableExpression',
  'TableIdentifier',
  'TableJoin',
  'ArrayJoin',
  'OrderByElement',
  'WindowDefinition',
  'WindowListElement',
]);

const plainType =
  /^(?:U?Int(?:8|16|32|64|128|256)|Float(?:32|64)|Decimal(?:32|64|128|256)?|String|FixedString|Bool|Date|Date32|DateTime|DateTime64|UTC|Nullable|Array|Map|Tuple|alias)$/u;
const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/u;

/** Refuses every tree that is not wholly made of allowed nodes, functions and views. */
export function checkTree(lines: readonly string[], readable: ReadonlySet<string>): void {
  const roots = readTree(lines);
  if (roots.length !== 1 || roots[0]?.kind !== 'SelectWithUnionQuery') throw refused('it is not a SELECT');
  for (const root of roots) checkNode(root, readable);
}

function checkNode(node: TreeNode, readable: ReadonlySet<string>): void {
  const { kind, rest, children } = node;
  if (!allowedKinds.has(kind)) throw refused(`${kind} is not allowed`);
  if (kind === 'TableIdentifier') checkTable(nameOf(rest), readable);
  if (kind === 'Function') checkFunction(node);
  if (kind === 'TableExpression' && children.some((child) => child.kind === 'Function'))
    throw refused('tables made by functions are not allowed');
  for (const child of children) checkNode(child, readable);
}

function checkTable(name: string, readable: ReadonlySet<string>): void {
  if (!plainName.test(name) || !readable.has(name)) throw refused(`there is no view ${JSON.stringify(name)}`);
}

function checkFunction({ rest, children }: TreeNode): void {
  const name = nameOf(rest);
  if (!plainName.test(name) || !allowedFunctions.has(name.toLowerCase()))
    throw refused(`the function ${JSON.stringify(name)} is not allowed`);
  if (/cast/iu.test(name)) checkType(children[0]?.children[1]);
  // `x IN name` would read a table of that name.
  if (/in$/iu.test(name) && children[0]?.children[1]?.kind.endsWith('Identifier')) throw refused('IN needs a list or a SELECT');
}

/** Plain types only: the engine's inner states of aggregation are not made to be read from texts that somebody wrote. */
function checkType(type: TreeNode | undefined): void {
  const text = type?.kind === 'Literal' ? type.rest : '';
  const words = text.match(/[A-Za-z]\w*/gu) ?? [];
  if (words.length === 0 || !words.every((word) => plainType.test(word))) throw refused('a cast to this type is not allowed');
}

/** `count (alias n) (children 1)` → `count`. */
function nameOf(rest: string): string {
  return rest.replace(/ \(children \d+\)$/u, '').replace(/ \(alias .*\)$/u, '');
}

/** Depth is the number of leading spaces. */
function readTree(lines: readonly string[]): TreeNode[] {
  const roots: TreeNode[] = [];
  const open: TreeNode[] = [];
  for (const line of lines) {
    const depth = line.length - line.trimStart().length;
    const [, kind = '', rest = ''] = /^ *(\S+) ?([\s\S]*)$/u.exec(line) ?? [];
    const node: TreeNode = { kind, rest, children: [] };
    open.length = depth;
    (depth === 0 ? roots : (open[depth - 1]?.children ?? roots)).push(node);
    open[depth] = node;
  }
  return roots;
}
