import { type Cue, cueBefore } from './cues.ts';
import { type DigitRun, foldDigits, readDigitRuns } from './digit-runs.ts';
import { addWithoutOverlap, type Entity } from './entity.ts';
import { recogniseCards } from './recognise-card.ts';
import { recogniseEmails } from './recognise-email.ts';
import { recogniseIbans } from './recognise-iban.ts';
import { recogniseCodes, recogniseExpiry, recogniseInContext, recognisePasswords } from './recognise-in-context.ts';
import { recogniseCredentials, recogniseIpAddresses } from './recognise-network.ts';
import { recognisePhone } from './recognise-phone.ts';
import { recogniseSsn } from './recognise-ssn.ts';

export interface Recognised {
  /** In order of place, without overlap. */
  readonly entities: readonly Entity[];
  readonly runs: readonly DigitRun[];
}

const nothing: Recognised = { entities: [], runs: [] };

/** Without one of these no recogniser can find anything; most turns end here. */
const suspicious =
  /[\d@\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]|:\/\/|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|dot|password|passcode|ten|eleven|twelve|\w{2,6}teen|\w{2,5}ty)\b|(?:mail|yahoo|outlook|icloud|aol)[ .]?com/i;

/**
 * All structured personal data of one text. `asked` tells what the turn before asked for. Recognisers run from the most
 * certain to the least, and an earlier find keeps its place.
 */
export function recogniseText(original: string, country: string, asked: () => Cue | null = () => null): Recognised {
  if (!suspicious.test(original)) return nothing;
  const text = foldDigits(original);
  const runs = readDigitRuns(text);
  const cueAt = (offset: number): Cue | null => cueBefore(text, offset) ?? asked();
  const entities: Entity[] = [];
  const add = (found: readonly Entity[]) => addWithoutOverlap(entities, found);
  const hasDigits = /\d/.test(text);
  if (text.includes('://') || text.includes('=')) add(recogniseCredentials(text));
  if (hasDigits) add(recogniseIbans(text));
  for (const run of runs) if (run.digits.length >= 12) add(recogniseCards(run));
  if (/@|\bdot\b|com\b|\. ?[a-z]{2}/i.test(text)) add(recogniseEmails(text));
  if (hasDigits) add([...recogniseIpAddresses(text), ...recogniseExpiry(text, cueAt)]);
  for (const run of runs) {
    const entity = run.digits.length < 3 ? null : recogniseRun(run, cueAt(run.start), country);
    if (entity !== null) add([entity]);
  }
  if (/passw|passc/i.test(text)) add(recognisePasswords(text));
  if (hasDigits) add(recogniseCodes(text, cueAt));
  return { entities, runs };
}

/** What one run of digits is, checks first, then the words around it. */
export function recogniseRun(run: DigitRun, cue: Cue | null, country: string): Entity | null {
  return (
    recogniseSsn(run, cue) ??
    (cue === 'phone' || cue === null || cue === 'order' ? recognisePhone(run, cue, country) : null) ??
    recogniseInContext(run, cue) ??
    recognisePhone(run, cue, country)
  );
}
