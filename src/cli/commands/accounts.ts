import type { Command } from 'commander';
import { type Account, type AccountRight, accountRights, accountRoles } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { readPassword } from '../read-password.ts';
import { withConnection } from '../with-connection.ts';

type AddOptions = DataOptions & { readonly role: string; readonly team: string[]; readonly agent?: string };

const collect = (value: string, earlier: string[]) => [...earlier, value];

/** Who may sign in. */
export function accountsCommand(program: Command, environment: CliEnvironment): void {
  const accounts = program
    .command('accounts')
    .description('Who may sign in, and what they may see. Without accounts only this machine may.');
  addCommand(accounts, environment);
  listCommand(accounts, environment);
  passwordCommand(accounts, environment);
  for (const [verb, disabled, description] of [
    ['disable', true, 'Let an account sign in no more; its sessions end at once.'],
    ['enable', false, 'Let a disabled account sign in again.'],
  ] as const) {
    withDataOptions(accounts.command(verb))
      .description(description)
      .argument('<name>', 'name of the account')
      .action((name: string, options: DataOptions) => change(environment, options, { name, edit: () => ({ disabled }) }));
  }
  for (const [verb, description] of [
    ['grant', 'Give an account a right beside its role. It is put on record.'],
    ['withdraw', 'Take a right back.'],
  ] as const) {
    withDataOptions(accounts.command(verb))
      .description(description)
      .argument('<name>', 'name of the account')
      .argument('<right>', accountRights.join(', '))
      .action((name: string, right: string, options: DataOptions) => {
        const known = accountRights.find((each) => each === right);
        if (known === undefined) throw new AppError('bad-usage', `There is no right ${right}; there are ${accountRights.join(', ')}.`);
        return change(environment, options, { name, edit: ({ rights }) => ({ rights: changed(rights, known, verb) }) });
      });
  }
}

function changed(rights: readonly AccountRight[], right: AccountRight, verb: 'grant' | 'withdraw'): AccountRight[] {
  const others = rights.filter((each) => each !== right);
  return verb === 'grant' ? [...others, right] : others;
}

function addCommand(accounts: Command, environment: CliEnvironment): void {
  withDataOptions(accounts.command('add'))
    .description('Make an account. The password is asked for, or read from standard input; never an argument.')
    .argument('<name>', 'what the person signs in with')
    .requiredOption('--role <role>', accountRoles.join(', '))
    .option('--team <name>', 'a team whose conversations a supervisor sees; repeat for more', collect, [])
    .option('--agent <id>', 'id of an agent, as the sources write it')
    .action((name: string, { role, team: teams, agent = undefined, ...options }: AddOptions) =>
      withConnection(environment, options, async (connection) => {
        const body = { name, role, teams, agent: agent ?? null, password: await readPassword() };
        const account = await connection.request<Account>('POST', '/v1/accounts', body);
        printLine(`${account.name} may sign in as ${account.role}.`);
      }),
    );
}

function listCommand(accounts: Command, environment: CliEnvironment): void {
  withDataOptions(accounts.command('list'))
    .description('Every account with role, teams, rights and last sign-in.')
    .option('--json', 'as JSON')
    .action((options: DataOptions & { json?: boolean }) =>
      withConnection(environment, options, async (connection) => {
        const items = await listOf(connection);
        if (options.json) return printJson(items);
        if (items.length === 0) return printLine('There are no accounts: whoever is on this machine may do everything.');
        printTable(
          ['name', 'role', 'sees', 'rights', 'signs in', 'last sign-in', 'state'],
          items.map(({ name, role, teams, agent, rights, origin, lastSignInAt, disabled }) => [
            ...[name, role, role === 'supervisor' ? teams.join(', ') : (agent ?? 'everything'), rights.join(', ') || null],
            origin === 'local' ? 'here' : 'by provider',
            lastSignInAt?.slice(0, 16).replace('T', ' ') ?? null,
            disabled ? 'disabled' : 'active',
          ]),
        );
      }),
    );
}

function passwordCommand(accounts: Command, environment: CliEnvironment): void {
  withDataOptions(accounts.command('password'))
    .description('Set a new password, asked for or read from standard input; the account’s sessions end.')
    .argument('<name>', 'name of the account')
    .action((name: string, options: DataOptions) =>
      change(environment, options, { name, edit: async () => ({ password: await readPassword() }) }),
    );
}

interface Change {
  readonly name: string;
  readonly edit: (account: Account) => object | Promise<object>;
}

async function change(environment: CliEnvironment, options: DataOptions, { name, edit }: Change): Promise<void> {
  await withConnection(environment, options, async (connection) => {
    const account = (await listOf(connection)).find((each) => each.name === name);
    if (account === undefined) throw new AppError('not-found', 'There is no account of this name; see `earshot accounts list`.');
    await connection.request('POST', `/v1/accounts/${account.id}`, await edit(account));
    printLine(`${account.name} is changed, and has to sign in again.`);
  });
}

async function listOf(connection: Connection): Promise<readonly Account[]> {
  return (await connection.request<{ items: readonly Account[] }>('GET', '/v1/accounts')).items;
}
