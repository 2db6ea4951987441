import type { Command } from 'commander';
import type { ApiKey } from '../../domain/api-key.ts';
import { AppError } from '../../domain/errors.ts';
import { permissions } from '../../domain/permission.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { withConnection } from '../with-connection.ts';

type AddOptions = DataOptions & { readonly permission: string[]; readonly team: string[]; readonly expires?: string };

const collect = (value: string, earlier: string[]) => [...earlier, value];

/** Keys for programs: `Authorization: Bearer KEY`. */
export function keysCommand(program: Command, environment: CliEnvironment): void {
  const keys = program.command('keys').description('API keys: what programs may ask of a server.');
  withDataOptions(keys.command('add'))
    .description('Make an API key and print it; it is kept as a hash and cannot be shown again.')
    .argument('<name>', 'what it is for')
    .requiredOption('--permission <name>', 'what it may do; repeat for more', collect, [])
    .option('--team <name>', 'only conversations of this team; repeat for more', collect, [])
    .option('--expires <date>', 'ISO 8601 date or time after which it is good no longer')
    .addHelpText('after', `\nPermissions:\n${permissionList()}`)
    .action((name: string, { permission, team: teams, expires, ...options }: AddOptions) =>
      withConnection(environment, options, async (connection) => {
        const body = { name, permissions: permission, teams, expiresAt: expires === undefined ? null : instantOf(expires) };
        const { secret } = await connection.request<{ secret: string }>('POST', '/v1/keys', body);
        process.stdout.write(`${secret}\n`);
      }),
    );
  withDataOptions(keys.command('list'))
    .description('Every key: how it begins, what it may do, when it was last used and when it ends.')
    .option('--json', 'as JSON')
    .action((options: DataOptions & { json?: boolean }) =>
      withConnection(environment, options, async (connection) => {
        const { items } = await connection.request<{ items: readonly ApiKey[] }>('GET', '/v1/keys');
        if (options.json) return printJson(items);
        if (items.length === 0) return printLine('There are no API keys. Make one with: earshot keys add');
        printTable(
          ['id', 'name', 'begins', 'permissions', 'teams', 'last used', 'state'],
          items.map((key) => [
            ...[key.id, key.name, `${key.prefix}…`, key.permissions.join(' '), key.teams.join(', ') || 'all'],
            key.lastUsedAt?.slice(0, 16).replace('T', ' ') ?? null,
            stateOf(key),
          ]),
        );
      }),
    );
  withDataOptions(keys.command('revoke'))
    .description('Make a key good no longer, at once and for ever.')
    .argument('<id>', 'id as `earshot keys list` prints it')
    .action((id: string, options: DataOptions) =>
      withConnection(environment, options, async (connection) => {
        await connection.request('DELETE', `/v1/keys/${encodeURIComponent(id)}`);
        printLine('The key is revoked.');
      }),
    );
}

function permissionList(): string {
  const width = Math.max(...Object.keys(permissions).map((name) => name.length));
  return Object.entries(permissions)
    .map(([name, what]) => `  ${name.padEnd(width)}  ${what}`)
    .join('\n');
}

function instantOf(text: string): string {
  const at = Date.parse(text);
  if (!Number.isFinite(at)) throw new AppError('bad-usage', '--expires takes an ISO 8601 date or time such as 2027-03-31');
  return new Date(at).toISOString();
}

function stateOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt === null) return 'in force';
  return Date.parse(expiresAt) <= Date.now() ? 'expired' : `until ${expiresAt.slice(0, 10)}`;
}
