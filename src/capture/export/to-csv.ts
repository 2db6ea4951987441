import { stringify } from 'csv-stringify/sync';
import type { Interaction, Turn } from '../../domain/interaction.ts';

/** Column → value. Names are those that our CSV reader knows without a mapping. */
const columns: Readonly<Record<string, (interaction: Interaction, turn: Turn | null) => string | number | null>> = {
  external_id: ({ externalId }) => externalId,
  channel: ({ channel }) => channel,
  direction: ({ direction }) => direction,
  started_at: ({ startedAt }) => startedAt,
  ended_at: ({ endedAt }) => endedAt,
  case_id: ({ caseId }) => caseId,
  thread_id: ({ threadId }) => threadId,
  subject: ({ subject }) => subject,
  agent: (interaction, turn) => legOf(interaction, turn)?.agent ?? null,
  team: (interaction, turn) => legOf(interaction, turn)?.team ?? null,
  queue: (interaction, turn) => legOf(interaction, turn)?.queue ?? null,
  turn_index: (_interaction, turn) => turn?.index ?? null,
  speaker: (_interaction, turn) => turn?.participant ?? null,
  role: (_interaction, turn) => turn?.role ?? null,
  start_ms: (_interaction, turn) => turn?.startMs ?? null,
  end_ms: (_interaction, turn) => turn?.endMs ?? null,
  text: (_interaction, turn) => turn?.text ?? null,
};

const names = Object.keys(columns);

export function csvHeader(): string {
  return stringify([names]);
}

/**
 * One row per turn; a contact without words has one row. Cells that a spreadsheet would run as a formula begin with
 * an apostrophe: what customers write must not run on a supervisor's machine.
 */
export function toCsv(interaction: Interaction): string {
  const turns: readonly (Turn | null)[] = interaction.turns.length > 0 ? interaction.turns : [null];
  return stringify(
    turns.map((turn) => names.map((name) => columns[name]?.(interaction, turn) ?? null)),
    { escape_formulas: true },
  );
}

function legOf(interaction: Interaction, turn: Turn | null) {
  return interaction.legs[turn?.leg ?? 0];
}
