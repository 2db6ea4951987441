import type { Command } from 'commander';
import type { Interaction } from '../../domain/interaction.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { clockTime, printJson, printLine, printTable } from '../print.ts';

export function showCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('show'))
    .description('Show one conversation whole: who spoke, what was said, what was measured.')
    .argument('<id>', 'id of the interaction, as `earshot list` prints it')
    .option('--json', 'the record as JSON')
    .action(async (id: string, options: DataOptions & { json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const interaction = await connection.request<Interaction>('GET', `/v1/interactions/${encodeURIComponent(id)}`);
        if (options.json) printJson(interaction);
        else print(interaction);
      } finally {
        await connection.close();
      }
    });
}

function print(interaction: Interaction): void {
  const { channel, startedAt, durationMs, state, stateReason } = interaction;
  printLine(
    `${interaction.id}  ${channel}  ${startedAt ?? 'no date'}  ${clockTime(durationMs)}  ${state}${stateReason ? ` (${stateReason})` : ''}`,
  );
  printLine(`source ${interaction.source}, external id ${interaction.externalId}, version ${interaction.version}`);
  for (const warning of interaction.warnings) printLine(`note: ${warning}`);
  printLine();
  for (const [index, leg] of interaction.legs.entries()) {
    const who = [leg.agent && `agent ${leg.agent}`, leg.team && `team ${leg.team}`, leg.queue && `queue ${leg.queue}`]
      .filter(Boolean)
      .join(', ');
    printLine(`leg ${index}: ${leg.kind}${who ? `, ${who}` : ''} ${clockTime(leg.startMs)}–${clockTime(leg.endMs)}`);
  }
  printLine();
  for (const turn of interaction.turns) {
    const unsure = turn.roleConfidence < 0.6 ? '?' : '';
    printLine(`[${clockTime(turn.startMs)}] ${turn.role}${unsure}: ${turn.text}`);
  }
  printLine();
  const known = Object.entries(interaction.measures.values).filter(([, value]) => value !== null);
  printTable(
    ['measure', 'value'],
    known.map(([name, value]) => [name, value]),
  );
}
