import type { Turn } from '../../domain/interaction.ts';
import { type Cue, cueReader } from './cues.ts';
import type { DigitGroup, DigitRun } from './digit-runs.ts';
import { coveringEntity, type Entity } from './entity.ts';
import { findCards } from './recognise-card.ts';
import { type Recognised, recogniseRun } from './recognise-text.ts';

/** A find in one turn of a conversation. */
export interface PlacedEntity {
  readonly turn: number;
  readonly entity: Entity;
}

export interface ChunkContext {
  readonly country: string;
  readonly askedBefore: (turn: number) => Cue | null;
}

interface PlacedGroup {
  readonly turn: number;
  readonly group: DigitGroup;
}

interface Piece {
  readonly turn: number;
  readonly run: DigitRun;
}

/** `mm-hm`, `go on`, `and the next four?`: what the other side may say between two parts of one number. */
const mostInterjectedWords = 5;
/** `hold on`, between two parts of one's own number. */
const mostOwnFillers = 2;
/** Words around the digits of a part: `then it's …`. */
const mostWordsBeside = 2;
/** Without words that say what it is, parts make a number only when a numbering plan or a checksum agrees. */
const fewestConfidence = 0.85;
/** A number has few parts; bounds the work on hostile input. */
const mostPieces = 24;
/** A part of a dictated number: a spoken digit or two at least, `4111 1111` or a little more at most. */
const fewestDigits = 2;
const mostDigits = 12;
/** Parts of a phone number that nobody called one. */
const mostUnnamedDigits = 4;

/** Numbers that one participant gives in parts over several turns, with only short interjections between them. */
export function joinChunks(turns: readonly Turn[], recognised: readonly Recognised[], context: ChunkContext): readonly PlacedEntity[] {
  const open = new Map<string, Piece[]>();
  const found: PlacedEntity[] = [];
  const close = (participant: string) => {
    found.push(...resolve(open.get(participant) ?? [], turns, context));
    open.delete(participant);
  };
  for (const [index, turn] of turns.entries()) {
    const { runs = [], entities = [] } = recognised[index] ?? {};
    if (open.size === 0 && runs.length === 0) continue;
    const before = open.size === 0 ? 0 : countWords(turn.text, 0, runs[0]?.start ?? turn.text.length);
    const after = runs.length === 0 ? 0 : countWords(turn.text, runs.at(-1)?.end ?? 0, turn.text.length);
    for (const participant of [...open.keys()]) {
      const own = participant === turn.participant;
      const limit = !own ? mostInterjectedWords : runs.length > 0 ? mostWordsBeside : mostOwnFillers;
      if ((own && runs.length > 0 ? before : before + after) > limit) close(participant);
    }
    const last = runs.at(-1);
    if (last === undefined) continue;
    if (runs.length > 1) close(turn.participant);
    if (!isPart(last, entities) || after > mostWordsBeside) close(turn.participant);
    else open.set(turn.participant, [...(open.get(turn.participant) ?? []), { turn: index, run: last }].slice(-mostPieces));
  }
  for (const participant of [...open.keys()]) close(participant);
  return found;
}

/** A number that is complete in itself is no part of another; one that only the words around it made a find may be. */
function isPart(run: DigitRun, entities: readonly Entity[]): boolean {
  if (run.digits.length < fewestDigits || run.digits.length > mostDigits) return false;
  const found = coveringEntity(entities, run);
  return found === null || found.why === 'asked-or-named';
}

function resolve(pieces: readonly Piece[], turns: readonly Turn[], context: ChunkContext): readonly PlacedEntity[] {
  const [first] = pieces;
  if (first === undefined || pieces.every((piece) => piece.turn === first.turn)) return [];
  const groups = pieces.flatMap((piece) => piece.run.groups.map((group) => ({ turn: piece.turn, group })));
  const cards = findCards(groups.map(({ group }) => group))
    .map((hit) => groups.slice(hit.from, hit.to + 1))
    .filter((card) => isWholeParts(card, pieces));
  if (cards.length > 0) return cards.flatMap((card) => placed(card, { label: 'card', confidence: 0.95, why: 'luhn-over-turns' }));
  const cue = cueReader(turns[first.turn]?.text ?? '')(first.run.start) ?? context.askedBefore(first.turn);
  const joined = joinedRun(groups.map(({ group }) => group));
  if (pieces.some(({ run }) => run.plain || (cue === null && run.digits.length > mostUnnamedDigits))) return [];
  const whole = recogniseRun(joined, { text: '', cue, country: context.country });
  const isNamed = cue !== null && whole?.why === 'asked-or-named';
  if (whole === null || (!isNamed && whole.confidence < fewestConfidence)) return [];
  return placed(groups, { ...whole, why: `${whole.why}-over-turns` });
}

/** A card begins and ends where a turn's part does; a checksum over any digits in between passes too often by chance. */
function isWholeParts(card: readonly PlacedGroup[], pieces: readonly Piece[]): boolean {
  const starts = pieces.some(({ run }) => run.groups[0] === card[0]?.group);
  return starts && pieces.some(({ run }) => run.groups.at(-1) === card.at(-1)?.group);
}

/** One run as if it had been said in one turn; only its digits and groups mean anything. */
function joinedRun(groups: readonly DigitGroup[]): DigitRun {
  const digits = groups.map((group) => group.digits).join('');
  return { start: 0, end: 0, digits, groups, international: false, plain: false };
}

/** One entity per turn that holds part of the number. */
function placed(groups: readonly PlacedGroup[], found: Pick<Entity, 'label' | 'confidence' | 'why'>): readonly PlacedEntity[] {
  const turns = [...new Set(groups.map(({ turn }) => turn))];
  const digits = groups.map(({ group }) => group.digits).join('');
  return turns.map((turn) => {
    const own = groups.filter((part) => part.turn === turn).map(({ group }) => group);
    const { label, confidence, why } = found;
    return { turn, entity: { label, confidence, why, digits, start: own[0]?.start ?? 0, end: own.at(-1)?.end ?? 0 } };
  });
}

const wordEnds: ReadonlySet<string> = new Set('.,;:!?-');

/** Stops counting where the answer can no longer matter. */
function countWords(text: string, from: number, to: number): number {
  let words = 0;
  let within = false;
  for (let at = from; at < to && words <= mostInterjectedWords; at++) {
    const character = text[at] ?? '';
    const isWord = !wordEnds.has(character) && character.trim() !== '';
    if (isWord && !within) words++;
    within = isWord;
  }
  return words;
}
