import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { AppError } from '../../domain/errors.ts';
import { type CliEnvironment, type Connection, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printLine } from '../print.ts';
import { saveStream } from '../save-stream.ts';

interface ExportOptions extends DataOptions {
  readonly format: string;
  readonly table?: string;
  readonly out?: string;
  readonly q?: string;
  readonly channel?: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The base tables, by the names of docs/SQL.md without `v_`. */
const baseTables = ['interactions', 'legs', 'turns', 'findings', 'drivers'] as const;

const examples = `
Examples:
  earshot export --format csv --from 2026-03-01 --out march.csv
  earshot export --format parquet --out warehouse/         (a file for each of ${baseTables.join(', ')})
  earshot export --format parquet --table turns --from 2026-03-01 --to 2026-04-01 --out turns.parquet
docs/SQL.md says what the columns of each table mean.`;

export function exportCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('export'))
    .description(
      'Write conversations out, redacted as they are shown: vCon (one JSON document a line), JSONL or CSV (one row per turn), or tables.',
    )
    .addOption(
      new Option('--format <name>', 'vcon, jsonl, csv or parquet (tables)').choices(['vcon', 'jsonl', 'csv', 'parquet']).default('jsonl'),
    )
    .option(
      '--table <name>',
      'one table instead of conversations: interactions, legs, turns, events, findings, drivers, metrics, daily_facts',
    )
    .option('--out <file>', 'write to this file instead of standard output; with parquet and no --table, a folder')
    .option('--q <query>', 'only conversations with these words')
    .option('--channel <name>')
    .option('--source <name>')
    .option('--from <time>', 'a day, for tables')
    .option('--to <time>', 'a day, for tables')
    .addHelpText('after', examples)
    .action(async (options: ExportOptions) => {
      const { data, workspace, out, table, ...query } = options;
      const connection = await environment.connect({ data, workspace });
      try {
        if (table !== undefined) await saveStream(connection.stream(tablePath(table, options)), out);
        else if (options.format === 'parquet') await exportTables(connection, options);
        else await saveStream(connection.stream(`/v1/interactions/export${queryString(query)}`), out);
      } finally {
        await connection.close();
      }
    });
}

async function exportTables(connection: Connection, options: ExportOptions): Promise<void> {
  if (options.out === undefined)
    throw new AppError('bad-usage', 'Five tables are five files: name a folder with --out, or one table with --table.');
  await mkdir(options.out, { recursive: true });
  for (const table of baseTables) {
    const file = join(options.out, `${table}.parquet`);
    await saveStream(connection.stream(tablePath(table, options)), file);
    printLine(file);
  }
}

function tablePath(table: string, { format, from, to, q, channel, source }: ExportOptions): string {
  if (q !== undefined || channel !== undefined || source !== undefined) {
    throw new AppError('bad-usage', 'Tables are exported whole or by --from and --to; `earshot sql` filters them further.');
  }
  if (format === 'vcon') throw new AppError('bad-usage', 'A table is written as parquet, csv or jsonl.');
  return `/v1/views/v_${encodeURIComponent(table)}/export${queryString({ format: format === 'jsonl' ? 'json' : format, from, to })}`;
}
