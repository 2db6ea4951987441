import type { SyntaxNode, Tree } from '@lezer/common';
import type { Problem } from './problem.ts';

/** What the parser could not fit, in words: the commonest slips by name, everything else by what was open at that place. */
export function describeSyntaxError(tree: Tree, text: string): Problem | null {
  const error = firstError(tree);
  if (error === null) return null;
  const at = skipSpace(text, error.from);
  const token = /^(?:"[^"\n]*"?|[A-Za-z_][\w-]*|\S)/.exec(text.slice(at))?.[0] ?? '';
  const place = { severity: 'error', from: at, to: Math.max(at + token.length, Math.min(at + 1, text.length)) } as const;
  const slip = slipAt(token, text, at);
  if (slip !== null) return { ...place, ...slip };
  const found = token === '' ? 'the expression ends too early' : `"${token}" does not fit here`;
  return { ...place, message: `${found}: expected ${expected(error, text)}` };
}

function firstError(tree: Tree): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError && (found === null || node.from < found.from)) found = node.node;
      return found === null;
    },
  });
  return found;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

function slipAt(token: string, text: string, at: number): { message: string; suggestion?: string } | null {
  const before = text.slice(0, at).trimEnd();
  const lower = token.toLowerCase();
  if (token.startsWith('"') && !token.endsWith('"')) return { message: 'this quote is not closed', suggestion: `${token}"` };
  if (token === "'" || token === '“' || token === '”' || token === '‘')
    return { message: 'phrases stand in straight double quotes', suggestion: '"cancel my account"' };
  if (token === '&') return { message: 'write and, not &', suggestion: 'and' };
  if (token === '!') return { message: 'write not, not !', suggestion: 'not' };
  if (token !== lower && /^(AND|OR|NOT|NEAR|THEN|IN|UNLESS|AFTER|BEFORE|WITHIN)$/.test(token))
    return { message: 'operators are written in small letters', suggestion: lower };
  if (token === ')' && depthAt(text, at) <= 0) return { message: 'this ) closes nothing' };
  if (token === '' && depthAt(text, at) > 0) return { message: 'a ( is not closed', suggestion: ')' };
  if (/(?:after|before|first)$/.test(before))
    return { message: 'what follows after or before stands in parentheses', suggestion: `(${token} …)` };
  if (token === '"' || token.startsWith('"'))
    return { message: 'two operands stand side by side: write an operator between them', suggestion: 'and, |, near/5, then/5 or ->' };
  if (token === '~' || token === '*' || token === '?')
    return { message: `${token} belongs inside the quotes`, suggestion: token === '~' ? '"~cancel"' : '"refund*"' };
  return null;
}

function depthAt(text: string, at: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < at; index++) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '(') depth++;
    else if (!quoted && character === ')') depth--;
  }
  return depth;
}

const expectations: Readonly<Record<string, string>> = {
  Within: 'a duration such as 30s',
  Window: 'first or last and an amount (60s, 25%, 3 turns, 50 words), or [10s, 60s]',
  Amount: 'an amount: 60s, 25%, 3 turns or 50 words',
  AtTurn: 'turn start or turn end',
  WithAsr: 'asr >= and a number',
  NearOp: '/ and a number of words',
  Comparison: 'a value: a number, a duration, words in quotes or a name',
  List: 'values separated by commas, and ]',
  InList: 'values in [ ]',
  TurnWhere: 'a measure, a comparison and a number, as in turn where words > 80',
  Call: 'an argument, or )',
  RoleName: 'a participant number and ]',
};

function expected(error: SyntaxNode, text: string): string {
  const parent = error.parent?.name ?? 'Rule';
  const known = expectations[parent];
  if (known !== undefined) return known;
  const before = text.slice(0, error.from).trimEnd();
  const operandDue = before === '' || /(?:[(,|:]|->|\band|\bor|\bnot|\bunless|\/\d+|\bin|\bturn|\bsentence|\bmessage)$/.test(before);
  return operandDue ? 'an operand: "words", <slot>, @list, a role, an event or (' : 'an operator, or the end';
}
