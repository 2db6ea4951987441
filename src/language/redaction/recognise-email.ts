import type { Cue } from './cues.ts';
import type { Entity } from './entity.ts';

const localCharacter = /[a-z0-9._%+\-\u00c0-\uffff]/i;
const domainCharacter = /[a-z0-9.\-\u00c0-\uffff]/i;
const longestLocal = 64;
const longestDomain = 255;

/** Addresses as written. From each `@` outwards, so the cost is bounded whatever stands around it. */
export function recogniseWrittenEmails(text: string): readonly Entity[] {
  const found: Entity[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < longestLocal && localCharacter.test(text[start - 1] ?? '')) start--;
    let end = at + 1;
    while (end < text.length && end - at < longestDomain && domainCharacter.test(text[end] ?? '')) end++;
    while (/[.-]/.test(text[end - 1] ?? '')) end--;
    while (text[start] === '.') start++;
    const domain = text.slice(at + 1, end);
    if (start < at && /[^.-]\.[^.]{2,}$/.test(domain)) found.push({ label: 'email', start, end, confidence: 0.99, why: 'address-form' });
  }
  return found;
}

const topLevel = 'com|net|org|edu|gov|io|co|us|ca|de|fr|es|nl|eu|info|biz|uk|au|in|nz';
const provider = 'gmail|g mail|googlemail|yahoo|hotmail|hot mail|outlook|icloud|i cloud|aol|proton ?mail|live|msn|comcast';
/** The end of an address that is said or typed without its signs: anchored, so that ordinary words cost nothing. */
const spokenEnd = new RegExp(
  [
    `(?<known>\\b(?:${provider}) ?(?:\\.|dot)? ?(?:com|net|co)\\b)`,
    '(?<glued>\\b\\w+(?:mail|yahoo|outlook|aol) ?\\.?com\\b)',
    `\\bdot (?:${topLevel})\\b`,
    `\\.(?:${topLevel})\\b`,
  ].join('|'),
  'gi',
);
const secondLevel = /^ ?(?:dot |\.) ?(?:uk|au|nz|za|in)\b/i;
const wordPattern = /[a-z0-9_]+(?:[.\-'][a-z0-9_]+)*|@|[!?;:]|\. /gi;
/** Words that introduce an address and are not part of it. */
const introductions = new Set(
  'is its it s at to in email emails mail address id my me the a an and or on by under for with use using from send reach contact you that yes yeah sure ok okay so your name or was will be change as'.split(
    ' ',
  ),
);
const longestSpoken = 100;
const mostLocalWords = 8;
const mostDomainWords = 4;

interface AddressWord {
  readonly word: string;
  readonly start: number;
}

/**
 * `dana dot reed at example dot com`. Outside known mail providers the words must ask for an address or the part
 * before `at` must look like one, since shops too are named `at example dot com`.
 */
export function recogniseSpokenEmails(text: string, cueAt: (offset: number) => Cue | null): readonly Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(spokenEnd)) {
    const ending = match.index + match[0].length;
    const end = ending + (secondLevel.exec(text.slice(ending, ending + 8))?.[0].length ?? 0);
    const from = Math.max(found.at(-1)?.end ?? 0, match.index - longestSpoken);
    if (from > match.index) continue;
    if (match.groups?.glued !== undefined) {
      found.push({ label: 'email', start: match.index, end, confidence: 0.8, why: 'mail-provider' });
      continue;
    }
    const isKnown = match.groups?.known !== undefined;
    const local = localPart(text.slice(from, match.index), isKnown);
    const [first] = local;
    if (first === undefined) continue;
    const isNamed =
      isKnown || local.some(({ word }) => /^(?:dot|underscore|dash|hyphen)$|[\d._]/.test(word)) || cueAt(match.index) === 'email';
    if (isNamed)
      found.push({ label: 'email', start: from + first.start, end, confidence: 0.85, why: isKnown ? 'mail-provider' : 'spoken-address' });
  }
  return found;
}

/** The words before `at`, or before a known provider where `at` was lost. */
function localPart(before: string, domainIsKnown: boolean): readonly AddressWord[] {
  const words = [...before.matchAll(wordPattern)].map((match) => ({ word: match[0].toLowerCase(), start: match.index }));
  const at = words.findLastIndex(({ word }) => word === 'at' || word === '@');
  const isNear = at !== -1 && words.length - 1 - at <= mostDomainWords;
  if (!isNear && !domainIsKnown) return [];
  const candidates = isNear ? words.slice(0, at) : words;
  const introduction = candidates.findLastIndex(({ word }) => introductions.has(word) || /^[!?;:.]/.test(word));
  return candidates.slice(Math.max(introduction + 1, candidates.length - mostLocalWords));
}
