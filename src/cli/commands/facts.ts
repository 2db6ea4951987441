import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { parse } from 'yaml';
import type { Reconciliation } from '../../analytics/facts/reconcile.ts';
import { type DailyFactRow, readDailyFacts } from '../../capture/daily-facts.ts';
import type { FactSum } from '../../storage/daily-facts.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { figure } from '../figure.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { readPeriod } from '../read-slice.ts';

const batch = 10_000;
const mostPrinted = 20;

const mappingExample = `
The mapping says which column is what, in YAML:
  day: Date
  queue: Skill
  facts:
    offered: Calls Offered
    abandoned: Abandoned
    wrap_up_ms: { column: ACW seconds, times: 1000 }
Figures are sums of a day, never means. \`offered\`, \`contacts\`, \`answered\` or \`handled\` is taken for the centre's volume.`;

export function factsCommand(program: Command, environment: CliEnvironment): void {
  const facts = program
    .command('facts')
    .description('The centre’s own figures by day and queue: volumes, abandons, wrap-up, surveys, outcomes.');
  withDataOptions(facts.command('import'))
    .description('Read daily figures from a CSV or JSON-lines file; the same day, queue and name again replaces the figure.')
    .argument('<file>')
    .requiredOption('--mapping <file>', 'YAML: which column is the day, the queue, and each figure')
    .option('--source <name>', 'where the figures come from', 'facts')
    .option('--json', 'counts as JSON on the last line')
    .addHelpText('after', mappingExample)
    .action(async (file: string, options: DataOptions & { mapping: string; source: string; json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        await importFacts(connection, file, options);
      } finally {
        await connection.close();
      }
    });
  withDataOptions(facts.command('list'))
    .description('Which figures there are, with their sums and days.')
    .option('--json', 'as JSON')
    .action(async (options: DataOptions & { json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const { items } = await connection.request<{ items: FactSum[] }>('GET', '/v1/facts');
        if (options.json) return printJson(items);
        const rows = items.map(({ name, queue, value, days, firstDay, lastDay }) => [
          name,
          queue || '(all)',
          value,
          days,
          firstDay,
          lastDay,
        ]);
        printTable(['figure', 'queue', 'sum', 'days', 'first', 'last'], rows);
      } finally {
        await connection.close();
      }
    });
  withDataOptions(facts.command('reconcile'))
    .description('Analysed contacts beside the centre’s own volume, and drivers scaled up to it.')
    .option('--fact <name>', 'which figure is the volume', 'offered')
    .option('--by <dimension>', 'groups to scale up', 'driver')
    .option('--period <period>', 'FIRST..END, END not included')
    .option('--json', 'the answer as JSON on the last line')
    .action(async (options: DataOptions & { fact: string; by: string; period?: string; json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const { fact, by, period } = options;
        const body = { fact, by, ...(period !== undefined && { period: readPeriod(period) }) };
        const answer = await connection.request<NamedReconciliation>('POST', '/v1/reconcile', body);
        if (options.json) printJson(answer);
        else print(answer);
      } finally {
        await connection.close();
      }
    });
}

type NamedReconciliation = Omit<Reconciliation, 'groups'> & {
  readonly groups: readonly (Reconciliation['groups'][number] & { name: string })[];
};

async function importFacts(
  connection: Connection,
  path: string,
  options: { mapping: string; source: string; json?: boolean },
): Promise<void> {
  const mapping: unknown = parse(await readFile(options.mapping, 'utf8'));
  const name = basename(path);
  const file = { name, relativePath: name, path, size: (await stat(path)).size };
  const counts = { kept: 0, unreadable: 0 };
  let waiting: DailyFactRow[] = [];
  const send = async () => {
    if (waiting.length > 0) await connection.request('POST', '/v1/facts', { source: options.source, facts: waiting });
    counts.kept += waiting.length;
    waiting = [];
  };
  for await (const item of readDailyFacts(file, mapping)) {
    if (item.kind === 'fact') waiting.push(item.fact);
    else {
      counts.unreadable += 1;
      if (counts.unreadable <= mostPrinted) process.stderr.write(`${item.position}: ${item.reason}\n`);
    }
    if (waiting.length >= batch) await send();
  }
  await send();
  if (options.json) printJson(counts);
  else printLine(`${counts.kept} figures kept, ${counts.unreadable} cells could not be read.`);
  if (counts.kept === 0) process.exitCode = 1;
}

function print({ query, known, analysed, coverage, queues, groups, notes }: NamedReconciliation): void {
  printLine(
    `${query.fact}: ${figure(known)} by the centre, ${analysed} analysed${coverage === null ? '' : ` (${(100 * coverage).toFixed(1)} %)`}.`,
  );
  printLine();
  const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);
  printTable(
    ['queue', query.fact, 'analysed', 'coverage', 'days'],
    queues.map((each) => [each.queue || '(none)', each.known, each.analysed, percent(each.coverage), each.days]),
  );
  printLine();
  printTable(
    [query.by, 'contacts', 'in the whole centre'],
    groups
      .slice(0, mostPrinted)
      .map((each) => [
        each.name || '(none)',
        each.contacts,
        `${figure(Math.round(each.estimated))} [${each.interval.map(Math.round).join(', ')}]`,
      ]),
  );
  printLine();
  for (const note of notes) printLine(note);
}
