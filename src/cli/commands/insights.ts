import type { Command } from 'commander';
import type { ReplayedRun } from '../../analytics/insights/insight-runs.ts';
import type { Insight } from '../../domain/insight.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

interface RunOptions extends DataOptions {
  readonly asOf: string;
  readonly json?: boolean;
}

interface ReplayOptions extends DataOptions {
  readonly from: string;
  readonly to: string;
  readonly every: string;
  readonly json?: boolean;
}

export function insightsCommand(program: Command, environment: CliEnvironment): void {
  const insights = program.command('insights').description('What changed: rising, falling and new issues, sentiment and compliance.');
  withDataOptions(insights.command('run'))
    .description('What a site would be told on a day, from the contacts before it.')
    .option('--as-of <day>', 'look only at contacts that started before this day', today())
    .option('--json', 'the insights as JSON on the last line')
    .action(async (options: RunOptions) => {
      const connection = await environment.connect(options);
      try {
        const { items } = await connection.request<{ items: Insight[] }>('POST', '/v1/insights/run', { asOf: options.asOf });
        if (options.json) printJson(items);
        else print(items);
      } finally {
        await connection.close();
      }
    });
  withDataOptions(insights.command('replay'))
    .description('The same, day after day, as the site would have seen it: each run knows nothing of what came later.')
    .requiredOption('--from <day>', 'first day')
    .requiredOption('--to <day>', 'last day')
    .option('--every <days>', 'days between two runs, such as 7d', '7d')
    .option('--json', 'the runs as JSON on the last line')
    .action(async (options: ReplayOptions) => {
      const connection = await environment.connect(options);
      try {
        const body = { from: options.from, to: options.to, everyDays: Number.parseInt(options.every, 10) };
        const { items } = await connection.request<{ items: ReplayedRun[] }>('POST', '/v1/insights/replay', body);
        if (options.json) return printJson(items);
        for (const { asOf, insights: news } of items) {
          printLine(`${asOf}: ${news.length === 0 ? 'nothing new' : ''}`);
          print(news, '  ');
        }
      } finally {
        await connection.close();
      }
    });
}

function print(items: readonly Insight[], indent = ''): void {
  if (items.length === 0 && indent === '') printLine('Nothing stands out. Insights need at least nine weeks of contacts to compare with.');
  for (const item of items) {
    const where = Object.entries(item.segment ?? {}).map(([name, value]) => `${name} ${value}`);
    const place = where.length > 0 ? ` (${where.join(', ')})` : '';
    printLine(
      `${indent}${item.kind.padEnd(10)} ${item.subject}${place}: ${effectOf(item)} since ${item.since}, ${item.conversations} conversations`,
    );
    if (item.phrases && item.phrases.length > 1) printLine(`${indent}           also: ${item.phrases.slice(1).join(', ')}`);
  }
}

function effectOf({ kind, effect, interval }: Insight): string {
  if (kind === 'sentiment' || kind === 'compliance') return `${points(effect)} points worse [${interval.map(points).join(', ')}]`;
  return `×${effect.toFixed(1)} [${interval.map((value) => value.toFixed(1)).join(', ')}]`;
}

function points(share: number): string {
  return (100 * share).toFixed(0);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
