import type { Command } from 'commander';
import type { Comparison } from '../../analytics/causes/compare-slices.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { figure } from '../figure.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { readSlice } from '../read-slice.ts';

const mostPrinted = 40;

const examples = `
Examples:
  earshot compare 2026-02-01..2026-03-01 2026-03-01..2026-04-01
  earshot compare queue=care,2026-03-01..2026-04-01 queue=sales,2026-03-01..2026-04-01
Only differences that stand after correction for how many were tested (q ≤ 0.05) are shown.`;

export function compareCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('compare'))
    .description('What differs between two sets of contacts: drivers, segments, rules, signals, measures, words.')
    .argument('<first>', 'a period FIRST..END, dimension=value, or both joined by commas')
    .argument('<second>', 'likewise')
    .option('--json', 'the answer as JSON on the last line')
    .addHelpText('after', examples)
    .action(async (first: string, second: string, options: DataOptions & { json?: boolean }) => {
      const body = { first: readSlice(first), second: readSlice(second) };
      const connection = await environment.connect(options);
      try {
        const answer = await connection.request<Comparison>('POST', '/v1/compare', body);
        if (options.json) printJson(answer);
        else print(answer);
      } finally {
        await connection.close();
      }
    });
}

function print({ contacts, differences, tested, notes }: Comparison): void {
  const count = Object.values(tested).reduce((sum, each) => sum + each, 0);
  printLine(`${contacts.first} against ${contacts.second} contacts; ${differences.length} of ${count} things tested differ.`);
  printLine();
  printTable(
    ['kind', 'what', 'first', 'second', 'difference', 'q'],
    differences
      .slice(0, mostPrinted)
      .map(({ kind, what, first, second, difference, interval, q }) => [
        kind,
        what,
        figure(first),
        figure(second),
        `${difference > 0 ? '+' : ''}${figure(difference)} [${interval.map(figure).join(', ')}]`,
        q < 1e-9 ? '< 1e-9' : q.toPrecision(2),
      ]),
  );
  for (const note of notes) printLine(note);
}
