import type { Command } from 'commander';
import type { Voice } from '../../analytics/voices/collect-voices.ts';
import { type CliEnvironment, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

interface Options extends DataOptions {
  readonly driver?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: string;
  readonly json?: boolean;
}

export function voicesCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('voices'))
    .description('What customers of each driver say: quotes that stand for all, and what the angry ones say more than others.')
    .option('--driver <id>', 'one driver, as `drivers tree --json` gives it')
    .option('--from <day>', 'contacts from this day on')
    .option('--to <day>', 'contacts before this day')
    .option('--limit <quotes>', 'quotes of each driver', '5')
    .option('--json', 'as JSON on the last line')
    .action(async ({ driver, from, to, limit, ...options }: Options) => {
      const connection = await environment.connect(options);
      try {
        const { items } = await connection.request<{ items: Voice[] }>('GET', `/v1/voices${queryString({ driver, from, to, limit })}`);
        if (options.json) return printJson(items);
        if (items.length === 0) printLine('No drivers have been fitted yet: `earshot drivers fit` finds them.');
        for (const voice of items) print(voice);
      } finally {
        await connection.close();
      }
    });
}

function print({ name, contacts, angry, angryWords, verbatims }: Voice): void {
  const mood = angry === null ? '' : `, ${percent(angry.share)} angry [${angry.interval.map(percent).join(', ')}]`;
  printLine();
  printLine(`${name}: ${contacts} contacts${mood}`);
  if (angryWords.length > 0) printLine(`  the angry say: ${angryWords.map(({ phrase }) => phrase).join(', ')}`);
  for (const { interaction, text, angry: isAngry } of verbatims) printLine(`  ${isAngry ? '!' : ' '} “${text}”  (${interaction})`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
