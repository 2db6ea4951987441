import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { type CliEnvironment, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';

interface ExportOptions extends DataOptions {
  readonly format: string;
  readonly out?: string;
  readonly q?: string;
  readonly channel?: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
}

export function exportCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('export'))
    .description('Write conversations out, redacted as they are shown: vCon (one JSON document a line), JSONL or CSV (one row per turn).')
    .addOption(new Option('--format <name>', 'vcon, jsonl or csv').choices(['vcon', 'jsonl', 'csv']).default('jsonl'))
    .option('--out <file>', 'write to this file instead of standard output')
    .option('--q <query>', 'only conversations with these words')
    .option('--channel <name>')
    .option('--source <name>')
    .option('--from <time>')
    .option('--to <time>')
    .action(async (options: ExportOptions) => {
      const { data, workspace, out, ...query } = options;
      const connection = await environment.connect({ data, workspace });
      try {
        const body = Readable.from(connection.stream(`/v1/interactions/export${queryString(query)}`));
        await pipeline(body, out === undefined ? process.stdout : createWriteStream(out), { end: out !== undefined });
      } finally {
        await connection.close();
      }
    });
}
