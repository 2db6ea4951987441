import type { Command } from 'commander';
import type { CliEnvironment } from '../connection.ts';

export function benchCommand(program: Command, environment: CliEnvironment): void {
  program
    .command('bench')
    .description('Measure speed and memory on this machine, beside a named peer in the same run.')
    .option('--only <names>', 'comma-separated: text, voice, store, rules, backtest, analytics, web')
    .option('--json', 'last line: one JSON array of {"name","value","unit","peer"?,"ratio"?}')
    .option('--full', 'analytics over a million conversations and twenty million turns: a quarter of an hour')
    .action((options: { only?: string; json?: boolean; full?: boolean }) =>
      environment.bench({ only: options.only?.split(',') ?? [], json: options.json === true, full: options.full === true }),
    );
}
