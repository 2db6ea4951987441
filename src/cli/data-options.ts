import type { Command } from 'commander';

/** `--data` and `--workspace`, alike on every command that touches conversations. */
export function withDataOptions(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder', process.env.EARSHOT_DATA ?? './data')
    .option('--workspace <folder>', 'workspace folder', process.env.EARSHOT_WORKSPACE ?? './workspace');
}
