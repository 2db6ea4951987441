import { type CountryCode, isSupportedCountry, type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Cue } from './cues.ts';
import type { DigitGroup, DigitRun } from './digit-runs.ts';
import type { Entity } from './entity.ts';

/** E.164 allows 15 digits; below seven no subscriber number is whole. */
const fewest = 7;
const most = 15;
const fewestNational = 9;
/** Lines of companies: they name no person, and where customers are sent matters to the analysis. */
const serviceTypes: ReadonlySet<NumberType> = new Set<NumberType>(['TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'UAN']);

export function supportedCountry(country: string): CountryCode | undefined {
  const code = country.toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
}

export interface PhoneSearch {
  /** The text the run stands in; numbering plans read its brackets and signs. */
  readonly text: string;
  readonly cue: Cue | null;
  readonly country: string;
}

/**
 * A phone number by the numbering plan of the site's country or of its own prefix, else by the words before it. An
 * order number in one piece is left alone whatever it looks like. `service` is a company's line: a number, and nothing to redact.
 */
export function recognisePhone(run: DigitRun, { text, cue, country }: PhoneSearch): Entity | 'service' | null {
  if (run.digits.length < fewest || run.plain || (cue === 'order' && run.groups.length === 1 && !run.international)) return null;
  const region = supportedCountry(country);
  for (const groups of candidates(run)) {
    const { type } = placeOf(groups, run, { text, region });
    if (type !== undefined && serviceTypes.has(type)) return 'service';
    if (type !== undefined) return entity(groups, text, { confidence: run.international ? 0.95 : 0.9, why: 'numbering-plan' });
  }
  if (cue === 'phone' && run.digits.length <= most) return entity(run.groups, text, { confidence: 0.6, why: 'asked-or-named' });
  return unconfirmed(run, text, region);
}

/** Numbers that no plan knows but that have a plan's length, a local number's shape, or are dictated digit by digit. */
function unconfirmed(run: DigitRun, text: string, region: CountryCode | undefined): Entity | null {
  const sizes = run.groups.map((group) => group.digits.length);
  if (run.groups.length === 2 && sizes[0] === 3 && sizes[1] === 4 && run.groups[1]?.gap === '-') {
    return entity(run.groups, text, { confidence: 0.6, why: 'local-shape' });
  }
  const isNationalLength = run.digits.length >= fewestNational && run.digits.length <= most;
  if (isNationalLength && placeInPlan(run.digits, region).isPossible) {
    return entity(run.groups, text, { confidence: 0.5, why: 'possible-length' });
  }
  const isDictated = run.groups.every((group) => group.spoken) || (sizes.length >= fewest && sizes.every((size) => size <= 2));
  return isDictated ? entity(run.groups, text, { confidence: 0.4, why: 'dictated-digits' }) : null;
}

/** What a numbering plan says of a number. */
export interface PlaceInPlan {
  /** Numbers without a type in their country's plan are the invalid ones. */
  readonly type: NumberType | undefined;
  /** Of a length that the plan has. */
  readonly isPossible: boolean;
}

const nowhere: PlaceInPlan = { type: undefined, isPossible: false };

function placeOf(
  groups: readonly DigitGroup[],
  run: DigitRun,
  { text, region }: { readonly text: string; readonly region: CountryCode | undefined },
): PlaceInPlan {
  const isWritten = run.end > 0 && groups.every((group) => !group.spoken);
  const bare = groups.map((group) => group.digits).join('');
  const written = isWritten ? text.slice(groups[0]?.start ?? 0, groups.at(-1)?.end ?? 0) : bare;
  if (written.length > most * 2) return nowhere;
  const digits = plainlyWritten.test(written) ? bare : written;
  return placeInPlan(run.international && groups[0] === run.groups[0] ? `+${digits}` : digits, region);
}

/** Between digits these say nothing to a numbering plan; anything else may, as `,` and `x` before an extension. */
const plainlyWritten = /^[\d(). -]*$/;

/** Numbers are read back and said again, and looking one up costs more than all else of its turn: so many of the latest are kept. */
const latest = new Map<string, PlaceInPlan>();
const mostLatest = 256;

export function placeInPlan(digits: string, region: CountryCode | undefined): PlaceInPlan {
  const name = `${region} ${digits}`;
  const known = latest.get(name);
  if (known !== undefined) return known;
  const number = parsePhoneNumberFromString(digits, region);
  const place = number === undefined ? nowhere : { type: number.getType(), isPossible: number.isPossible() };
  if (latest.size >= mostLatest) latest.clear();
  latest.set(name, place);
  return place;
}

/** The whole run; then without a first or a last group, for `2 phones, 555…` and `…1234 2 times`. */
function candidates(run: DigitRun): readonly (readonly DigitGroup[])[] {
  if (run.groups.length < 3 || run.groups.every((group) => group.digits.length === 1)) return [run.groups];
  return [run.groups, run.groups.slice(1), run.groups.slice(0, -1)].filter(
    (groups) => groups.reduce((sum, group) => sum + group.digits.length, 0) >= fewest,
  );
}

function entity(groups: readonly DigitGroup[], text: string, found: Pick<Entity, 'confidence' | 'why'>): Entity {
  const end = groups.at(-1)?.end ?? 0;
  const extension = /^ ?(?:x|ext\.?|extension) ?\d{1,6}\b/i.exec(text.slice(end, end + 20))?.[0].length ?? 0;
  return { label: 'phone', start: groups[0]?.start ?? 0, end: end + extension, ...found };
}
