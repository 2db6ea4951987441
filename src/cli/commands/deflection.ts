import type { Command } from 'commander';
import type { Range } from '../../analytics/deflection/deflection-value.ts';
import type { DeflectionAnswer } from '../../analytics/deflection/find-deflection.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { readFilter, readPeriod } from '../read-slice.ts';

interface DeflectionOptions extends DataOptions {
  readonly period?: string;
  readonly where: readonly string[];
  readonly limit: string;
  readonly json?: boolean;
}

export function deflectionCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('deflection'))
    .description('Which contacts could be avoided, by driver: contacts, agent minutes and money, each as a range over what is not known.')
    .option('--period <period>', 'FIRST..END, END not included')
    .option('--where <filter...>', 'only contacts with dimension=value', [])
    .option('--limit <n>', 'at most this many drivers', '20')
    .option('--json', 'the answer as JSON on the last line, with the cell that opens each driver down to its conversations')
    .addHelpText(
      'after',
      '\nAssumptions (cost of a minute, adoption, success) stand in workspace.yaml under `deflection`; docs/OPERATIONS.md lists them.',
    )
    .action(async ({ period, where, limit, json, ...options }: DeflectionOptions) => {
      const connection = await environment.connect(options);
      try {
        const body = { filters: where.map(readFilter), limit: Number(limit), ...(period !== undefined && { period: readPeriod(period) }) };
        const answer = await connection.request<DeflectionAnswer>('POST', '/v1/deflection', body);
        if (json) printJson(answer);
        else print(answer);
      } finally {
        await connection.close();
      }
    });
}

function print({ rows, notes, assumptions }: DeflectionAnswer): void {
  const range = ({ p10, p50, p90 }: Range) => `${Math.round(p50)} [${Math.round(p10)}, ${Math.round(p90)}]`;
  printTable(
    ['driver', 'contacts', 'minutes each', 'avoidable', 'saved contacts', 'saved minutes', `saved ${assumptions.currency}`, ''],
    rows.map((row) => [
      row.name,
      row.total,
      `${row.minutesEach.value.toFixed(1)} (${row.minutesEach.from})`,
      `${(100 * row.avoidable.value).toFixed(0)} % (${row.avoidable.from})`,
      range(row.contacts),
      range(row.minutes),
      range(row.money),
      row.advice === 'repair-self-service' ? 'repair self-service' : 'offer self-service',
    ]),
  );
  printLine();
  printLine('Brackets hold the tenth and the ninetieth of a hundred outcomes; the surest saving comes first.');
  for (const note of notes) printLine(note);
}
