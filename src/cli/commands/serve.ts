import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';

export function serveCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('serve'))
    .description('Bring up the product: the web page, the API, and continuous capture from watched folders.')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes any free one', '4321')
    .option('--host <address>', 'address to listen on; without accounts only this machine is allowed', '127.0.0.1')
    .option('--no-sample', 'do not fill an empty data folder with the sample conversations')
    .addHelpText(
      'after',
      '\nThe first start builds the page and reads the sample conversations; later starts are instant. Stop with Ctrl+C.',
    )
    .action(async (options: DataOptions & { port: string; host: string; sample: boolean }) => {
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65535)
        throw new AppError('bad-usage', `--port takes a number from 0 to 65535, not ${options.port}`);
      await environment.serve({ ...options, port });
    });
}
