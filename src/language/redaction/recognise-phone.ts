import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Cue } from './cues.ts';
import type { DigitGroup, DigitRun } from './digit-runs.ts';
import type { Entity } from './entity.ts';

/** E.164 allows 15 digits; below seven no subscriber number is whole. */
const fewest = 7;
const most = 15;

export function supportedCountry(country: string): CountryCode | undefined {
  const code = country.toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
}

/**
 * A run is a phone number when the numbering plan of the site's country (or of its own prefix) says so, or when the
 * words around it do. An order or case number is left alone whatever it looks like.
 */
export function recognisePhone(run: DigitRun, cue: Cue | null, country: string): Entity | null {
  if (run.digits.length < fewest || (cue === 'order' && !run.international)) return null;
  const region = supportedCountry(country);
  for (const groups of candidates(run)) {
    const digits = groups.map((group) => group.digits).join('');
    const international = run.international && groups[0] === run.groups[0];
    const found = digits.length > most ? undefined : parsePhoneNumberFromString(international ? `+${digits}` : digits, region);
    if (found?.isValid()) return entity(groups, run.international ? 0.95 : 0.9, 'numbering-plan');
    if (cue === 'phone' && digits.length <= most) return entity(groups, 0.7, 'asked-or-named');
  }
  return unconfirmed(run, region);
}

/** Numbers that no plan knows but that have a plan's length or a local number's shape. */
function unconfirmed(run: DigitRun, region: CountryCode | undefined): Entity | null {
  if (run.plain) return null;
  const isLocal = run.groups.length === 2 && run.groups[0]?.digits.length === 3 && run.groups[1]?.gap === '-' && run.digits.length === 7;
  if (isLocal) return entity(run.groups, 0.6, 'local-shape');
  const national = run.digits.length >= 9 && run.digits.length <= most ? parsePhoneNumberFromString(run.digits, region) : undefined;
  if (national?.isPossible()) return entity(run.groups, 0.5, 'possible-length');
  const isDictated =
    run.groups.every((group) => group.spoken) || (run.groups.length >= fewest && run.groups.every((group) => group.digits.length <= 2));
  return isDictated ? entity(run.groups, 0.4, 'dictated-digits') : null;
}

/** The whole run; then without a first or a last group, for `2 phones, 555…` and `…1234 2 times`. */
function candidates(run: DigitRun): readonly (readonly DigitGroup[])[] {
  if (run.plain) return [];
  if (run.groups.length < 3) return [run.groups];
  return [run.groups, run.groups.slice(1), run.groups.slice(0, -1)].filter(
    (groups) => groups.reduce((sum, group) => sum + group.digits.length, 0) >= fewest,
  );
}

function entity(groups: readonly DigitGroup[], confidence: number, why: string): Entity {
  return { label: 'phone', start: groups[0]?.start ?? 0, end: groups.at(-1)?.end ?? 0, confidence, why };
}
