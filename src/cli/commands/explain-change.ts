import type { Command } from 'commander';
import type { ExplainedChange } from '../../analytics/causes/explain-change.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { estimateText, figure } from '../figure.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { readFilter, readPeriod } from '../read-slice.ts';

interface ExplainOptions extends DataOptions {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly where: readonly string[];
  readonly json?: boolean;
}

const mostPrinted = 20;

const examples = `
Example:
  earshot explain-change resolution --from 2026-02-01..2026-03-01 --to 2026-03-01..2026-04-01 --by driver
A group's effect is its mix (it became a larger or smaller part) and its rate (it changed in itself); all effects add up to the change.`;

export function explainChangeCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('explain-change'))
    .description('Why a metric changed between two periods: which groups, and whether they grew or changed in themselves.')
    .argument('<metric>', 'a metric of docs/METRICS.md')
    .requiredOption('--from <period>', 'the period before: FIRST..END, END not included')
    .requiredOption('--to <period>', 'the period after, likewise')
    .option('--by <dimension>', 'driver, queue, channel, team, reason, attribute:NAME …', 'driver')
    .option('--where <filter...>', 'only contacts with dimension=value', [])
    .option('--json', 'the answer as JSON on the last line, with the cells that open each number')
    .addHelpText('after', examples)
    .action(async (metric: string, options: ExplainOptions) => {
      const { from, to, by, where } = options;
      const body = { metric, before: readPeriod(from), after: readPeriod(to), by, filters: where.map(readFilter) };
      const connection = await environment.connect(options);
      try {
        const answer = await connection.request<ExplainedChange>('POST', '/v1/explain-change', body);
        if (options.json) printJson(answer);
        else print(answer);
      } finally {
        await connection.close();
      }
    });
}

function print({ query, before, after, change, mix, rate, rows, notes }: ExplainedChange): void {
  printLine(`${query.metric}: ${figure(before)} → ${figure(after)}, ${estimateText(change)}`);
  printLine(`  mix ${estimateText(mix)}, rate ${estimateText(rate)}`);
  printLine();
  printTable(
    [query.by, 'effect', 'mix', 'rate', 'share', 'value', 'contacts'],
    rows
      .slice(0, mostPrinted)
      .map((row) => [
        row.name || '(none)',
        estimateText(row.effect),
        estimateText(row.mix),
        estimateText(row.rate),
        `${percent(row.shareBefore)} → ${percent(row.shareAfter)}`,
        `${valueText(row.valueBefore)} → ${valueText(row.valueAfter)}`,
        `${row.contacts.before} → ${row.contacts.after}`,
      ]),
  );
  if (rows.length > mostPrinted) printLine(`… and ${rows.length - mostPrinted} more with smaller effects (--json has all).`);
  for (const note of notes) printLine(note);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function valueText(value: number | null): string {
  return value === null ? '–' : figure(value);
}
