import type { Command } from 'commander';
import type { DriverEvent, DriverModel } from '../../analytics/drivers/driver-model.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

type ShownModel = Pick<DriverModel, 'groups' | 'statements' | 'events'> & {
  readonly drivers: readonly Pick<DriverModel['drivers'][number], 'id' | 'name' | 'group' | 'phrases' | 'quotes' | 'size'>[];
};

interface Options extends DataOptions {
  readonly asOf?: string;
  readonly json?: boolean;
}

export function driversCommand(program: Command, environment: CliEnvironment): void {
  const drivers = program.command('drivers').description('Why customers get in touch: reasons found in what they say.');
  const model = (name: string, description: string) =>
    withDataOptions(drivers.command(name)).description(description).option('--json', 'as JSON on the last line');

  model('fit', 'Find drivers in the stored conversations, keep those that were known recognisable, and give every contact its own.')
    .option('--as-of <day>', 'look only at contacts before this day')
    .action((options: Options) =>
      withConnection(environment, options, async (connection) => {
        const fitted = await connection.request<ShownModel>('POST', '/v1/drivers/fit', options.asOf ? { asOf: options.asOf } : {});
        if (options.json) return printJson(fitted);
        printLine(`${fitted.drivers.length} drivers in ${fitted.groups.length} groups, from ${fitted.statements} statements.`);
        printTree(fitted);
      }),
    );
  model('tree', 'The drivers in their groups, largest first, with what customers say.').action((options: Options) =>
    withConnection(environment, options, async (connection) => {
      const current = await connection.request<ShownModel>('GET', '/v1/drivers');
      if (options.json) printJson(current);
      else printTree(current);
    }),
  );
  model('events', 'What the last fit changed: drivers kept, new, split, merged, retired.').action((options: Options) =>
    withConnection(environment, options, async (connection) => {
      const current = await connection.request<ShownModel>('GET', '/v1/drivers');
      if (options.json) return printJson(current.events);
      const names = new Map(current.drivers.map(({ id, name }) => [id, name]));
      for (const event of current.events) printLine(eventText(event, names));
    }),
  );
  model('assign', 'The driver of every conversation, one JSON line each.').action((options: Options) =>
    withConnection(environment, options, async (connection) => {
      for await (const chunk of connection.stream('/v1/drivers/assignments')) process.stdout.write(chunk);
    }),
  );
  withDataOptions(drivers.command('rename'))
    .description('Call a driver by a name of your own; the name stays with it over fits.')
    .argument('<id>', 'id of the driver, as `drivers tree --json` gives it')
    .argument('<name>', 'the name')
    .action((id: string, name: string, options: Options) =>
      withConnection(environment, options, async (connection) => {
        await connection.request('POST', `/v1/drivers/${encodeURIComponent(id)}`, { name });
        printLine(`${id} is now called ${name}.`);
      }),
    );
  decisionCommands(drivers, environment);
}

/** What analysts decide; each can be taken back. */
function decisionCommands(drivers: Command, environment: CliEnvironment): void {
  const decide = (name: string, description: string) => withDataOptions(drivers.command(name)).description(description);
  const send = (options: DataOptions, path: string, body?: unknown) =>
    withConnection(environment, options, async (connection) => {
      const { drivers: now } = await connection.request<ShownModel>('POST', path, body ?? {});
      printLine(`Done: ${now.length} drivers now. \`earshot drivers undo\` takes it back.`);
    });
  decide('merge', 'Make one driver of several: contacts of the others become the first one’s.')
    .argument('<id>', 'the driver that stays')
    .argument('<others...>', 'ids of those that are merged into it')
    .action((driver: string, from: string[], options: DataOptions) =>
      send(options, '/v1/drivers/decisions', { kind: 'merge', driver, from }),
    );
  decide('pin', 'Keep a driver at refits even where they no longer find it.')
    .argument('<id>', 'id of the driver')
    .action((driver: string, options: DataOptions) => send(options, '/v1/drivers/decisions', { kind: 'pin', driver }));
  decide('retire', 'Take a driver out: its contacts belong to none.')
    .argument('<id>', 'id of the driver')
    .action((driver: string, options: DataOptions) => send(options, '/v1/drivers/decisions', { kind: 'retire', driver }));
  decide('accept', 'Make a driver of a proposal.')
    .argument('<id>', 'id of the proposal, as `drivers proposals` gives it')
    .action((proposal: string, options: DataOptions) => send(options, '/v1/drivers/decisions', { kind: 'accept', proposal }));
  decide('undo', 'Take the last decision back.').action((options: DataOptions) =>
    withConnection(environment, options, async (connection) => {
      const { drivers: now } = await connection.request<ShownModel>('POST', '/v1/drivers/undo', {});
      printLine(`Taken back: ${now.length} drivers now.`);
    }),
  );
  decide('proposals', 'What contacts without a driver are about, where enough are about the same thing.')
    .option('--json', 'as JSON on the last line')
    .action((options: Options) =>
      withConnection(environment, options, async (connection) => {
        const { items } = await connection.request<{ items: Proposal[] }>('GET', '/v1/drivers/proposals');
        if (options.json) return printJson(items);
        if (items.length === 0) printLine('Nothing is proposed: too few contacts without a driver are about the same thing.');
        for (const { id, name, contacts, quotes } of items) {
          printLine(`${String(contacts).padStart(6)}  ${name}  (${id})`);
          if (quotes[0]) printLine(`        “${quotes[0].text.slice(0, 100)}”`);
        }
      }),
    );
  decide('promote', 'Write a draft of a rule that looks for the phrases of a driver.')
    .argument('<id>', 'id of the driver')
    .action((id: string, options: DataOptions) =>
      withConnection(environment, options, async (connection) => {
        const { file, text } = await connection.request<{ file: string; text: string }>(
          'POST',
          `/v1/drivers/${encodeURIComponent(id)}/promote`,
          {},
        );
        printLine(`# A draft for ${file}, kept among the drafts of rules:`);
        printLine(text);
      }),
    );
}

interface Proposal {
  readonly id: string;
  readonly name: string;
  readonly contacts: number;
  readonly quotes: readonly { readonly text: string }[];
}

async function withConnection(
  environment: CliEnvironment,
  options: DataOptions,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = await environment.connect(options);
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

function printTree({ groups, drivers }: ShownModel): void {
  for (const group of groups.toSorted((a, b) => b.size - a.size)) {
    printLine();
    printLine(`${group.name}  (${group.size})`);
    for (const driver of drivers.filter((each) => each.group === group.id).toSorted((a, b) => b.size - a.size)) {
      printLine(
        `  ${String(driver.size).padStart(6)}  ${driver.name}${driver.phrases.length > 1 ? `  · ${driver.phrases.slice(1, 4).join(' · ')}` : ''}`,
      );
      if (driver.quotes[0]) printLine(`          “${driver.quotes[0].text.slice(0, 100)}”`);
    }
  }
}

function eventText(event: DriverEvent, names: ReadonlyMap<string, string>): string {
  const name = (id: string) => names.get(id) ?? id;
  switch (event.kind) {
    case 'kept':
      return `kept     ${name(event.driver)} (${Math.round(100 * event.overlap)} % the same contacts)`;
    case 'split':
      return `split    ${name(event.driver)} into ${event.into.map(name).join(', ')}`;
    case 'merged':
      return `merged   ${event.from.map(name).join(', ')} into ${name(event.driver)}`;
    default:
      return `${event.kind.padEnd(8)} ${name(event.driver)}`;
  }
}
