import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { NoiseReport } from '../../pipeline/rules/rule-noise.ts';
import { usualRoleSwaps } from '../../rules/authoring/noise/noise-channel.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { wholeNumber } from '../whole-number.ts';

interface NoiseCommandOptions extends DataOptions {
  readonly rate: string;
  readonly roleSwaps: string;
  readonly seed: string;
  readonly limit: string;
  readonly json?: boolean;
}

export function ruleNoiseCommand(rules: Command, environment: CliEnvironment): void {
  withDataOptions(rules.command('noise'))
    .description('What recognition errors do to a rule: findings kept, lost and new, and the words that broke it.')
    .argument('<id>', 'a rule of the workspace')
    .option('--rate <shares>', 'word error rates', '0.05,0.1,0.2')
    .option('--role-swaps <share>', 'share of turns given to the other party', String(usualRoleSwaps))
    .option('--seed <n>', 'another seed makes other errors', '1')
    .option('--limit <n>', 'stored conversations to use', '2000')
    .option('--json', 'one JSON object on the last line')
    .action((id: string, options: NoiseCommandOptions) => testNoise(id, options, environment));
}

async function testNoise(id: string, options: NoiseCommandOptions, environment: CliEnvironment): Promise<void> {
  const request = {
    rates: options.rate.split(',').map((share) => shareOf(share, '--rate')),
    roleSwaps: shareOf(options.roleSwaps, '--role-swaps'),
    seed: wholeNumber(options.seed, '--seed'),
    limit: wholeNumber(options.limit, '--limit'),
  };
  const connection = await environment.connect(options);
  try {
    const report = await connection.request<NoiseReport>('POST', `/v1/rules/${encodeURIComponent(id)}/noise`, request);
    if (options.json) printJson(report);
    else printReport(report);
  } finally {
    await connection.close();
  }
}

function printReport({ rates: reports, roleSwaps }: NoiseReport): void {
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  printTable(
    ['word errors', 'measured', 'conversations', 'findings', 'kept', 'lost', 'new', 'kept share (95 %)'],
    reports.map(({ rate, measured, conversations, findings, kept, lost, appeared, keptShare }) => [
      percent(rate),
      percent(measured),
      conversations,
      findings,
      kept,
      lost,
      appeared,
      keptShare === null ? null : `${percent(keptShare.value)} (${keptShare.interval.map(percent).join(' to ')})`,
    ]),
  );
  for (const { rate, broke, byRoleSwaps, tests } of reports) {
    printLine(`\nat ${percent(rate)} word errors and ${percent(roleSwaps)} of turns given to the wrong party:`);
    for (const { said, heard, count } of broke) printLine(`  ${count}× ${said || '(nothing)'} → ${heard || '(nothing)'}`);
    if (byRoleSwaps > 0) printLine(`  ${byRoleSwaps}× the wrong party`);
    for (const { name, expect, passed } of tests) printLine(`  test passes ${percent(passed.value).padStart(7)}: ${name} (${expect})`);
  }
}

function shareOf(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new AppError('bad-usage', `${name} takes shares from 0 to 1, not "${text}"`);
  return value;
}
