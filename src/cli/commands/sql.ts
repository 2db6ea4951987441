import { type Command, Option } from 'commander';
import type { Table, TableFormat } from '../../storage/reports.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printTable } from '../print.ts';
import { saveStream } from '../save-stream.ts';

interface SqlOptions extends DataOptions {
  readonly format: TableFormat | 'table';
  readonly out?: string;
}

const examples = `
Examples:
  earshot sql 'SELECT queue, count() AS contacts FROM v_interactions GROUP BY queue ORDER BY contacts DESC'
  earshot sql "SELECT toStartOfWeek(day, 1) AS week, sum(numerator) / sum(denominator) AS sentiment_end
               FROM v_metrics WHERE metric = 'sentiment_end' AND left_out = '' GROUP BY week ORDER BY week" --format csv
docs/SQL.md lists the views and their columns.`;

export function sqlCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('sql'))
    .description('One SELECT over the documented views: read-only, within limits of rows, bytes, time and memory.')
    .argument('<statement>', 'SELECT … or WITH … SELECT …')
    .addOption(new Option('--format <name>', 'table, json, csv or parquet').choices(['table', 'json', 'csv', 'parquet']).default('table'))
    .option('--out <file>', 'write to this file instead of standard output')
    .addHelpText('after', examples)
    .action(async (statement: string, options: SqlOptions) => {
      const connection = await environment.connect(options);
      try {
        if (options.format === 'csv' || options.format === 'parquet')
          return await saveStream(connection.stream('/v1/sql', { statement, format: options.format }), options.out);
        const table = await connection.request<Table>('POST', '/v1/sql', { statement });
        if (options.out !== undefined) await saveStream([Buffer.from(`${JSON.stringify(table)}\n`)], options.out);
        else if (options.format === 'json') printJson(table);
        else print(table);
      } finally {
        await connection.close();
      }
    });
}

function print({ columns, rows }: Table): void {
  printTable(
    columns.map(({ name }) => name),
    rows.map((row) => row.map(cellText)),
  );
}

function cellText(cell: unknown): string | number | null {
  if (cell === null || typeof cell === 'number') return cell;
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
