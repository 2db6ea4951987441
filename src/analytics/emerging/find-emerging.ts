import { countUpperTail } from '../statistics/distributions.ts';
import type { PhraseIndex } from './phrase-index.ts';

/** A new way of speaking among customers: phrases that came up together, and the contacts that hold them. */
export interface EmergingIssue {
  /** The most telling first. */
  readonly phrases: readonly string[];
  /** Positions of the contacts in the index, ascending, all of them recent. */
  readonly places: readonly number[];
  /** Day of the first of them. */
  readonly firstDay: number;
  /** How many contacts would have held the leading phrase had nothing changed. */
  readonly expected: number;
  /** Of the leading phrase, for all phrases looked at. */
  readonly p: number;
}

export interface EmergingOptions {
  /** The day after the last that is looked at; later contacts are not seen. */
  readonly asOfDay: number;
  readonly recentDays: number;
  /** Contacts an issue must have, and on how many days; for looks that are shorter than usual. */
  readonly fewestContacts?: number;
  readonly fewestDays?: number;
}

/** Contacts an issue must have, on how many days, and in how many wordings: less is one person's or one form's. */
const fewestContacts = 8;
const fewestDays = 3;
const fewestWordings = 5;
const fewestCustomers = 5;
/** A phrase of an issue may be rarer than the issue; rarer ones are not looked at, so that there are fewer looks (six: chosen on ibm_cdp). */
const fewestPerPhrase = 6;
/** How many times more often than before; a phrase that was always about is not new. */
const smallestRatio = 4;
/** Share of false ones among all phrases looked at that is accepted, once for each look. */
const familyError = 0.001;
/** Two phrases belong to one issue when this share of the rarer one's contacts hold both. */
const togetherness = 0.3;
/** Scatter of phrase counts beyond Poisson: people talk in waves. */
const dispersion = 1.5;

interface Candidate {
  readonly phrase: string;
  readonly places: readonly number[];
  /** Whether anybody said it before: what nobody ever said is a family of its own, of fewer looks. */
  readonly heard: boolean;
  readonly expected: number;
  readonly p: number;
}

/** New issues as somebody would have seen them on `asOfDay`. */
export function findEmerging(index: PhraseIndex, options: EmergingOptions): EmergingIssue[] {
  const end = firstAt(index, options.asOfDay);
  const start = firstAt(index, options.asOfDay - options.recentDays);
  if (start === 0 || end === start) return [];
  const candidates = findCandidates(index, { start, end });
  return groupTogether(candidates).flatMap((group) => issueOf(index, { group, options }) ?? []);
}

interface Window {
  readonly start: number;
  readonly end: number;
}

function findCandidates(index: PhraseIndex, { start, end }: Window): Candidate[] {
  const looked: Candidate[] = [];
  for (const [phrase, held] of index.places) {
    const from = lowerBound(held, start);
    const to = lowerBound(held, end);
    const seen = to - from;
    if (seen < fewestPerPhrase) continue;
    const expected = ((from + 0.5) / start) * (end - start);
    const p =
      seen / Math.max(expected, 0.25) < smallestRatio ? 1 : countUpperTail(seen, { mean: expected, variance: expected * dispersion });
    looked.push({ phrase, places: held.slice(from, to), heard: from > 0, expected, p });
  }
  const looks = { heard: looked.filter(({ heard }) => heard).length, unheard: looked.filter(({ heard }) => !heard).length };
  return looked
    .filter(({ p, heard }) => p * (heard ? looks.heard : looks.unheard) < familyError)
    .sort((a, b) => a.p - b.p || b.places.length - a.places.length);
}

/** Joins each phrase to the first group that shares enough contacts with it, so a family of wordings is one issue. */
function groupTogether(candidates: readonly Candidate[]): Candidate[][] {
  const groups: { places: Set<number>; members: Candidate[] }[] = [];
  for (const candidate of candidates) {
    const home = groups.find(({ places }) => {
      const shared = candidate.places.filter((place) => places.has(place)).length;
      return shared / Math.min(candidate.places.length, places.size) >= togetherness;
    });
    if (home === undefined) groups.push({ places: new Set(candidate.places), members: [candidate] });
    else {
      home.members.push(candidate);
      for (const place of candidate.places) home.places.add(place);
    }
  }
  return groups.map(({ members }) => members);
}

function issueOf(
  index: PhraseIndex,
  { group, options }: { readonly group: readonly Candidate[]; readonly options: EmergingOptions },
): EmergingIssue | null {
  const places = [...new Set(group.flatMap(({ places: held }) => held))].sort((a, b) => a - b);
  const contacts = places.flatMap((place) => index.contacts[place] ?? []);
  const days = new Set(contacts.map(({ day }) => day));
  const customers = new Set(contacts.map(({ customer }, at) => customer ?? `contact ${at}`));
  const wordings = new Set(group.flatMap(({ phrase, places: held }) => wordingsAt(index, phrase, held)));
  const [lead] = group;
  if (lead === undefined || places.length < (options.fewestContacts ?? fewestContacts)) return null;
  if (days.size < (options.fewestDays ?? fewestDays)) return null;
  if (customers.size < fewestCustomers || wordings.size < fewestWordings) return null;
  return { phrases: tellingPhrases(group), places, firstDay: contacts[0]?.day ?? 0, expected: lead.expected, p: lead.p };
}

function wordingsAt(index: PhraseIndex, phrase: string, places: readonly number[]): number[] {
  const held = index.places.get(phrase) ?? [];
  const wordings = index.wordings.get(phrase) ?? [];
  return places.flatMap((place) => wordings[lowerBound(held, place)] ?? []);
}

/** Drops a phrase that a longer one says with it nearly always. */
function tellingPhrases(group: readonly Candidate[]): string[] {
  const within = (short: Candidate, long: Candidate) =>
    long.phrase.length > short.phrase.length &&
    ` ${long.phrase} `.includes(` ${short.phrase} `) &&
    long.places.length >= 0.8 * short.places.length;
  return group
    .filter((short) => !group.some((long) => within(short, long)))
    .slice(0, 8)
    .map(({ phrase }) => phrase);
}

/** Position of the first contact on this day or later. */
function firstAt({ contacts }: PhraseIndex, day: number): number {
  let [low, high] = [0, contacts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((contacts[middle]?.day ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lowerBound(values: readonly number[], wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
