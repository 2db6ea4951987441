import type { Entity } from './entity.ts';

/** Length by country, from the SWIFT IBAN registry. Without it one flight number in a hundred followed by words would pass the check. */
const lengths: ReadonlyMap<string, number> = new Map(
  (
    'AE23 AT20 BE16 BG22 BH22 BR29 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GE22 GR27 HR21 HU28 IE22 IL23 IS26 IT27 ' +
    'KW30 KZ20 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PK24 PL28 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 SM27 TN24 TR26 UA29'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const startPattern = /\b[a-z]{2}\d{2}(?=[ -]?[a-z0-9])/gi;
/** Every country's has more; words that pass the check by chance do not. */
const fewestDigits = 8;

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
  const wanted = lengths.get(text.slice(start, start + 2).toUpperCase());
  if (wanted === undefined) return null;
  let compact = '';
  for (let offset = start; offset < text.length; offset++) {
    const character = text[offset] ?? '';
    if (/[a-z0-9]/i.test(character)) compact += character;
    else if (character !== ' ' && character !== '-') return null;
    if (compact.length === wanted) return compact.replace(/\D/g, '').length >= fewestDigits && passesMod97(compact) ? offset + 1 : null;
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
