/** What a number is said to be by the words before it; `order` names nobody and keeps a number from being taken for a phone. */
export type Cue = 'account' | 'card' | 'cvv' | 'email' | 'expiry' | 'order' | 'password' | 'phone' | 'pin' | 'ssn';

const cueWords: Readonly<Record<Cue, RegExp>> = {
  cvv: /cvv2?|cvc2?|csc|security (?:code|number)|(?:three|3|four|4)[ -]digits? (?:code|number|on the)|digits on the (?:back|front)/,
  expiry: /expir\w{1,6}|exp(?: date)?|valid (?:thru|through|until)/,
  ssn: /ssn|social(?: security)?(?: number)?/,
  card: /cards?|cc|(?:credit|debit)(?: card)? (?:no|num|number)|visa|master ?card|amex|american express|long number/,
  email: /e-?mails?(?: address| id)?/,
  pin: /pin(?: number| code)?|passcode|otp|one[- ]time (?:code|password)|verification code/,
  password: /password/,
  phone:
    /(?:tele)?phone(?: number)?|ph|mobile|cell|cellphone|contact number|call ?back(?: number)?|number you (?:wish|want) to call|number (?:and|to) (?:dial|call|be)|(?:enter|key in|type) (?:the|your) number|call (?:me|us|him|her|you)|reach (?:me|you)|fax|text (?:me|you)|whatsapp/,
  order: /(?:order|invoice|tracking|ticket|case|item|model|serial|product|part|sku|flight|room|extension)s?/,
  account:
    /account|acct|policy|member|membership|customer (?:id|number)|user ?id|booking|reservation|confirmation|claim|loan|reference|record locator|pnr|passport|licen[cs]e|routing|sort code|personal id|(?:agent|conference|meeting|employee|staff|identification|patient|student|subscriber) number/,
};
/** A group for each cue, in their order. Earlier rows win at the same place: `security number` before `number`. */
const cuePattern = new RegExp(
  `\\b(?:${Object.entries(cueWords)
    .map(([, words]) => `(${words.source})`)
    .join('|')})\\b`,
  'gi',
);
const cueNames = Object.keys(cueWords) as readonly Cue[];
const requestPattern =
  /\?|\b(?:may|can|could|would|will|please|what|whats|which|provide|confirm|give|tell|enter|need|verify|read|type|share|send|have)\b/i;

const cardPattern = new RegExp(`\\b(?:${cueWords.card.source})\\b`, 'i');

/** Whether a text speaks of payment cards at all; an expiry date alone may be a passport's. */
export function mentionsCard(text: string): boolean {
  return cardPattern.test(text);
}

/** Words of a text before a number that still say what it is. */
const reachCharacters = 60;
/** Of a long turn only its end can be the question that the next turn answers. */
const askCharacters = 400;

/** Between `expiry` and the card whose it is. */
const ofReach = 20;

interface PlacedCue {
  readonly cue: Cue;
  readonly start: number;
  readonly end: number;
}

/** Reads a text's cues once, and then answers for any offset which cue stands last in the words just before it. */
export function cueReader(text: string): (offset: number) => Cue | null {
  let cues: readonly PlacedCue[] | null = null;
  return (offset) => {
    cues ??= readCues(text);
    const nearest = lastEndingBefore(cues, offset);
    return nearest !== undefined && nearest.start >= offset - reachCharacters ? nearest.cue : null;
  };
}

/** What a turn asks for; null when it asks for something else, undefined when it asks nothing (`okay, go on`). */
export function cueAsked(text: string): Cue | null | undefined {
  const end = text.slice(-askCharacters);
  const cue = readCues(end).at(-1)?.cue ?? null;
  const isRequest = requestPattern.test(end) || (cue !== null && end.length <= reachCharacters);
  return isRequest ? cue : undefined;
}

function lastEndingBefore(cues: readonly PlacedCue[], offset: number): PlacedCue | undefined {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return cues[low - 1];
}

/** Turns around a number are asked about again and again: the cues of the latest texts are kept. */
const latest = new Map<string, readonly PlacedCue[]>();
const mostLatest = 32;

function readCues(text: string): readonly PlacedCue[] {
  const known = latest.get(text);
  if (known !== undefined) return known;
  const cues: PlacedCue[] = [];
  for (const match of text.matchAll(cuePattern)) {
    const cue = cueNames[match.findIndex((group, index) => index > 0 && group !== undefined) - 1];
    if (cue !== undefined && !(cue === 'card' && isOfCard(cues.at(-1), match.index)))
      cues.push({ cue, start: match.index, end: match.index + match[0].length });
  }
  if (latest.size >= mostLatest) latest.clear();
  latest.set(text, cues);
  return cues;
}

/** `the expiry date of the card` asks for the date, not for the card. */
function isOfCard(before: PlacedCue | undefined, start: number): boolean {
  return (before?.cue === 'expiry' || before?.cue === 'cvv') && start - before.end <= ofReach;
}
