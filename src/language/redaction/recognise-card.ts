import type { DigitGroup, DigitRun } from './digit-runs.ts';
import type { Entity } from './entity.ts';

interface Network {
  readonly from: number;
  readonly to: number;
  readonly lengths: readonly number[];
}

/** Issuer ranges (first digits, inclusive) and lengths, ISO/IEC 7812 as the networks publish them. */
const networks: readonly Network[] = [
  { from: 4, to: 4, lengths: [13, 16, 19] },
  { from: 51, to: 55, lengths: [16] },
  { from: 2221, to: 2720, lengths: [16] },
  { from: 34, to: 34, lengths: [15] },
  { from: 37, to: 37, lengths: [15] },
  { from: 6011, to: 6011, lengths: [16, 17, 18, 19] },
  { from: 644, to: 659, lengths: [16, 17, 18, 19] },
  { from: 62, to: 62, lengths: [16, 17, 18, 19] },
  { from: 300, to: 305, lengths: [14, 16] },
  { from: 36, to: 36, lengths: [14, 16] },
  { from: 38, to: 39, lengths: [14, 16] },
  { from: 3528, to: 3589, lengths: [16, 17, 18, 19] },
  { from: 50, to: 50, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
  { from: 56, to: 69, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
];
const firstDigits: ReadonlySet<string> = new Set(['2', '3', '4', '5', '6']);
const longest = 19;
/** 16 first: a 13-digit prefix of a dictated 16-digit number passes Luhn one time in ten and would leave three digits. */
const lengthOrder = [16, 15, 19, 18, 17, 14, 13, 12];

/** Groups `from`…`to` (inclusive) of a sequence that together are one card number. */
export interface CardHit {
  readonly from: number;
  readonly to: number;
}

function isCardNumber(digits: string): boolean {
  return passesLuhn(digits) && networks.some((network) => network.lengths.includes(digits.length) && startsWithin(digits, network));
}

/** Card numbers made of whole groups, from left to right, never overlapping. At most 19 groups are tried from each start. */
export function findCards(groups: readonly DigitGroup[]): readonly CardHit[] {
  const hits: CardHit[] = [];
  for (let from = 0; from < groups.length; from++) {
    const to = cardEnd(groups, from);
    if (to === null) continue;
    hits.push({ from, to });
    from = to;
  }
  return hits;
}

/** Cards of one run, and what is read out right after a card: expiry and check value. */
export function recogniseCards(run: DigitRun): readonly Entity[] {
  const hits = findCards(run.groups);
  if (hits.length === 0) return pastedCard(run);
  return hits.flatMap((hit, index) => {
    const lead = index === 0 ? run.groups.slice(0, hit.from) : [];
    const before = [...(lead.every(isDictated) ? lead : []), ...run.groups.slice(hit.from, hit.to + 1)];
    const trailing = run.groups.slice(hit.to + 1, hits[index + 1]?.from);
    if (isSlip(trailing)) return [spanOf([...before, ...trailing], 'card', 0.98, 'luhn')];
    return [spanOf(before, 'card', 0.98, 'luhn'), ...afterCard(trailing)];
  });
}

/** A digit or two more than the number has, dictated: one was said or heard twice. */
function isSlip(trailing: readonly DigitGroup[]): boolean {
  const count = trailing.reduce((sum, { digits }) => sum + digits.length, 0);
  return count > 0 && count < 3 && trailing.every(isDictated);
}

/** One by one: what stands before a number in the same breath belongs to it, said wrong or heard twice. */
function isDictated({ digits, spoken }: DigitGroup): boolean {
  return spoken || digits.length === 1;
}

/** Digits in the same breath as a card number: month and year, then three or four digits. */
function afterCard(groups: readonly DigitGroup[]): readonly Entity[] {
  const digits = groups.map((group) => group.digits).join('');
  if (digits.length < 3 || digits.length > 10) return [];
  const month = Number(digits.slice(0, 2));
  const label = digits.length >= 4 && month >= 1 && month <= 12 ? 'expiry' : 'cvv';
  return [spanOf(groups, label, 0.7, 'after-card')];
}

/** Card, expiry and check value pasted without separators. */
function pastedCard(run: DigitRun): readonly Entity[] {
  return run.groups
    .filter((group) => group.digits.length > longest && group.digits.length <= 27 && isCardNumber(group.digits.slice(0, 16)))
    .map((group) => spanOf([group], 'card', 0.8, 'luhn'));
}

function spanOf(groups: readonly DigitGroup[], label: Entity['label'], confidence: number, why: string): Entity {
  return { label, start: groups[0]?.start ?? 0, end: groups.at(-1)?.end ?? 0, confidence, why };
}

function cardEnd(groups: readonly DigitGroup[], from: number): number | null {
  if (!firstDigits.has(groups[from]?.digits[0] ?? '')) return null;
  const ends = new Map<number, number>();
  let digits = '';
  for (let to = from; to < groups.length && digits.length < longest; to++) {
    digits += groups[to]?.digits ?? '';
    if (digits.length >= 12 && digits.length <= longest && isCardNumber(digits)) ends.set(digits.length, to);
  }
  const best = lengthOrder.find((length) => ends.has(length));
  return best === undefined ? null : (ends.get(best) ?? null);
}

function startsWithin(digits: string, { from, to }: Network): boolean {
  const prefix = Number(digits.slice(0, from < 10 ? 1 : from < 100 ? 2 : from < 1000 ? 3 : 4));
  return prefix >= from && prefix <= to;
}

/** ISO/IEC 7812-1 annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
