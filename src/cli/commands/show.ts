import type { Command } from 'commander';
import type { Interaction } from '../../domain/interaction.ts';
import type { QuotedFinding } from '../../pipeline/rules/rule-desk.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { clockTime, printJson, printLine, printTable } from '../print.ts';
import { printUnderstanding } from '../print-understanding.ts';

export function showCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('show'))
    .description('Show one conversation whole: who spoke, what was said, what was measured, what the rules found.')
    .argument('<id>', 'id of the interaction, as `earshot list` prints it')
    .option('--json', 'the record as JSON')
    .action(async (id: string, options: DataOptions & { json?: boolean }) => {
      const connection = await environment.connect(options);
      try {
        const interaction = await connection.request<Shown>('GET', `/v1/interactions/${encodeURIComponent(id)}`);
        if (options.json) printJson(interaction);
        else print(interaction);
      } finally {
        await connection.close();
      }
    });
}

type Shown = Interaction & { readonly findings: readonly QuotedFinding[] };

function print(interaction: Shown): void {
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
  printUnderstanding(interaction);
  printLine();
  const known = Object.entries(interaction.measures.values).filter(([, value]) => value !== null);
  printTable(
    ['measure', 'value'],
    known.map(([name, value]) => [name, value]),
  );
  printFindings(interaction.findings);
}

/** What fired, with its words; the rest is a count. */
function printFindings(findings: readonly QuotedFinding[]): void {
  if (findings.length === 0) return;
  printLine();
  for (const { rule, name, verdict, spans, searched } of findings.filter(({ fired }) => fired)) {
    const window = searched === null ? '' : ` (searched ${searched.words} words of ${searched.role} in ${searched.turns} turns)`;
    printLine(`finding ${rule}: ${name}: ${verdict}${window}`);
    for (const { startMs, role, text } of spans) printLine(`  [${clockTime(startMs)}] ${role}: “${text}”`);
  }
  const count = (verdict: QuotedFinding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length;
  printLine(`rules: ${count('met')} met, ${count('missed')} missed, ${count('not-assessable')} not assessable`);
}
