import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { SearchPage } from '../../storage/content.ts';
import { type CliEnvironment, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { clockTime, printJson, printLine, printTable } from '../print.ts';

interface FindOptions extends DataOptions {
  readonly channel?: string;
  readonly source?: string;
  readonly queue?: string;
  readonly agent?: string;
  readonly from?: string;
  readonly to?: string;
  readonly state?: string;
  readonly rule?: string;
  readonly verdict?: string;
  readonly limit: string;
  readonly cursor?: string;
  readonly json?: boolean;
}

export function listCommand(program: Command, environment: CliEnvironment): void {
  withFilters(program.command('list'))
    .description('List conversations, newest first.')
    .action((options: FindOptions) => find(environment, options));
}

export function searchCommand(program: Command, environment: CliEnvironment): void {
  withFilters(program.command('search'))
    .description('Find conversations by their words.')
    .argument('<query...>', 'words (all must occur), "phrases in quotes", -word to leave out')
    // `-word` looks like an option and is none.
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Examples:
  earshot search refund -invoice
  earshot search '"speak to a manager" -billing' --channel voice --from 2026-11-01`,
    )
    .action((query: readonly string[], options: FindOptions) => find(environment, options, queryOf(query)));
}

/** Two dashes are a mistyped option: taken for a word it would find nothing and say nothing. */
function queryOf(query: readonly string[]): string {
  const mistyped = query.find((word) => /^--\w/.test(word));
  if (mistyped !== undefined) throw new AppError('bad-usage', `search has no option ${mistyped}.`);
  return query.join(' ');
}

function withFilters(command: Command): Command {
  return withDataOptions(command)
    .option('--channel <name>', 'voice, chat, email or messaging')
    .option('--source <name>', 'configured source')
    .option('--queue <name>', 'queue of any leg')
    .option('--agent <id>', 'agent of any leg')
    .option('--state <name>', 'how far it came: assessable, transcribed, received, recorded, occurred')
    .option('--rule <id>', 'a rule fired on it')
    .option('--verdict <verdict>', 'with --rule: met, missed, not-assessable or fired (the default)')
    .option('--from <time>', 'started at or after (ISO 8601)')
    .option('--to <time>', 'started before (ISO 8601)')
    .option('--limit <n>', 'at most this many', '20')
    .option('--cursor <cursor>', 'go on after an earlier page')
    .option('--json', 'one page as JSON');
}

async function find(environment: CliEnvironment, options: FindOptions, text?: string): Promise<void> {
  const { data, workspace, json, ...filters } = options;
  const connection = await environment.connect({ data, workspace });
  try {
    const page = await connection.request<SearchPage>('GET', `/v1/interactions${queryString({ ...filters, q: text })}`);
    if (json) printJson(page);
    else print(page, text !== undefined);
  } finally {
    await connection.close();
  }
}

function print(page: SearchPage, withSnippets: boolean): void {
  if (page.items.length === 0) {
    printLine(withSnippets ? 'No conversation has these words.' : 'Nothing here yet. Read something in with: earshot ingest PATH');
    return;
  }
  printTable(
    ['id', 'started', 'channel', 'length', 'queue', 'agent', withSnippets ? 'found' : 'begins'],
    page.items.map((hit) => [
      hit.id,
      hit.startedAt?.slice(0, 16).replace('T', ' ') ?? null,
      hit.channel,
      clockTime(hit.durationMs),
      hit.queue,
      hit.agents.join(', '),
      hit.stateReason ? `(${hit.stateReason})` : excerpt(hit.snippets[0]?.text ?? ''),
    ]),
  );
  printLine(`${page.items.length} of ${page.total}${page.nextCursor ? `; go on with --cursor ${page.nextCursor}` : ''}`);
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
