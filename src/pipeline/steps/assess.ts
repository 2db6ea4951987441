import type { Interaction, InteractionState } from '../../domain/interaction.ts';
import { type Outcome, ok } from '../outcome.ts';
import { type Arrival, refine, type Work } from '../work.ts';

interface Standing {
  readonly state: InteractionState;
  readonly stateReason: string | null;
}

/** Says how far a contact came, and why it came no further: the rows of `earshot coverage`. */
export function assess(work: Work): Outcome<Work> {
  return ok(refine(work, standingOf(work)));
}

function standingOf({ interaction, arrived }: Work): Standing {
  if (interaction.handling !== 'analyse') return { state: unreadState(interaction, arrived), stateReason: interaction.handling };
  if (interaction.turns.some((turn) => turn.text.trim() !== '')) return assessable(interaction);
  if (interaction.media.length > 0) return { state: 'received', stateReason: interaction.stateReason ?? 'no-transcript' };
  if (isRecorded(interaction)) return { state: 'recorded', stateReason: 'not-received' };
  return { state: 'occurred', stateReason: 'no-recording' };
}

/** Its words are gone from the record, but not that they had come. */
function unreadState(interaction: Interaction, { received }: Arrival): InteractionState {
  if (received) return 'received';
  return isRecorded(interaction) ? 'recorded' : 'occurred';
}

/** Contact records say it in their own words: `true`, `yes`, `1`. */
function isRecorded({ attributes }: Interaction): boolean {
  return ['true', 'yes', 'y', '1'].includes(String(attributes.recorded).toLowerCase());
}

function assessable(interaction: Interaction): Standing {
  const people = new Set(interaction.turns.map((turn) => turn.role));
  if (people.size === 1 && people.has('ivr')) return { state: 'transcribed', stateReason: 'no-conversation' };
  return { state: 'assessable', stateReason: null };
}
