import type { Command } from 'commander';
import type { BacktestResult, TryResult } from '../../pipeline/rules/rule-desk.ts';
import { type Explanation, printExplanation } from '../../rules/explain.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { clockTime, printJson, printLine } from '../print.ts';

interface PeriodOptions extends DataOptions {
  readonly since?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** Commands that run one rule over what is stored. */
export function ruleStoreCommands(rules: Command, environment: CliEnvironment): void {
  withPeriod(rules.command('try'))
    .description('Run an expression over all stored conversations.')
    .argument('<expression>')
    .addHelpText('after', `\nExample:\n  earshot rules try 'customer: "~cancel" near/5 "account"'`)
    .action((expression: string, options: PeriodOptions) => tryExpression(expression, options, environment));
  withPeriod(rules.command('backtest'))
    .description('Run one rule of the workspace over all stored conversations: hits, their rate with an interval, examples.')
    .argument('<id>')
    .option('--scan', 'ask every conversation, not only those that the text index names')
    .action((id: string, options: PeriodOptions & { scan?: boolean }) => backtest(id, options, environment));
  withDataOptions(rules.command('explain'))
    .description('Say in words why a rule gives its verdict on a stored conversation.')
    .argument('<id>', 'a rule of the workspace')
    .argument('<interaction>', 'id of a conversation')
    .option('--json', 'the tree as JSON')
    .action((id: string, interaction: string, options: DataOptions & { json?: boolean }) =>
      explain({ id, interaction }, options, environment),
    );
}

function withPeriod(command: Command): Command {
  return withDataOptions(command)
    .option('--since <time>', 'started at or after (ISO 8601)')
    .option('--until <time>', 'started before (ISO 8601)')
    .option('--json', 'one JSON object on the last line');
}

async function tryExpression(expression: string, options: PeriodOptions, environment: CliEnvironment): Promise<void> {
  const { since, until, json } = options;
  const connection = await environment.connect(options);
  try {
    const result = await connection.request<TryResult>('POST', '/v1/rules/try', { expression, since, until });
    if (json) return printJson(result);
    printExamples(result);
    printLine(`${result.met} met, ${result.missed} missed, ${result.notAssessable} not assessable, in ${result.seconds} s`);
  } finally {
    await connection.close();
  }
}

async function backtest(id: string, options: PeriodOptions & { scan?: boolean }, environment: CliEnvironment): Promise<void> {
  const { since, until, scan, json } = options;
  const connection = await environment.connect(options);
  try {
    const path = `/v1/rules/${encodeURIComponent(id)}/backtest`;
    const result = await connection.request<BacktestResult>('POST', path, { since, until, scan });
    if (json) return printJson(result);
    printExamples(result);
    const { rate, interval } = result;
    const share =
      rate === null || interval === null ? 'no rate' : `${percent(rate)} (95 %: ${percent(interval[0])} to ${percent(interval[1])})`;
    printLine(`${result.hits} hits, ${share} of ${result.met + result.missed} that could be judged`);
    const reasons = Object.entries(result.reasons).map(([reason, count]) => `${reason} ${count}`);
    printLine(`${result.notAssessable} not assessable${reasons.length === 0 ? '' : `: ${reasons.join(', ')}`}`);
    const how = result.by === 'index' ? 'named by the text index' : 'asked one by one';
    printLine(`${result.judged} conversations ${how}, in ${result.seconds} s`);
  } finally {
    await connection.close();
  }
}

function printExamples({ examples }: Pick<TryResult, 'examples'>): void {
  for (const { id, spans } of examples) {
    const quotes = spans.map(({ role, startMs, text }) => `[${clockTime(startMs)}] ${role}: “${text}”`);
    printLine(`${id}  ${quotes.join(' … ')}`);
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

async function explain(
  { id, interaction }: { id: string; interaction: string },
  options: DataOptions & { json?: boolean },
  environment: CliEnvironment,
): Promise<void> {
  const connection = await environment.connect(options);
  try {
    const path = `/v1/rules/${encodeURIComponent(id)}/explain/${encodeURIComponent(interaction)}`;
    const { items } = await connection.request<{ items: readonly Explanation[] }>('GET', path);
    if (options.json) printJson(items);
    else for (const part of items) printLine(printExplanation(part));
  } finally {
    await connection.close();
  }
}
