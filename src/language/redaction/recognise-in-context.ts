import type { Cue } from './cues.ts';
import type { DigitRun } from './digit-runs.ts';
import type { Entity, EntityLabel } from './entity.ts';

interface Expectation {
  readonly label: EntityLabel;
  readonly fewest: number;
  readonly most: number;
}

/** How many digits a number may have when only the words around it say what it is. */
const expectations: Partial<Record<Cue, Expectation>> = {
  account: { label: 'account', fewest: 6, most: 30 },
  card: { label: 'card', fewest: 8, most: 19 },
  cvv: { label: 'cvv', fewest: 3, most: 4 },
  expiry: { label: 'expiry', fewest: 3, most: 6 },
  phone: { label: 'phone', fewest: 7, most: 15 },
  pin: { label: 'pin', fewest: 4, most: 8 },
  password: { label: 'password', fewest: 4, most: 30 },
  ssn: { label: 'ssn', fewest: 4, most: 9 },
};

/** A year is a fair PIN and part of an expiry date. */
const mayLookPlain: ReadonlySet<EntityLabel> = new Set(['expiry', 'password', 'pin']);

/**
 * A number that no checksum confirms, taken for what was asked for: recognised speech loses digits, and a card with one
 * wrong digit is still a card.
 */
export function recogniseInContext(run: Pick<DigitRun, 'start' | 'end' | 'digits' | 'plain'>, cue: Cue | null): Entity | null {
  const expected = cue === null ? undefined : expectations[cue];
  if (expected === undefined || (run.plain && !mayLookPlain.has(expected.label))) return null;
  if (run.digits.length < expected.fewest || run.digits.length > expected.most) return null;
  return { label: expected.label, start: run.start, end: run.end, confidence: 0.6, why: 'asked-or-named' };
}

const expiryPattern =
  /(?<![\d/])(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?\d\d(?![\d/])|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,7}\.?,? (?:of )?(?:20)?\d\d\b/gi;

/** `08/27` where a card's expiry is asked for or named. */
export function recogniseExpiry(text: string, cueAt: (offset: number) => Cue | null): readonly Entity[] {
  return [...text.matchAll(expiryPattern)]
    .filter((match) => cueAt(match.index) === 'expiry')
    .map((match) => ({
      label: 'expiry',
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.8,
      why: 'asked-or-named',
    }));
}

const passwordPattern = /\b(?:password|passcode)\s?(?:is|was|:|=)\s?["']?([^\s"',]{4,64})/gi;
const notPasswords =
  /^(?:not|wrong|incorrect|correct|expired|invalid|locked|reset|being|still|also|already|case|required|weak|strong|that|this|protected|working|correct\w*|the|your|needed)[.!?]?$/i;

/** The word after `password is`. */
export function recognisePasswords(text: string): readonly Entity[] {
  return [...text.matchAll(passwordPattern)].flatMap((match) => {
    const value = (match[1] ?? '').replace(/[.!?]$/, '');
    if (value.length < 4 || notPasswords.test(value)) return [];
    const start = match.index + match[0].lastIndexOf(match[1] ?? '');
    return [{ label: 'password' as const, start, end: start + value.length, confidence: 0.6, why: 'named' }];
  });
}

/** Digits that count, date or measure something. */
const ordinaryToken = /^\d+(?:st|nd|rd|th|am|pm|k|m|kg|mb|gb|hrs?|mins?|x)$|^\d*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\d*$/i;
const plainWords = new Set(
  'a i is it its the my me and for to of on in at by no not yes so ok am pm or an we us if do be he she was has had can our you one two day may fri mon tue wed thu sat sun st nd rd th hi hey im id per usd eur gbp inr'.split(
    ' ',
  ),
);

/** Record locators and the like, letters and digits mixed, `K7 85 L4`, where an account or booking is asked for or named. */
export function recogniseCodes(text: string, cueAt: (offset: number) => Cue | null): readonly Entity[] {
  return codeStretches(text)
    .filter(({ start }) => cueAt(start) === 'account')
    .map(({ start, end }) => ({ label: 'account', start, end, confidence: 0.55, why: 'asked-or-named' }));
}

/** Every run of ASCII letters and digits, with how many of them are digits. */
function* codeWords(text: string): Generator<{ readonly start: number; readonly end: number; readonly digits: number }> {
  let start = 0;
  let digits = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 48 && code <= 57;
    if (isDigit) digits++;
    if (isDigit || ((code | 32) >= 97 && (code | 32) <= 122)) continue;
    if (at > start) yield { start, end: at, digits };
    start = at + 1;
    digits = 0;
  }
}

function codeStretches(text: string): readonly { readonly start: number; readonly end: number }[] {
  const stretches: { start: number; end: number }[] = [];
  let open: { start: number; end: number; digits: number; letters: number } | null = null;
  const close = () => {
    if (open !== null && open.digits >= 2 && open.letters >= 1 && open.digits + open.letters >= 5)
      stretches.push({ start: open.start, end: open.end });
    open = null;
  };
  for (const { start, end, digits } of codeWords(text)) {
    const letters = end - start - digits;
    const isPart =
      digits > 0
        ? end - start <= 20 && !ordinaryToken.test(text.slice(start, end))
        : letters <= 3 && !plainWords.has(text.slice(start, end).toLowerCase());
    const adjoins: boolean = open !== null && start === open.end + 1 && (text[open.end] === ' ' || text[open.end] === '-');
    if (!isPart || !adjoins) close();
    if (!isPart) continue;
    open =
      open === null
        ? { start, end, digits, letters }
        : { start: open.start, end, digits: open.digits + digits, letters: open.letters + letters };
  }
  close();
  return stretches;
}
