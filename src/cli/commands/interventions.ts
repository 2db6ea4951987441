import type { Command } from 'commander';
import type { EffectEstimate } from '../../analytics/interventions/estimate-effect.ts';
import type { InterventionEffect } from '../../analytics/interventions/find-effect.ts';
import type { Intervention } from '../../domain/intervention.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { figure, signed } from '../figure.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { readFilter } from '../read-slice.ts';

interface Options extends DataOptions {
  readonly json?: boolean;
  readonly date: string;
  readonly metric: string;
  readonly scope: readonly string[];
  readonly comparison?: readonly string[];
  readonly note: string;
  readonly insight?: string;
}

const examples = `
Examples:
  earshot interventions add 'New greeting script' --date 2026-05-04 --metric rule_rate:greeting --scope team=North --comparison team=South
  earshot interventions add 'Password page mended' --date 2026-05-04 --metric volume --scope driver=d12 --comparison driver=d3
  earshot interventions effect 1f0c2a…`;

export function interventionsCommand(program: Command, environment: CliEnvironment): void {
  const interventions = program.command('interventions').description('What was done about something, and what it changed.');
  const sub = (name: string, description: string) =>
    withDataOptions(interventions.command(name)).description(description).option('--json', 'as JSON on the last line');
  const using = async (options: Options, work: (connection: Connection) => Promise<void>) => {
    const connection = await environment.connect(options);
    try {
      await work(connection);
    } finally {
      await connection.close();
    }
  };

  sub('add', 'Register an action: its first day, what it should change, whom it reached, and whom it did not.')
    .argument('<name>')
    .requiredOption('--date <day>', 'first day on which it was in force')
    .requiredOption('--metric <name>', 'what it should change (docs/METRICS.md)')
    .option('--scope <filter...>', 'contacts that it reached: dimension=value', [])
    .option('--comparison <filter...>', 'contacts that it did not reach, but everything else did')
    .option('--note <text>', '', '')
    .option('--insight <id>', 'item of the feed that it answers')
    .addHelpText('after', examples)
    .action((name: string, options: Options) =>
      using(options, async (connection) => {
        const { date, metric, scope, comparison, note, insight } = options;
        const body = {
          name,
          date,
          metric,
          scope: scope.map(readFilter),
          comparison: comparison?.map(readFilter) ?? null,
          note,
          insight: insight ?? null,
        };
        const added = await connection.request<Intervention>('POST', '/v1/interventions', body);
        if (options.json) printJson(added);
        else printLine(`${added.id} is registered: earshot interventions effect ${added.id}`);
      }),
    );
  sub('list', 'Registered actions, newest first.').action((options: Options) =>
    using(options, async (connection) => {
      const { items } = await connection.request<{ items: Intervention[] }>('GET', '/v1/interventions');
      if (options.json) return printJson(items);
      printTable(
        ['id', 'date', 'name', 'metric', 'scope'],
        items.map(({ id, date, name, metric, scope }) => [id, date, name, metric, scopeText(scope)]),
      );
    }),
  );
  sub('effect', 'What it changed: against the comparison group, and against the trend before, with placebo dates.')
    .argument('<id>')
    .action((id: string, options: Options) =>
      using(options, async (connection) => {
        const effect = await connection.request<InterventionEffect>('GET', `/v1/interventions/${encodeURIComponent(id)}/effect`);
        if (options.json) printJson(effect);
        else print(effect);
      }),
    );
  sub('remove', 'Forget an action.')
    .argument('<id>')
    .action((id: string, options: Options) =>
      using(options, async (connection) => {
        const { removed } = await connection.request<{ removed: boolean }>('DELETE', `/v1/interventions/${encodeURIComponent(id)}`);
        if (options.json) printJson({ removed });
        else printLine(removed ? `${id} is removed.` : `There is no intervention ${id}.`);
      }),
    );
}

function scopeText(scope: Intervention['scope']): string {
  return scope.length === 0 ? 'all contacts' : scope.map(({ dimension, in: values }) => `${dimension}=${values.join('|')}`).join(', ');
}

function print({
  intervention,
  scale,
  scope,
  comparison,
  differenceInDifferences,
  parallelTrend,
  interruptedSeries,
  verdict,
  notes,
}: InterventionEffect): void {
  printLine(`${intervention.name} (${intervention.date}), ${intervention.metric}: ${verdict.replaceAll('-', ' ')}`);
  printLine();
  const group = (name: string, each: InterventionEffect['scope']) => [name, shown(each.before), shown(each.after)];
  printTable(
    ['', 'a week before', 'a week after'],
    [group(scopeText(intervention.scope), scope), ...(comparison ? [group(scopeText(intervention.comparison ?? []), comparison)] : [])],
  );
  printLine();
  if (differenceInDifferences) printLine(`Against the comparison: ${estimate(differenceInDifferences, scale)}`);
  if (parallelTrend) printLine(`Alike before: ${parallelTrend.holds ? 'yes' : 'no'} (p ${parallelTrend.p.toPrecision(2)})`);
  if (interruptedSeries) {
    const { placebos } = interruptedSeries;
    const told = placebos ? `; on ${placebos.told} of ${placebos.dates} days on which nothing was done an effect would have been told` : '';
    printLine(`Against the trend before: ${estimate(interruptedSeries, scale)}${told}`);
  }
  for (const note of notes) printLine(note);
}

function estimate({ value, interval, weeksBefore, weeksAfter }: EffectEstimate, scale: InterventionEffect['scale']): string {
  const number = scale === 'ratio' ? (each: number) => `${each > 0 ? '+' : ''}${(100 * each).toFixed(0)} %` : signed;
  return `${number(value)} [${interval.map(number).join(', ')}], ${weeksBefore} weeks before and ${weeksAfter} after`;
}

function shown(value: number | null): string {
  return value === null ? '–' : figure(value);
}
