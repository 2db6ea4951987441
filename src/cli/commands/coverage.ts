import type { Command } from 'commander';
import type { CoverageRow } from '../../storage/content.ts';
import { type CliEnvironment, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';

interface CoverageOptions extends DataOptions {
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

export function coverageCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('coverage'))
    .description(
      'How many contacts occurred, were recorded, received, transcribed and can be judged, per queue and day, and why the others cannot.',
    )
    .option('--from <day>', 'from this time (ISO 8601)')
    .option('--to <day>', 'before this time (ISO 8601)')
    .option('--json', 'as JSON')
    .action(async (options: CoverageOptions) => {
      const connection = await environment.connect(options);
      try {
        const { items: rows } = await connection.request<{ items: CoverageRow[] }>(
          'GET',
          `/v1/coverage${queryString({ from: options.from, to: options.to })}`,
        );
        if (options.json) return printJson(rows);
        if (rows.length === 0) return printLine('No contacts in this period.');
        printTable(
          ['day', 'queue', 'channel', 'occurred', 'recorded', 'received', 'transcribed', 'assessable', 'lost because'],
          rows.map((row) => [
            row.day,
            row.queue,
            row.channel,
            row.occurred,
            row.recorded,
            row.received,
            row.transcribed,
            row.assessable,
            lossesOf(row),
          ]),
        );
      } finally {
        await connection.close();
      }
    });
}

function lossesOf(row: CoverageRow): string {
  return Object.entries(row.losses)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
}
