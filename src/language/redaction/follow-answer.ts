import type { Turn } from '../../domain/interaction.ts';
import type { Cue } from './cues.ts';
import type { DigitRun } from './digit-runs.ts';
import type { Entity, EntityLabel } from './entity.ts';
import type { PlacedEntity } from './join-chunks.ts';
import type { Recognised } from './recognise-text.ts';

/** Requests that are answered by dictating. */
const dictated: Partial<Record<Cue, EntityLabel>> = {
  account: 'account',
  card: 'card',
  cvv: 'cvv',
  expiry: 'expiry',
  password: 'password',
  phone: 'phone',
  pin: 'pin',
  ssn: 'ssn',
};
/** From this share of digits on, the words between them are misheard digits: `all seven two takes nine`. */
const fewestDigits = 2;
const digitShare = 0.4;
/** An answer recognised worse than this (mean over its words) holds what was asked for, whatever the words say. */
const unsureAnswer = 0.65;
/** A longer turn that is badly recognised is a story, not a number. */
const mostUnsureWords = 20;
const certain = 0.9;
const wordPattern = /[\p{L}\d]+/gu;
/** Said before and after a number without being part of it. */
const around = new Set(
  'yes yeah yep sure okay ok alright right so well it is its it’s that thats my the number card account phone pin password and please thanks thank you here goes one moment'.split(
    ' ',
  ),
);

/** The whole of an answer to a request for a number: recognised speech loses and bends digits, and half a number is a leak. */
export function followAnswers(
  turns: readonly Turn[],
  recognised: readonly Recognised[],
  askedBefore: (turn: number) => Cue | null,
): readonly PlacedEntity[] {
  return turns.flatMap((turn, index) => {
    const { runs = [], entities = [] } = recognised[index] ?? {};
    if (runs.length === 0 && !/\d/.test(turn.text) && !isUnsure(turn)) return [];
    const asked = askedBefore(index);
    const label = asked === null ? undefined : dictated[asked];
    if (label === undefined || (runs.length > 0 && runs.every((run) => run.plain))) return [];
    const stretch = dictatedStretch(turn.text, runs) ?? (isUnsure(turn) ? { start: 0, end: turn.text.length } : null);
    if (stretch === null) return [];
    return gapsBetween(entities, stretch, turn.text).map((gap) => ({
      turn: index,
      entity: { ...gap, label, confidence: 0.5, why: 'dictated-answer' },
    }));
  });
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** From the first to the last word that is no `yes it is`; null where too few of them are digits. */
function dictatedStretch(text: string, runs: readonly DigitRun[]): Stretch | null {
  const words = [...text.matchAll(wordPattern)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const isDigit = ({ start, end }: Stretch) => runs.some((run) => run.start < end && start < run.end);
  const isInside = (word: (typeof words)[number]) => isDigit(word) || !around.has(word.word);
  const inside = words.slice(words.findIndex(isInside), words.findLastIndex(isInside) + 1);
  const spoken = runs.flatMap((run) => run.groups).reduce((sum, group) => sum + (group.spoken ? group.digits.length : 0), 0);
  const digits = spoken + text.replace(/\D/g, '').length;
  const [first] = inside;
  if (first === undefined || digits < fewestDigits || digits < inside.length * digitShare) return null;
  return { start: first.start, end: inside.at(-1)?.end ?? first.end };
}

/** Heard, with words that the recogniser hardly believes. */
function isUnsure({ words = [] }: Turn): boolean {
  const confidences = words.flatMap(({ confidence }) => confidence ?? []);
  if (confidences.length === 0 || confidences.length > mostUnsureWords) return false;
  return confidences.reduce((sum, confidence) => sum + confidence, 0) / confidences.length < unsureAnswer;
}

/** What certain finds leave uncovered of a stretch. */
function gapsBetween(entities: readonly Entity[], { start, end }: Stretch, text: string): readonly Stretch[] {
  const gaps: Stretch[] = [];
  let from = start;
  for (const entity of [...entities.filter(({ confidence }) => confidence >= certain), { start: end, end }]) {
    if (entity.end < start || entity.start > end) continue;
    const words = [...text.slice(from, entity.start).matchAll(wordPattern)];
    const last = words.at(-1);
    if (words[0] !== undefined && last !== undefined) gaps.push({ start: from + words[0].index, end: from + last.index + last[0].length });
    from = Math.max(from, entity.end);
  }
  return gaps;
}
