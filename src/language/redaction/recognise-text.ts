import { type Cue, cueReader, mentionsCard } from './cues.ts';
import { type DigitRun, foldDigits, readDigitRuns } from './digit-runs.ts';
import { addWithoutOverlap, coveringEntity, type Entity } from './entity.ts';
import { recogniseCards } from './recognise-card.ts';
import { recogniseSpokenEmails, recogniseWrittenEmails } from './recognise-email.ts';
import { recogniseIbans } from './recognise-iban.ts';
import { recogniseCodes, recogniseExpiry, recogniseInContext, recognisePasswords } from './recognise-in-context.ts';
import { recogniseCredentials, recogniseIpAddresses, recogniseWebAddresses } from './recognise-network.ts';
import { recognisePhone } from './recognise-phone.ts';
import { recogniseSsn } from './recognise-ssn.ts';

/** What the conversation around a text tells about it; asked only where something in the text needs it. */
export interface TextContext {
  readonly country: string;
  /** What the turn before asked for. */
  readonly asked: () => Cue | null;
  /** Whether the turns before speak of a payment card. */
  readonly cardMentioned: () => boolean;
}

export interface Recognised {
  /** In order of place, without overlap. */
  readonly entities: readonly Entity[];
  readonly runs: readonly DigitRun[];
}

const nothing: Recognised = { entities: [], runs: [] };

/** Without one of these no recogniser can find anything; most turns end here. */
const suspicious =
  /[\d@\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]|:\/\/|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|dot|password|passcode|ten|eleven|twelve)\b|(?<=\b\w{2,6})teen\b|(?<=\b\w{2,5})ty\b|(?:mail|yahoo|outlook|icloud|aol)[ .]?com|www\./i;

/** All structured personal data of one text. Recognisers run from the most certain to the least; an earlier find keeps its place. */
export function recogniseText(original: string, context: TextContext): Recognised {
  if (!suspicious.test(original)) return nothing;
  const text = foldDigits(original);
  const runs = readDigitRuns(text);
  const entities: Entity[] = [];
  const hasCard = () => entities.some(({ label }) => label === 'card');
  const cueAt = cueInContext(text, { ...context, cardMentioned: () => hasCard() || context.cardMentioned() });
  const add = (found: readonly Entity[]) => addWithoutOverlap(entities, found);
  const hasDigits = /\d/.test(text);
  if (text.includes('://') || text.includes('=')) add(recogniseCredentials(text));
  if (hasDigits) add(recogniseIbans(text));
  for (const run of runs) if (run.digits.length >= 12) add(recogniseCards(run));
  if (text.includes('@')) add(recogniseWrittenEmails(text));
  if (/\bdot\b|com\b|\.[a-z]{2}/i.test(text)) add(recogniseSpokenEmails(text, cueAt));
  if (hasDigits) add([...recogniseIpAddresses(text), ...recogniseExpiry(text, cueAt), ...recogniseCodes(text, cueAt)]);
  for (const run of runs) {
    const entity =
      run.digits.length < 3 || coveringEntity(entities, run) !== null
        ? null
        : recogniseRun(run, { text, cue: cueAt(run.start), country: context.country });
    if (entity !== null) add([entity]);
  }
  if (/passw|passc/i.test(text)) add(recognisePasswords(text));
  if (text.includes('://') || /www\./i.test(text)) add(recogniseWebAddresses(text));
  return { entities, runs };
}

/** The words before an offset, else the question before the turn. An expiry counts only where a card is spoken of. */
function cueInContext(text: string, context: TextContext): (offset: number) => Cue | null {
  const cueBefore = cueReader(text);
  return (offset) => {
    const cue = cueBefore(offset) ?? context.asked();
    return cue === 'expiry' && !mentionsCard(text) && !context.cardMentioned() ? null : cue;
  };
}

export interface RunSearch {
  readonly text: string;
  readonly cue: Cue | null;
  readonly country: string;
}

/** What one run of digits is: checks first, then the words around it, then its mere shape. */
export function recogniseRun(run: DigitRun, search: RunSearch): Entity | null {
  const ssn = recogniseSsn(run, search.cue);
  if (ssn !== null) return ssn;
  const named = recogniseInContext(run, search.cue);
  if (named?.label === 'card' && !run.international) return named;
  const isInOnePiece = run.groups.length === 1 && !run.international;
  if (named !== null && isInOnePiece) return named;
  const phone = recognisePhone(run, search);
  if (phone === 'service') return null;
  const isShapedAsPhone = phone?.why === 'numbering-plan' && (run.groups.length > 1 || run.international);
  if (phone !== null && (isShapedAsPhone || search.cue === 'phone')) return phone;
  return named ?? phone ?? cardShape(run, search.cue);
}

/** A card's length and grouping with a failed checksum: a digit was misheard or mistyped. */
function cardShape(run: DigitRun, cue: Cue | null): Entity | null {
  const isGrouped = run.groups.length === 4 && run.groups.every((group) => group.digits.length === 4);
  const isInOnePiece = run.groups.length === 1 && cue !== 'order' && /^(?:3\d{14}|[4-6]\d{15})$/.test(run.digits);
  if (run.plain || !(isGrouped || isInOnePiece)) return null;
  return { label: 'card', start: run.start, end: run.end, confidence: 0.5, why: 'card-shape' };
}
