import { type Command, Option } from 'commander';
import type { CellValue } from '../../analytics/cell-value.ts';
import type { AnswerReconciliation } from '../../analytics/facts/reconcile-answer.ts';
import type { QueryResult, ResultRow } from '../../analytics/run-query.ts';
import { AppError } from '../../domain/errors.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { figure } from '../figure.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { saveStream } from '../save-stream.ts';

interface QueryOptions extends DataOptions {
  readonly json?: boolean;
  readonly format?: 'csv' | 'parquet' | 'json';
  readonly out?: string;
}

const examples = `
Examples:
  earshot query '{"metrics": ["volume"], "dimensions": ["week"]}'
  earshot query '{"metrics": ["volume", "sentiment_end"], "dimensions": ["queue"], "sort": "-volume"}'
  earshot query '{"metrics": ["rule_rate:greeting"], "dimensions": ["team"],
                  "period": {"from": "2026-03-01", "to": "2026-04-01"},
                  "compare": {"period": {"from": "2026-02-01", "to": "2026-03-01"}}}'
docs/METRICS.md lists the metrics and dimensions.`;

export function queryCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('query'))
    .description('Ask for numbers: each with its interval, how many contacts it rests on, and what was left out.')
    .argument('<query>', 'the question as JSON: metrics, dimensions, filters, period, compare, sort, limit')
    .option('--json', 'the whole answer as JSON, with the cell that opens each number down to its conversations')
    .addOption(
      new Option('--format <name>', 'as a table of one row per group: csv or parquet; or the whole answer as json').choices([
        'csv',
        'parquet',
        'json',
      ]),
    )
    .option('--out <file>', 'write to this file instead of standard output')
    .addHelpText('after', examples)
    .action(async (text: string, options: QueryOptions) => {
      const query = readQuery(text);
      const connection = await environment.connect(options);
      try {
        if (options.format === 'csv' || options.format === 'parquet')
          return await saveStream(connection.stream(`/v1/query/export?format=${options.format}`, query), options.out);
        const result = await connection.request<QueryResult & { reconciliation?: AnswerReconciliation }>('POST', '/v1/query', query);
        if (options.out !== undefined) await saveStream([Buffer.from(`${JSON.stringify(result)}\n`)], options.out);
        else if (options.json || options.format === 'json') printJson(result);
        else print(result);
      } finally {
        await connection.close();
      }
    });
}

function readQuery(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('bad-request', `The question is not JSON: ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}

function print(result: QueryResult & { reconciliation?: AnswerReconciliation }): void {
  const { dimensions, metrics, compare } = result.query;
  const changes = compare ? metrics.map((name) => `change of ${name}`) : [];
  printTable(
    [...dimensions, 'contacts', ...metrics, ...changes],
    result.rows.map((row) => [
      ...dimensions.map((name) => `${row.dimensions[name] || '(none)'}${row.partial ? ' (partial)' : ''}`),
      row.contacts,
      ...metrics.map((name) => valueText(row.values[name])),
      ...(compare ? metrics.map((name) => changeText(row, name)) : []),
    ]),
  );
  const excluded = Object.entries(result.excluded).map(([reason, count]) => `${count} ${reason}`);
  printLine();
  printLine(`${result.contacts} contacts${excluded.length > 0 ? `; left out: ${excluded.join(', ')}` : ''}. Brackets hold 95 % intervals.`);
  if (result.reconciliation) {
    const { fact, known, analysed, coverage } = result.reconciliation;
    printLine(`The centre counted ${figure(known)} (${fact}); ${analysed} are here, ${(100 * coverage).toFixed(1)} %.`);
  }
  for (const note of result.notes) printLine(note);
}

function valueText(value: CellValue | undefined): string {
  if (value?.state !== 'measured') return `not enough data (n=${value?.n ?? 0})`;
  return `${figure(value.value)} [${value.interval.map(figure).join(', ')}]`;
}

function changeText(row: ResultRow, name: string): string {
  const change = row.compared?.changes[name];
  if (!change || change.difference === null || change.interval === null) return 'not enough data';
  return `${change.difference > 0 ? '+' : ''}${figure(change.difference)} [${change.interval.map(figure).join(', ')}]${change.certain ? '' : ' (may be chance)'}`;
}
