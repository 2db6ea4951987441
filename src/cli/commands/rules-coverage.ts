import type { Command } from 'commander';
import type { CoverageReport } from '../../pipeline/rules/cover-rules.ts';
import { type CliEnvironment, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

type CoverageOptions = DataOptions & { readonly since?: string; readonly until?: string; readonly json?: boolean };

/** `rules coverage`: which parts of the rules no stored conversation has ever met. */
export function ruleCoverageCommand(rules: Command, environment: CliEnvironment): void {
  withDataOptions(rules.command('coverage'))
    .description('Words, alternatives and branches of the workspace’s rules that were never found in stored conversations.')
    .option('--since <time>', 'started at or after (ISO 8601)')
    .option('--until <time>', 'started before (ISO 8601)')
    .option('--json', 'one JSON object on the last line')
    .action(async (options: CoverageOptions) => {
      const { since, until, json } = options;
      const connection = await environment.connect(options);
      try {
        const report = await connection.request<CoverageReport>('GET', `/v1/rules/coverage${queryString({ since, until })}`);
        if (json) return printJson(report);
        for (const { rule, alternatives, never } of report.rules) {
          printLine(`${rule}: ${alternatives - never.length} of ${alternatives} parts found`);
          for (const part of never) printLine(`  never: ${part}`);
        }
        printLine(`${report.conversations} conversations`);
      } finally {
        await connection.close();
      }
    });
}
