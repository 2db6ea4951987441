/** What a number is said to be by the words before it; `order` names nobody and keeps a number from being taken for a phone. */
export type Cue = 'account' | 'card' | 'cvv' | 'expiry' | 'order' | 'password' | 'phone' | 'pin' | 'ssn';

const cueWords: Readonly<Record<Cue, RegExp>> = {
  cvv: /cvv2?|cvc2?|csc|security (?:code|number)|(?:three|3|four|4)[ -]digits? (?:code|number|on the)|digits on the (?:back|front)/,
  expiry: /expir\w{1,6}|exp(?: date)?|valid (?:thru|through|until)/,
  ssn: /ssn|social(?: security)?(?: number)?/,
  card: /cards?|visa|master ?card|amex|american express|long number/,
  pin: /pin(?: number| code)?|passcode|otp|one[- ]time (?:code|password)|verification code/,
  password: /password/,
  phone:
    /(?:tele)?phone(?: number)?|mobile|cell|cellphone|contact number|call ?back(?: number)?|number you (?:wish|want) to call|call (?:me|us|him|her|you)|reach (?:me|you)|fax|text (?:me|you)|whatsapp/,
  order: /order|invoice|tracking|ticket|case|item|model|serial|product|part|sku|flight|room|extension/,
  account:
    /account|acct|policy|member|membership|customer (?:id|number)|user ?id|booking|reservation|confirmation|claim|loan|reference|record locator|pnr|passport|licen[cs]e|routing|sort code|personal id/,
};
/** Earlier rows win at the same place: `security number` before `number`. */
const cuePattern = new RegExp(
  `\\b(?:${Object.entries(cueWords)
    .map(([cue, words]) => `(?<${cue}>${words.source})`)
    .join('|')})\\b`,
  'gi',
);
const requestPattern =
  /\?|\b(?:may|can|could|would|will|please|what|whats|which|provide|confirm|give|tell|enter|need|verify|read|type|share|send|have)\b/i;

/** Words of a text before a number that still say what it is. */
const reachCharacters = 60;
/** Of a long turn only its end can be the question that the next turn answers. */
const askCharacters = 400;

/** The last cue in the words just before `offset`. */
export function cueBefore(text: string, offset: number): Cue | null {
  return lastCue(text.slice(Math.max(0, offset - reachCharacters), offset));
}

/** What a turn asks for; null when it asks for something else, undefined when it asks nothing (`okay, go on`). */
export function cueAsked(text: string): Cue | null | undefined {
  const end = text.slice(-askCharacters);
  const cue = lastCue(end);
  const isRequest = requestPattern.test(end) || (cue !== null && end.length <= reachCharacters);
  return isRequest ? cue : undefined;
}

function lastCue(text: string): Cue | null {
  let cue: Cue | null = null;
  for (const match of text.matchAll(cuePattern)) {
    for (const [name, value] of Object.entries(match.groups ?? {})) if (value !== undefined) cue = name as Cue;
  }
  return cue;
}
