import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

export function rerunCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('rerun'))
    .description('Run conversations through the line again, from what was captured: after a new engine, threshold or roster.')
    .argument('[id...]', 'ids as `earshot list` prints them')
    .option('--all', 'everything there is')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nEarlier versions and transcripts are kept; a recording is listened to again only when the engine has changed.')
    .action(async (ids: string[], options: DataOptions & { all?: boolean; json?: boolean }) => {
      if (ids.length === 0 && !options.all) throw new AppError('bad-usage', 'name at least one id, or --all');
      const connection = await environment.connect(options);
      try {
        const answer = await connection.request<{ queued: number }>(
          'POST',
          '/v1/interactions/rerun',
          options.all ? { all: true } : { ids },
        );
        await connection.finish();
        if (options.json) printJson(answer);
        else printLine(`${answer.queued} run again.`);
      } finally {
        await connection.close();
      }
    });
}
