import { AppError } from '../../domain/errors.ts';
import type { Problem } from '../../rules/problem.ts';

/** What is wrong with an expression given on the command line, one line per problem. */
export function expressionProblems(problems: readonly Problem[]): AppError {
  const lines = problems.map(
    ({ from, message, suggestion }) => `column ${from + 1}: ${message}${suggestion === undefined ? '' : ` (try: ${suggestion})`}`,
  );
  return new AppError('bad-usage', lines.join('\n'));
}
