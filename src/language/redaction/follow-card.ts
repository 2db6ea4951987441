import type { Turn } from '../../domain/interaction.ts';
import { type Cue, cueReader, mentionsCard } from './cues.ts';
import type { DigitRun } from './digit-runs.ts';
import { coveringEntity } from './entity.ts';
import type { PlacedEntity } from './join-chunks.ts';
import type { Recognised } from './recognise-text.ts';

/** While a card is dictated: `four five three – let me start again`, `no, 1488`, a group that the agent reads back. */
const turnsAfterCard = 3;
/** What was asked for needs little; what merely stands near a card, a whole group. */
const fewestAsked = 3;
const fewestNear = 4;
const mostDigits = 19;
const endingPattern = /\b(?:ending|ends|last (?:four|4|digits))\b[^.?!]{0,25}$/i;
const endingReach = 45;

/** Pieces of a card number that alone would be too short to say what they are. A piece left readable spoils the rest. */
export function followCards(
  turns: readonly Turn[],
  recognised: readonly Recognised[],
  askedBefore: (turn: number) => Cue | null,
): readonly PlacedEntity[] {
  const found: PlacedEntity[] = [];
  let lastCard = Number.NEGATIVE_INFINITY;
  for (const [index, { entities, runs }] of recognised.entries()) {
    if (entities.some(({ label }) => label === 'card')) lastCard = index;
    const text = turns[index]?.text ?? '';
    const open = runs.filter((run) => !run.plain && run.digits.length >= fewestAsked && run.digits.length <= mostDigits);
    for (const run of open) {
      if (coveringEntity(entities, run) !== null) continue;
      const isPiece =
        isEnding(run, text) || followsCard(run, { text, asked: () => askedBefore(index), isNear: index - lastCard <= turnsAfterCard });
      if (!isPiece) continue;
      lastCard = index;
      found.push({ turn: index, entity: { label: 'card', start: run.start, end: run.end, confidence: 0.5, why: 'while-card-is-given' } });
    }
  }
  return found;
}

interface PieceContext {
  readonly text: string;
  readonly asked: () => Cue | null;
  readonly isNear: boolean;
}

function followsCard(run: DigitRun, { text, asked, isNear }: PieceContext): boolean {
  const named = cueReader(text)(run.start);
  if (named !== null && named !== 'card') return false;
  const question = asked();
  if (question === 'card') return true;
  return isNear && question === null && run.digits.length >= fewestNear && run.groups.every(({ digits }) => digits.length <= fewestNear);
}

/** `my visa ending in 1111`. */
function isEnding(run: DigitRun, text: string): boolean {
  return run.digits.length === 4 && mentionsCard(text) && endingPattern.test(text.slice(Math.max(0, run.start - endingReach), run.start));
}
