import type { Turn } from '../../domain/interaction.ts';
import { type Cue, cueAsked } from './cues.ts';

/** How far back a question may stand: `and the card number?` – `sure` – `one moment` – `4111…`. */
const turnsBack = 6;

/** What the other side last asked for before this turn; null when nothing, or something that is no number. */
export function askedBefore(turns: readonly Turn[], position: number): Cue | null {
  const speaker = turns[position]?.participant;
  for (let index = position - 1; index >= Math.max(0, position - turnsBack); index--) {
    const turn = turns[index];
    if (turn === undefined || turn.participant === speaker) continue;
    const cue = cueAsked(turn.text);
    if (cue !== undefined) return cue;
  }
  return null;
}
