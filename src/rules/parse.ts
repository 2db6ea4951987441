import { parser } from './grammar/parser.generated.ts';
import type { Problem } from './problem.ts';
import { maxDepth, TreeReader } from './read-tree.ts';
import type { Expression } from './syntax.ts';
import { describeSyntaxError } from './syntax-errors.ts';

export interface Parsed {
  /** Null when there is a syntax error. */
  readonly expression: Expression | null;
  readonly problems: readonly Problem[];
}

/** Longer than any rule a person writes; keeps a hostile file from costing time or memory. */
export const maxExpressionLength = 64_000;
const maxOperands = 5_000;

/** Text to syntax. Never throws on bad input: every problem says where and what. */
export function parseExpression(text: string): Parsed {
  const refused = refuse(text);
  if (refused !== null) return { expression: null, problems: [refused] };
  const tree = parser.parse(text);
  const broken = describeSyntaxError(tree, text);
  if (broken !== null) return { expression: null, problems: [broken] };
  const reader = new TreeReader(text);
  const top = tree.topNode.firstChild;
  const expression = top === null ? null : reader.read(top);
  const failed = reader.tree.problems.some((problem) => problem.severity === 'error');
  return { expression: failed ? null : expression, problems: reader.tree.problems };
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
