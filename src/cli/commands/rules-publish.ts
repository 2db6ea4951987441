import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { RuleVersion } from '../../storage/rule-versions.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { createProgress, printJson, printLine, printTable } from '../print.ts';

type Shown = Omit<RuleVersion, 'cursor'>;
type PublishOptions = DataOptions & { readonly json?: boolean };

const lookMs = 200;

/** `rules publish`, `rescore` and `versions`: a changed rule judges history anew, and readers see it when it is done. */
export function rulePublishCommands(rules: Command, environment: CliEnvironment): void {
  withDataOptions(rules.command('publish'))
    .description('Keep the workspace’s rules as a new version, and judge all stored conversations by it.')
    .requiredOption('--note <text>', 'why the rules are what they are now')
    .option('--approver <name>', 'who approved it; asked for by workspaces that set rules.approval')
    .option('--json', 'one JSON object on the last line')
    .addHelpText(
      'after',
      '\nFindings of the version before are shown until every conversation is judged. Interrupted, it goes on with: earshot rules rescore',
    )
    .action(({ note, approver, ...options }: PublishOptions & { note: string; approver?: string }) =>
      score(options, environment, (connection) =>
        connection.request<Shown>('POST', '/v1/rules/publish', { note, approver: approver ?? null }),
      ),
    );
  withDataOptions(rules.command('rescore'))
    .description('Judge all stored conversations again by the rules in force, or go on where that was interrupted.')
    .option('--json', 'one JSON object on the last line')
    .action((options: PublishOptions) =>
      score(options, environment, (connection) => connection.request<Shown>('POST', '/v1/rules/rescore', {})),
    );
  withDataOptions(rules.command('versions'))
    .description('Published versions of the rules, newest first: when, why, by whom, and how far each is.')
    .option('--json', 'as JSON')
    .action(async (options: PublishOptions) => {
      const connection = await environment.connect(options);
      try {
        const items = await versionsOf(connection);
        if (options.json) return printJson(items);
        if (items.length === 0) return printLine('Nothing was published yet. The files of the workspace judge what comes in.');
        printTable(
          ['version', 'published', 'rules', 'state', 'judged', 'approver', 'note'],
          items.map(({ version, publishedAt, rules: count, state, judged, total, approver, note }) => [
            version,
            publishedAt.slice(0, 16).replace('T', ' '),
            count,
            state,
            `${judged}/${total}`,
            approver,
            note,
          ]),
        );
      } finally {
        await connection.close();
      }
    });
}

async function score(
  options: PublishOptions,
  environment: CliEnvironment,
  begin: (connection: Connection) => Promise<Shown>,
): Promise<void> {
  const connection = await environment.connect(options);
  const progress = createProgress();
  const startedAt = performance.now();
  try {
    let version = await begin(connection);
    while (version.state === 'scoring') {
      progress.show(`version ${version.version}: ${version.judged} of ${version.total} conversations judged`);
      await sleep(lookMs);
      const { version: wanted } = version;
      version = (await versionsOf(connection)).find((each) => each.version === wanted) ?? version;
    }
    progress.end();
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    if (options.json) printJson({ ...version, seconds });
    else
      printLine(
        `version ${version.version} is ${version.state}: ${version.judged} conversations judged by ${version.rules} rules in ${seconds} s`,
      );
  } finally {
    await connection.close();
  }
}

async function versionsOf(connection: Connection): Promise<readonly Shown[]> {
  const { items } = await connection.request<{ items: readonly Shown[] }>('GET', '/v1/rules/versions');
  return items;
}
