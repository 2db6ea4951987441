import type { Command } from 'commander';
import type { CliEnvironment } from '../connection.ts';

export function evalCommand(program: Command, environment: CliEnvironment): void {
  program
    .command('eval')
    .description('Measure accuracy on public corpora: a table for people, and with --json a last line for programs.')
    .option('--corpora <folder>', 'what is measured on', '../shared/corpora')
    .option('--train <folder>', 'what a suite may train on (default: the same folder)')
    .option('--only <suites>', 'comma-separated: asr, calls, …')
    .option('--json', 'last line: one JSON array of figures')
    .action(async (options: { corpora: string; train?: string; only?: string; json?: boolean }) => {
      process.exitCode = await environment.evaluate({
        corpora: options.corpora,
        train: options.train ?? options.corpora,
        only: options.only?.split(',') ?? [],
        json: options.json === true,
      });
    });
}
