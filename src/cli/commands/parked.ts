import type { Command } from 'commander';
import type { ParkedItem } from '../../storage/records.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';

export function parkedCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('parked'))
    .description('List what could not be read, and why. The originals are kept.')
    .option('--json', 'as JSON')
    .action(async (options: DataOptions & { json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const { items } = await connection.request<{ items: ParkedItem[] }>('GET', '/v1/parked');
        if (options.json) return printJson(items);
        if (items.length === 0) return printLine('Nothing is parked: everything that came in could be read.');
        printTable(
          ['id', 'parked', 'source', 'file', 'where', 'reason'],
          items.map((item) => [item.id, item.parkedAt.slice(0, 16).replace('T', ' '), item.source, item.name, item.position, item.reason]),
        );
        printLine('Read one again with: earshot retry ID');
      } finally {
        await connection.close();
      }
    });
}

export function retryCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('retry'))
    .description('Read a parked original again, after its cause was mended.')
    .argument('<id>', 'id as `earshot parked` prints it')
    .option('--json', 'the outcome as JSON')
    .action(async (id: string, options: DataOptions & { json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const { outcome } = await connection.request<{ outcome: string }>('POST', `/v1/parked/${encodeURIComponent(id)}/retry`);
        if (options.json) printJson({ outcome });
        else printLine(outcome === 'parked' ? 'It still cannot be read; see why with: earshot parked' : `It can be read now: ${outcome}.`);
      } finally {
        await connection.close();
      }
    });
}
