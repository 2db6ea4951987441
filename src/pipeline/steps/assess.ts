import type { Interaction, InteractionState } from '../../domain/interaction.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

interface Standing {
  readonly state: InteractionState;
  readonly stateReason: string | null;
}

/** Says how far a contact came, and why it came no further: the rows of `earshot coverage`. */
export function assess(work: Work): Outcome<Work> {
  return ok(refine(work, standingOf(work.interaction)));
}

function standingOf(interaction: Interaction): Standing {
  if (interaction.handling !== 'analyse') return { state: 'received', stateReason: interaction.handling };
  if (interaction.turns.some((turn) => turn.text.trim() !== '')) return assessable(interaction);
  if (interaction.media.length > 0) return { state: 'received', stateReason: interaction.stateReason ?? 'no-transcript' };
  if (interaction.attributes.recorded === true) return { state: 'recorded', stateReason: 'not-received' };
  return { state: 'occurred', stateReason: 'no-recording' };
}

function assessable(interaction: Interaction): Standing {
  const people = new Set(interaction.turns.map((turn) => turn.role));
  if (people.size === 1 && people.has('ivr')) return { state: 'transcribed', stateReason: 'no-conversation' };
  return { state: 'assessable', stateReason: null };
}
