import type { Command } from 'commander';
import type { DriverEvent, DriverModel } from '../../analytics/drivers/driver-model.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

type ShownModel = Omit<DriverModel, 'drivers'> & {
  readonly drivers: readonly Omit<DriverModel['drivers'][number], 'centroid' | 'threshold'>[];
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
