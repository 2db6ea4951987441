import type { Command } from 'commander';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

export function swapRolesCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('swap-roles'))
    .description('Exchange agent and customer where the channels were told apart wrongly, and run again what depends on it.')
    .argument('<id...>', 'ids as `earshot list` prints them')
    .option('--json', 'as JSON')
    .action(async (ids: string[], options: DataOptions & { json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const answer = await connection.request<{ queued: number }>('POST', '/v1/interactions/swap-roles', { ids });
        await connection.finish();
        if (options.json) printJson(answer);
        else printLine(`${answer.queued} exchanged; what was heard is kept, what depends on the roles is computed again.`);
      } finally {
        await connection.close();
      }
    });
}
