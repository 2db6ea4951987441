import type { Entity } from './entity.ts';

/** Length by country, from the SWIFT IBAN registry; others are accepted between 15 and 34 characters when the check digits hold. */
const lengths: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  AE: 23,
  BH: 22,
  BR: 29,
  GE: 22,
  IL: 23,
  KW: 30,
  KZ: 20,
  MD: 24,
  ME: 22,
  MK: 19,
  PK: 24,
  QA: 29,
  RS: 22,
  SA: 24,
  TN: 24,
  TR: 26,
  UA: 29,
};
const startPattern = /\b[a-z]{2}\d{2}(?=[ -]?[a-z0-9])/gi;
const longest = 34;

/** IBANs with or without groups of four, decided by the check digits (ISO 13616, mod 97). */
export function recogniseIbans(text: string): readonly Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(startPattern)) {
    const end = ibanEnd(text, match.index);
    if (end !== null) found.push({ label: 'iban', start: match.index, end, confidence: 0.99, why: 'mod-97' });
  }
  return found;
}

function ibanEnd(text: string, start: number): number | null {
  const country = text.slice(start, start + 2).toUpperCase();
  const wanted = lengths[country];
  let compact = '';
  for (let offset = start; offset < text.length && compact.length < longest; offset++) {
    const character = text[offset] ?? '';
    if (/[a-z0-9]/i.test(character)) compact += character;
    else if (character !== ' ' && character !== '-') break;
    const complete =
      compact.length === wanted || (wanted === undefined && compact.length >= 15 && !/^[a-z0-9]/i.test(text.slice(offset + 1)));
    if (complete && character !== ' ' && passesMod97(compact)) return offset + 1;
    if (compact.length === wanted) break;
  }
  return null;
}

function passesMod97(iban: string): boolean {
  const rearranged = (iban.slice(4) + iban.slice(0, 4)).toUpperCase();
  let remainder = 0;
  for (const character of rearranged) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
