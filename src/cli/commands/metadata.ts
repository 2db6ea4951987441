import type { Command } from 'commander';
import type { MetadataRow } from '../../storage/records.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';

export function metadataCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('metadata'))
    .description('List the metadata rows that wait for their contact.')
    .option('--json', 'as JSON')
    .action(async (options: DataOptions & { json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const { items } = await connection.request<{ items: Pick<MetadataRow, 'id' | 'source' | 'join'>[] }>(
          'GET',
          '/v1/metadata/unmatched',
        );
        if (options.json) return printJson(items);
        if (items.length === 0) return printLine('Every metadata row has found its contact.');
        printTable(
          ['source', 'external id', 'file', 'agent', 'started'],
          items.map(({ source, join }) => [
            source,
            join.externalId ?? null,
            join.fileName ?? null,
            join.agent ?? null,
            join.startedAt ?? null,
          ]),
        );
      } finally {
        await connection.close();
      }
    });
}
