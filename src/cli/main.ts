import { Command } from 'commander';
import { AppError, messageOf } from '../domain/errors.ts';
import { accountsCommand } from './commands/accounts.ts';
import { auditCommand } from './commands/audit.ts';
import { benchCommand } from './commands/bench.ts';
import { causeCommand } from './commands/cause.ts';
import { compareCommand } from './commands/compare.ts';
import { coverageCommand } from './commands/coverage.ts';
import { deflectionCommand } from './commands/deflection.ts';
import { driversCommand } from './commands/drivers.ts';
import { evalCommand } from './commands/eval.ts';
import { explainChangeCommand } from './commands/explain-change.ts';
import { exportCommand } from './commands/export.ts';
import { factsCommand } from './commands/facts.ts';
import { feedCommand } from './commands/feed.ts';
import { listCommand, searchCommand } from './commands/find.ts';
import { ingestCommand } from './commands/ingest.ts';
import { insightsCommand } from './commands/insights.ts';
import { interventionsCommand } from './commands/interventions.ts';
import { keysCommand } from './commands/keys.ts';
import { metadataCommand } from './commands/metadata.ts';
import { parkedCommand, retryCommand } from './commands/parked.ts';
import { queryCommand } from './commands/query.ts';
import { repeatsCommand } from './commands/repeats.ts';
import { rerunCommand } from './commands/rerun.ts';
import { rulesCommand } from './commands/rules.ts';
import { serveCommand } from './commands/serve.ts';
import { showCommand } from './commands/show.ts';
import { sourcesCommand } from './commands/sources.ts';
import { sqlCommand } from './commands/sql.ts';
import { swapRolesCommand } from './commands/swap-roles.ts';
import { tuneCommand } from './commands/tune.ts';
import { voicesCommand } from './commands/voices.ts';
import { werCommand } from './commands/wer.ts';
import type { CliEnvironment } from './connection.ts';

/** Every command, in the order of a first day: bring it up, read something in, find it, look after it, measure it. */
const commands = [
  serveCommand,
  ingestCommand,
  listCommand,
  searchCommand,
  showCommand,
  exportCommand,
  queryCommand,
  sqlCommand,
  driversCommand,
  insightsCommand,
  voicesCommand,
  tuneCommand,
  feedCommand,
  interventionsCommand,
  explainChangeCommand,
  causeCommand,
  compareCommand,
  repeatsCommand,
  deflectionCommand,
  factsCommand,
  coverageCommand,
  sourcesCommand,
  parkedCommand,
  retryCommand,
  metadataCommand,
  swapRolesCommand,
  rerunCommand,
  rulesCommand,
  accountsCommand,
  keysCommand,
  auditCommand,
  werCommand,
  evalCommand,
  benchCommand,
];

export function createProgram(environment: CliEnvironment): Command {
  const program = new Command('earshot')
    .description('Interaction analytics: voice, chat, email and messaging through one lens.')
    .showHelpAfterError('(earshot --help, or earshot COMMAND --help, shows what there is)')
    .configureHelp({ sortSubcommands: false });
  for (const register of commands) register(program, environment);
  return program;
}

/** Runs one command line; what goes wrong is one clear sentence and what to do, never a stack. */
export async function runCommandLine(program: Command, argv: readonly string[]): Promise<void> {
  // `earshot list | head` closes our output early: that is the reader's good right, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.stderr.write(`earshot: ${messageOf(error)}\n`);
    if (error instanceof AppError) process.stderr.write(`${error.help}\n`);
    if (process.env.EARSHOT_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}
