import type { DigitRun } from './digit-runs.ts';
import { coveringEntity, type Entity } from './entity.ts';
import type { PlacedEntity } from './join-chunks.ts';
import type { Recognised } from './recognise-text.ts';

const repeatable: ReadonlySet<string> = new Set(['account', 'card', 'phone', 'ssn']);
/** Shorter pieces of a number occur by chance. */
const fewestDigits = 4;
/** So many digits in a row are no chance. */
const longEnough = 6;
/** Bounds the work on hostile input; a real conversation names a handful of numbers. */
const mostValues = 100;

interface KnownValue {
  readonly label: Entity['label'];
  readonly digits: string;
}

/** Once a number is found, the same digits elsewhere in the conversation, read back whole or in part, are the same find. */
export function repeatMentions(recognised: readonly Recognised[]): readonly PlacedEntity[] {
  const known = knownValues(recognised);
  if (known.length === 0) return [];
  return recognised.flatMap(({ entities, runs }, turn) =>
    runs.flatMap((run) => {
      if (run.plain || run.digits.length < fewestDigits || coveringEntity(entities, run) !== null) return [];
      const value = known.find((candidate) => isPartOf(run.digits, candidate));
      if (value === undefined) return [];
      return [{ turn, entity: { label: value.label, start: run.start, end: run.end, confidence: 0.7, why: 'said-again' } }];
    }),
  );
}

/** Six digits of it anywhere, four where people part a number: its start, its end, a card's groups of four. */
function isPartOf(digits: string, { label, digits: whole }: KnownValue): boolean {
  if (digits.length >= longEnough) return whole.includes(digits) || (whole.length >= longEnough && digits.includes(whole));
  if (label === 'card') return whole.indexOf(digits) % 4 === 0;
  return whole.startsWith(digits) || whole.endsWith(digits);
}

function knownValues(recognised: readonly Recognised[]): readonly KnownValue[] {
  const known: KnownValue[] = [];
  for (const { entities, runs } of recognised) {
    for (const entity of entities) {
      if (!repeatable.has(entity.label)) continue;
      const digits = entity.digits ?? digitsWithin(runs, entity);
      if (digits.length >= fewestDigits) known.push({ label: entity.label, digits });
      if (known.length >= mostValues) return known;
    }
  }
  return known;
}

function digitsWithin(runs: readonly DigitRun[], entity: Entity): string {
  const run = runs.find((candidate) => candidate.start <= entity.start && candidate.end >= entity.end);
  const groups = run?.groups.filter((group) => group.start >= entity.start && group.end <= entity.end) ?? [];
  return groups.map((group) => group.digits).join('');
}
