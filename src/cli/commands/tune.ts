import { type Command, InvalidArgumentError } from 'commander';
import type { Tuning } from '../../analytics/insights/tune-thresholds.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

interface Options extends DataOptions {
  readonly falsePerWeek: number;
  readonly asOf: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

export function tuneCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('tune'))
    .description('Fit how sure a change must be to be told to the own history: at most so many false alarms a week.')
    .option('--false-per-week <number>', 'false alarms a week that the site can live with', positive, 0.1)
    .option('--as-of <day>', 'look only at contacts before this day', new Date().toISOString().slice(0, 10))
    .option('--write', 'put it into workspace.yaml; in force from the next start')
    .option('--json', 'as JSON on the last line')
    .action(async ({ falsePerWeek, asOf, write = false, ...options }: Options) => {
      const connection = await environment.connect(options);
      try {
        const tuning = await connection.request<Tuning & { written: boolean }>('POST', '/v1/insights/tune', { asOf, falsePerWeek, write });
        if (options.json) return printJson(tuning);
        print(tuning, falsePerWeek);
      } finally {
        await connection.close();
      }
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('a number above zero');
  return value;
}

function print({ weeks, series, draws, chosen, tried, written }: Tuning & { readonly written: boolean }, wanted: number): void {
  printLine(`${series} series over ${weeks} weeks, their weeks put into ${draws} other orders, in which nothing rises or falls.`);
  printLine();
  printLine('leastZ   false a week   told in the history as it was');
  for (const { leastZ, falsePerWeek, toldInHistory } of tried) {
    const mark = leastZ === chosen.leastZ ? '  ← ' : '';
    printLine(`${leastZ.toFixed(2).padStart(6)}   ${falsePerWeek.toFixed(3).padStart(12)}   ${String(toldInHistory).padStart(6)}${mark}`);
  }
  printLine();
  printLine(
    chosen.falsePerWeek <= wanted
      ? `insights.leastZ ${chosen.leastZ} keeps to ${wanted} false alarms a week.`
      : `No threshold keeps to ${wanted} false alarms a week; ${chosen.leastZ} comes nearest.`,
  );
  printLine(written ? 'Written into workspace.yaml; in force from the next start.' : '`--write` puts it into workspace.yaml.');
}
