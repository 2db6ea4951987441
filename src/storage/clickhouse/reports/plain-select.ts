import { AppError } from '../../../domain/errors.ts';

/** Longer statements are not written by people or by reporting tools. */
const longestStatement = 32_768;

/**
 * The tokens that a statement may be made of. Backslashes, `$`, `;`, `{}`, `@`, `#` and characters outside ASCII are only left
 * out of the language here, and therefore cannot be understood otherwise by the engine.
 */
const token =
  /(?<gap>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>'(?:[^'\\\0]|'')*')|(?<quoted>"[^"\\\0\r\n]+"|`[^`\\\0\r\n]+`)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|(?<sign>->|::|[<>!=|]=?|\|\||[-+*/%()[\],.?:])/y;

/** Words that write files, change settings or choose a format; a column of that name is written in quotes. */
const refusedWords = new Set(['into', 'outfile', 'format', 'settings', 'explain', 'describe', 'system', 'insert', 'compression']);

export interface PlainSelect {
  /** The statement without comments, as it was understood. */
  readonly text: string;
  /** Names given to subqueries by WITH: `name AS (`. */
  readonly named: ReadonlySet<string>;
}

/** One SELECT (or WITH … SELECT) in a small, unambiguous spelling of SQL; anything else is refused with the reason. */
export function plainSelect(statement: string): PlainSelect {
  if (statement.length > longestStatement) throw refused(`it is longer than ${longestStatement} characters`);
  const source = statement.trim().replace(/;\s*$/u, '');
  const tokens: string[] = [];
  let depth = 0;
  for (let at = 0; at < source.length; ) {
    token.lastIndex = at;
    const match = token.exec(source);
    if (match === null) throw refused(`${JSON.stringify(source[at])} at character ${at + 1} is not part of it`);
    const [text] = match;
    at += text.length;
    if (match.groups?.gap !== undefined) tokens.push(' ');
    else if (match.groups?.word !== undefined && refusedWords.has(text.toLowerCase()))
      throw refused(`${text.toUpperCase()} is not allowed`);
    else tokens.push(text);
    depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (depth < 0) break;
  }
  if (depth !== 0) throw refused('its parentheses do not match');
  if (!/^(?:select|with)$/iu.test(tokens[0] ?? '')) throw refused('it does not begin with SELECT or WITH');
  return { text: tokens.join(''), named: namesOfSubqueries(tokens.filter((each) => each !== ' ')) };
}

function namesOfSubqueries(tokens: readonly string[]): Set<string> {
  return new Set(
    tokens
      .filter((_, index) => tokens[index + 1]?.toLowerCase() === 'as' && tokens[index + 2] === '(')
      .map((name) => name.replaceAll(/["`]/gu, '')),
  );
}

export function refused(reason: string): AppError {
  return new AppError('bad-request', `The statement is refused: ${reason}. One SELECT over the views of docs/SQL.md can be read.`);
}
