import type { Entity } from './entity.ts';

const localCharacter = /[a-z0-9._%+\-\u00c0-\uffff]/i;
const domainCharacter = /[a-z0-9.\-\u00c0-\uffff]/i;
const longestLocal = 64;
const longestDomain = 255;

/** Addresses as written, and as said: `dana dot reed at example dot com`. */
export function recogniseEmails(text: string): readonly Entity[] {
  return [...writtenEmails(text), ...spokenEmails(text)];
}

/** From each `@` outwards, so the cost is bounded whatever stands around it. */
function writtenEmails(text: string): readonly Entity[] {
  const found: Entity[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < longestLocal && localCharacter.test(text[start - 1] ?? '')) start--;
    let end = at + 1;
    while (end < text.length && end - at < longestDomain && domainCharacter.test(text[end] ?? '')) end++;
    while (/[.-]/.test(text[end - 1] ?? '')) end--;
    while (/[.]/.test(text[start] ?? '')) start++;
    const domain = text.slice(at + 1, end);
    if (start < at && /[^.-]\.[^.]{2,}$/.test(domain)) found.push({ label: 'email', start, end, confidence: 0.99, why: 'address-form' });
  }
  return found;
}

const topLevel = 'com|net|org|edu|gov|io|co|uk|us|ca|au|de|fr|es|it|nl|in|eu|info|biz|me|ie|nz|za|mx|br';
const provider = 'gmail|g mail|googlemail|yahoo|hotmail|hot mail|outlook|icloud|i cloud|aol|protonmail|proton mail|live|msn|comcast';
/** The end of a spoken address. Anchored on `dot com` or on a known mail provider, so ordinary `at` costs nothing. */
const spokenEnd = new RegExp(
  String.raw`(?:\b(?:dot|\.)\s?(?:${topLevel})\b|\b(?:${provider})\s?\.?\s?(?:com|net|co)\b|(?:gmail|yahoo|hotmail|outlook)com\b)`,
  'gi',
);
const wordPattern = /[a-z0-9_]+(?:[.\-'][a-z0-9_]+)*|@/gi;
/** Words that introduce an address and are not part of it. */
const introductions = new Set(
  'is its it s at to email mail address my me the a an and or on by under for with use using from send reach contact you that s yes yeah sure ok okay so your name or was will be'.split(
    ' ',
  ),
);
const longestSpoken = 100;
const mostLocalWords = 8;

function spokenEmails(text: string): readonly Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(spokenEnd)) {
    const end = match.index + match[0].length;
    const from = Math.max(found.at(-1)?.end ?? 0, match.index - longestSpoken);
    const known = new RegExp(`^(?:${provider})`, 'i').test(match[0]);
    const start = spokenStart(text.slice(from, match.index), known);
    if (start !== null) found.push({ label: 'email', start: from + start, end, confidence: known ? 0.85 : 0.9, why: 'spoken-address' });
  }
  return joinTopLevels(found, text);
}

/** Where the local part begins, given the words before the domain's end. */
function spokenStart(before: string, domainIsKnown: boolean): number | null {
  const words = [...before.matchAll(wordPattern)].map((match) => ({ word: match[0].toLowerCase(), start: match.index }));
  let at = words.findLastIndex(({ word }) => word === 'at' || word === '@');
  const domainWords = words.length - 1 - at;
  if (at !== -1 && domainWords > 4) at = -1;
  if (at === -1) return domainIsKnown ? localStart(words) : null;
  return localStart(words.slice(0, at));
}

function localStart(words: readonly { readonly word: string; readonly start: number }[]): number | null {
  let start: number | null = null;
  for (const { word, start: offset } of words.slice(-mostLocalWords).reverse()) {
    if (introductions.has(word)) break;
    start = offset;
  }
  return start;
}

/** `dot co dot uk` matches twice; the second belongs to the first. */
function joinTopLevels(found: readonly Entity[], text: string): readonly Entity[] {
  return found.map((entity) => {
    const rest = /^\s?(?:dot|\.)\s?(?:uk|au|nz|za|in)\b/i.exec(text.slice(entity.end, entity.end + 8));
    return rest === null ? entity : { ...entity, end: entity.end + rest[0].length };
  });
}
