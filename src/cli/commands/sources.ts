import type { Command } from 'commander';
import type { SourceStatus } from '../../storage/records.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { clockTime, printJson, printLine, printTable } from '../print.ts';

export function sourcesCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('sources'))
    .description('What came in from each source, when it was last seen, and how late.')
    .option('--json', 'as JSON')
    .action(async (options: DataOptions & { json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const { items } = await connection.request<{ items: (SourceStatus & { lagMs: number | null })[] }>('GET', '/v1/sources');
        if (options.json) return printJson(items);
        if (items.length === 0) return printLine('Nothing has come in yet. Read something in with: earshot ingest PATH');
        printTable(
          ['source', 'captured', 'waiting', 'parked', 'last seen', 'lag'],
          items.map((item) => [
            item.source,
            item.captured,
            item.waiting,
            item.parked,
            item.lastSeenAt?.slice(0, 16).replace('T', ' ') ?? null,
            clockTime(item.lagMs),
          ]),
        );
      } finally {
        await connection.close();
      }
    });
}
