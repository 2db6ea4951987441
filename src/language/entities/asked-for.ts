import type { Turn } from '../../domain/interaction.ts';
import type { TagLabel } from './tagger.ts';

/** How far back a question may stand: `and your name?` – `sure` – `one moment` – `it is …`. */
const turnsBack = 4;
/** Of a long turn only its end can be the question that the next turn answers. */
const askCharacters = 200;

const questions: readonly (readonly [asks: RegExp, label: TagLabel])[] = [
  [/\b(?:date of birth|birth ?date|birthday|dob|born)\b/i, 'date'],
  [/\b(?:zip|post ?code|postal code)\b/i, 'postcode'],
  [/\b(?:address|where do you live|street|deliver(?:ed)? to|ship(?:ped)? to)\b/i, 'address'],
  [/\bhow old\b|\byour age\b/i, 'age'],
  [/\b(?:e-?mail)\b/i, 'email'],
  [/\b(?:password)\b/i, 'password'],
  [/\bname\b|\bwho (?:am i|is|are) (?:speaking|this|you|calling)\b|\bspell\b/i, 'person'],
];
const requestPattern = /\?|\b(?:may|can|could|would|please|what|provide|confirm|give|tell|enter|need|verify|share|have)\b/i;

/** Which kind of personal data the other side asked for just before this turn. */
export function askedFor(turns: readonly Turn[], position: number): TagLabel | null {
  const speaker = turns[position]?.participant;
  for (let index = position - 1; index >= Math.max(0, position - turnsBack); index--) {
    const turn = turns[index];
    if (turn === undefined || turn.participant === speaker) continue;
    const end = turn.text.slice(-askCharacters);
    if (requestPattern.test(end)) return questions.find(([asks]) => asks.test(end))?.[1] ?? null;
  }
  return null;
}
