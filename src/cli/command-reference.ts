import type { Command } from 'commander';
import type { CliEnvironment } from './connection.ts';
import { createProgram } from './main.ts';

const idle: CliEnvironment = {
  connect: () => Promise.reject(new Error('the reference runs no command')),
  serve: async () => undefined,
  likeness: () => Promise.reject(new Error('the reference runs no command')),
  evaluate: async () => 0,
  bench: async () => undefined,
};

/** docs/COMMANDS.md: the help of every command, word for word. */
export function commandReference(): string {
  const commands = createProgram(idle).commands.flatMap((command) => [command, ...command.commands]);
  return ['# Commands\n\n`./earshot COMMAND --help` prints the same. Written by `npm run docs`.\n', ...commands.map(sectionOf)].join('\n');
}

function sectionOf(command: Command): string {
  let help = '';
  const writeOut = (text: string) => {
    help += text;
  };
  command.configureOutput({ writeOut, getOutHelpWidth: () => 120, getOutHasColors: () => false });
  command.outputHelp();
  const parent = command.parent?.name();
  return `## ${parent === 'earshot' ? '' : `${parent} `}${command.name()}\n\n\`\`\`text\n${help.trim()}\n\`\`\`\n`;
}
