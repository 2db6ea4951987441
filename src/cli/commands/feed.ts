import { type Command, Option } from 'commander';
import { type FeedItem, feedStatuses } from '../../domain/feed-item.ts';
import { type CliEnvironment, type Connection, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';

type Shown = Omit<FeedItem, 'key' | 'evidenceDismissed'>;

interface Options extends DataOptions {
  readonly json?: boolean;
  readonly status?: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly due?: string;
  readonly ticket?: string;
}

export function feedCommand(program: Command, environment: CliEnvironment): void {
  const feed = program
    .command('feed')
    .description('Insights as work: what is new, who looks after it, what became of it. `insights run` fills it.');
  const sub = (name: string, description: string) =>
    withDataOptions(feed.command(name)).description(description).option('--json', 'as JSON on the last line');
  const using = async (options: Options, work: (connection: Connection) => Promise<void>) => {
    const connection = await environment.connect(options);
    try {
      await work(connection);
    } finally {
      await connection.close();
    }
  };

  sub('list', 'Items, last changed first.')
    .addOption(new Option('--status <status>').choices([...feedStatuses]))
    .action((options: Options) =>
      using(options, async (connection) => {
        const { items } = await connection.request<{ items: Shown[] }>('GET', `/v1/feed${queryString({ status: options.status })}`);
        if (options.json) return printJson(items);
        const rows = items.map((item) => [
          item.id,
          item.status,
          item.kind,
          item.subject,
          effectText(item),
          item.since,
          item.conversations,
          item.owner,
        ]);
        printTable(['id', 'status', 'kind', 'subject', 'effect', 'since', 'conversations', 'owner'], rows);
      }),
    );
  sub('show', 'One item with its quotes and its history.')
    .argument('<id>')
    .action((id: string, options: Options) =>
      using(options, async (connection) => {
        const item = await connection.request<Shown>('GET', `/v1/feed/${encodeURIComponent(id)}`);
        if (options.json) printJson(item);
        else print(item);
      }),
    );
  const decisions = [
    ['acknowledge', 'acknowledged', 'Somebody has seen it.'],
    ['act', 'acted', 'Something was done; `interventions add --insight ID` measures what it changed.'],
    ['dismiss', 'dismissed', 'It is nothing, with a reason; it returns when its evidence has grown by half and by ten conversations.'],
    ['reopen', 'new', 'Take a decision back.'],
  ] as const;
  for (const [name, status, description] of decisions) {
    sub(name, description)
      .argument('<id>')
      .option('--reason <text>', name === 'dismiss' ? 'why (needed)' : 'what was done or why')
      .action((id: string, options: Options) =>
        using(options, async (connection) => {
          const body = { status, ...(options.reason !== undefined && { reason: options.reason }) };
          const item = await connection.request<Shown>('POST', `/v1/feed/${encodeURIComponent(id)}/status`, body);
          if (options.json) printJson(item);
          else printLine(`${item.id} is ${item.status}: ${item.subject}`);
        }),
      );
  }
  sub('assign', 'Give an item an owner, a due date, a ticket; `none` takes it away.')
    .argument('<id>')
    .option('--owner <name>')
    .option('--due <day>')
    .option('--ticket <url>', 'address in your own tracker')
    .action((id: string, options: Options) =>
      using(options, async (connection) => {
        const given = { owner: options.owner, dueDate: options.due, ticket: options.ticket };
        const body = Object.fromEntries(
          Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value === 'none' ? null : value]])),
        );
        const item = await connection.request<Shown>('POST', `/v1/feed/${encodeURIComponent(id)}/assign`, body);
        if (options.json) printJson(item);
        else
          printLine(
            `${item.subject}: ${item.owner ?? 'nobody'}${item.dueDate ? `, by ${item.dueDate}` : ''}${item.ticket ? `, ${item.ticket}` : ''}`,
          );
      }),
    );
}

function effectText({ kind, effect, interval }: Shown): string {
  const number =
    kind === 'sentiment' || kind === 'compliance' ? (value: number) => (100 * value).toFixed(0) : (value: number) => `×${value.toFixed(1)}`;
  return `${number(effect)} [${interval.map(number).join(', ')}]`;
}

function print(item: Shown): void {
  printLine(`${item.kind} ${item.subject}: ${effectText(item)} since ${item.since}, ${item.conversations} conversations`);
  printLine(`${item.status}${item.reason ? `: ${item.reason}` : ''}; told ${item.firstTold}, last ${item.lastTold}`);
  printLine(`owner ${item.owner ?? 'nobody'}${item.dueDate ? `, by ${item.dueDate}` : ''}${item.ticket ? `, ${item.ticket}` : ''}`);
  for (const { interaction, text } of item.quotes) printLine(`  “${text}”  ${interaction}`);
  for (const { at, by, what, detail } of item.history) printLine(`${at}  ${what} by ${by}${detail ? `: ${detail}` : ''}`);
}
