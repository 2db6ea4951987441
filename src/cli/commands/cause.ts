import type { Command } from 'commander';
import type { CauseAnswer, CauseCandidate } from '../../analytics/causes/find-causes.ts';
import { outcomeNames } from '../../analytics/causes/outcomes.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { estimateText, figure } from '../figure.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { readFilter, readPeriod } from '../read-slice.ts';

interface CauseOptions extends DataOptions {
  readonly outcome: string;
  readonly exposure?: string;
  readonly period?: string;
  readonly where: readonly string[];
  readonly json?: boolean;
}

const mostPrinted = 15;

const examples = `
Examples:
  earshot cause --outcome repeat
  earshot cause --outcome escalation --exposure rule:supervisor-offered
Outcomes: ${outcomeNames.join(', ')}. Repeats are counted within seven days.
Exposures: driver=ID, reason=…, queue=…, channel=…, team=…, attribute:NAME=VALUE, rule:ID.`;

export function causeCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('cause'))
    .description(
      'What an outcome is associated with: drivers, rules, segments, by how many outcomes they stand out, adjusted for channel, queue and driver.',
    )
    .requiredOption('--outcome <name>', 'what is to be explained')
    .option('--exposure <name>', 'one candidate, with its strata; all are ranked without it')
    .option('--period <period>', 'FIRST..END, END not included')
    .option('--where <filter...>', 'only contacts with dimension=value', [])
    .option('--json', 'the answer as JSON on the last line')
    .addHelpText('after', examples)
    .action(async (options: CauseOptions) => {
      const { outcome, exposure, period, where } = options;
      const body = {
        outcome,
        ...(exposure !== undefined && { exposure }),
        ...(period !== undefined && { period: readPeriod(period) }),
        filters: where.map(readFilter),
      };
      const connection = await environment.connect(options);
      try {
        const answer = await connection.request<CauseAnswer>('POST', '/v1/causes', body);
        if (options.json) printJson(answer);
        else print(answer);
      } finally {
        await connection.close();
      }
    });
}

function print(answer: CauseAnswer): void {
  const { query, contacts, outcomes, unknown, candidates, subgroups, notes } = answer;
  printLine(
    `${query.outcome}: ${outcomes} of ${contacts} contacts${unknown > 0 ? `; not known of ${unknown}` : ''}. Adjusted for ${answer.adjustedFor.join(', ')}.`,
  );
  printLine();
  printTable(
    ['associated with', 'contacts', 'excess', 'ratio', 'adjusted', 'q', ''],
    candidates
      .slice(0, mostPrinted)
      .map((each) => [
        each.name,
        each.exposed,
        figure(each.excess),
        ratioText(each.crude),
        each.directionDiffers ? 'direction differs by segment' : each.adjusted === null ? 'not comparable' : ratioText(each.adjusted),
        each.q < 1e-9 ? '< 1e-9' : each.q.toPrecision(2),
        each.stands ? 'stands' : 'not sure',
      ]),
  );
  if (query.exposure !== undefined) for (const each of candidates) printOne(each);
  for (const { names, contacts: n, rate, elsewhere } of subgroups)
    printLine(
      `Together: ${names.join(' and ')}: ${percent(rate)} of ${n}, elsewhere ${percent(elsewhere)} (on contacts it was not looked for in)`,
    );
  printLine();
  for (const note of notes) printLine(note);
}

function printOne({ strata, doublyRobust, eValue, overlap }: CauseCandidate): void {
  printLine();
  printTable(
    ['stratum', 'with', 'outcomes', 'without', 'outcomes', 'ratio'],
    strata.map(({ name, exposed, exposedOutcomes, unexposed, unexposedOutcomes, ratio }) => [
      name,
      exposed,
      exposedOutcomes,
      unexposed,
      unexposedOutcomes,
      ratio.toFixed(2),
    ]),
  );
  printLine(`${percent(overlap)} of the contacts lie in strata with both. E-value ${eValue.toFixed(1)}.`);
  if (doublyRobust) printLine(`Doubly robust difference of the rates: ${estimateText(doublyRobust.difference)}.`);
}

function ratioText({ value, interval }: CauseCandidate['crude']): string {
  return `×${value.toFixed(2)} [${interval.map((each) => each.toFixed(2)).join(', ')}]`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
