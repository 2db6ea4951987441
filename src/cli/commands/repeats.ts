import type { Command } from 'commander';
import type { askRepeats } from '../../analytics/repeats/ask-repeats.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { readPeriod } from '../read-slice.ts';
import { wholeNumber } from '../whole-number.ts';

interface RepeatOptions extends DataOptions {
  readonly days: number;
  readonly same?: boolean;
  readonly by?: string;
  readonly period?: string;
  readonly json?: boolean;
}

type Rates = Awaited<ReturnType<typeof askRepeats>>;

const mostPrinted = 30;

export function repeatsCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('repeats'))
    .description('How often customers come again, on any channel, and how much is settled at the first contact.')
    .option('--days <days>', 'within 1, 3, 7, 14 or 30 days', (text: string) => wholeNumber(text, '--days'), 7)
    .option('--same', 'only about the same case, driver or reason')
    .option('--by <dimension>', 'what the first contact was: driver, queue, channel, team, agent, reason')
    .option('--period <period>', 'of the first contacts: FIRST..END, END not included')
    .option('--json', 'the answer as JSON on the last line')
    .action(async (options: RepeatOptions) => {
      const { days, same, by, period } = options;
      const body = { days, kind: same ? 'same' : 'any', by: by ?? null, ...(period !== undefined && { period: readPeriod(period) }) };
      const connection = await environment.connect(options);
      try {
        const { items } = await connection.request<{ items: Rates }>('POST', '/v1/repeats', body);
        if (options.json) printJson(items);
        else print(items, options);
      } finally {
        await connection.close();
      }
    });
}

function print(items: Rates, { by, days }: RepeatOptions): void {
  printTable(
    [by ?? 'contacts', 'known', 'repeats', `within ${days} days`, 'first-contact resolution', 'no customer', 'too recent'],
    items
      .slice(0, mostPrinted)
      .map((each) => [
        by === undefined ? each.contacts : each.name || '(none)',
        each.n,
        each.repeats,
        each.rate === null || each.interval === null
          ? 'not enough data'
          : `${percent(each.rate)} [${each.interval.map(percent).join(', ')}]`,
        each.firstContactResolution === null ? 'not enough data' : percent(each.firstContactResolution),
        each.leftOut.noCustomer,
        each.leftOut.tooRecent,
      ]),
  );
  if (items.length > mostPrinted) printLine(`… and ${items.length - mostPrinted} smaller groups (--json has all).`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
