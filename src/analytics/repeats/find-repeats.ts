import type { ContactTraits } from '../../storage/contact-traits.ts';
import { linkCustomers } from './link-customers.ts';

export const repeatWindows = [1, 3, 7, 14, 30] as const;
export type RepeatWindow = (typeof repeatWindows)[number];
export const repeatKinds = ['any', 'same'] as const;
/** Whether the next contact may be about anything, or is about the same driver or case. */
export type RepeatKind = (typeof repeatKinds)[number];

type RepeatTraits = Pick<ContactTraits, 'startedAt' | 'endedAt' | 'customerKeys' | 'caseId'> & {
  readonly fields: Pick<ContactTraits['fields'], 'direction' | 'channel' | 'driver' | 'reason'>;
};

/** What came after one contact. */
export interface FollowUp {
  /** Number of the customer; null where no key tells, and then nothing can be known. */
  readonly customer: number | null;
  /** Milliseconds to the next contact that counts; null where none came. */
  readonly next: Readonly<Record<RepeatKind, number | null>>;
  /** Milliseconds from its start to the newest contact known: a shorter time than the window is not yet an answer. */
  readonly watched: number;
  /** It is our own call out, or the other half of a contact that broke off: neither repeats nor can be repeated. */
  readonly counts: boolean;
}

const minuteMs = 60_000;
export const dayMs = 86_400_000;
/** Back on the same channel this soon is the same contact, dropped and taken up again. */
const sameContactMs = 10 * minuteMs;
const longestMs = Math.max(...repeatWindows) * dayMs;

/** The contacts that followed each contact of the same customer, on any channel. Contacts come in the order of their starts. */
export function findRepeats(contacts: readonly RepeatTraits[]): readonly FollowUp[] {
  const customers = linkCustomers(contacts);
  const newest = contacts.at(-1)?.startedAt ?? 0;
  const byCustomer = Map.groupBy(
    Array.from(contacts.keys()).filter((place) => customers[place] !== null),
    (place) => customers[place] ?? -1,
  );
  const found = contacts.map(
    ({ startedAt, fields }, place): FollowUp => ({
      customer: customers[place] ?? null,
      next: { any: null, same: null },
      watched: newest - startedAt,
      counts: fields.direction !== 'outbound',
    }),
  );
  for (const places of byCustomer.values()) followOne(places, contacts, found);
  return found;
}

function followOne(places: readonly number[], contacts: readonly RepeatTraits[], found: FollowUp[]): void {
  let before: RepeatTraits | undefined;
  const counted: number[] = [];
  for (const place of places) {
    const contact = contacts[place];
    const known = found[place];
    if (!contact || !known?.counts) continue;
    if (before && continues(contact, before)) found[place] = { ...known, counts: false };
    else counted.push(place);
    before = contact;
  }
  for (const [index, place] of counted.entries()) {
    const [contact, known] = [contacts[place], found[place]];
    if (contact && known) found[place] = { ...known, next: nextOf(contact, counted.slice(index + 1, index + 1 + mostLater), contacts) };
  }
}

/** A customer who writes more often than this within a month is not followed further. */
const mostLater = 200;

function nextOf(contact: RepeatTraits, later: readonly number[], contacts: readonly RepeatTraits[]): FollowUp['next'] {
  let any: number | null = null;
  for (const place of later) {
    const other = contacts[place];
    const gap = (other?.startedAt ?? 0) - contact.startedAt;
    if (!other || gap > longestMs) break;
    if (gap <= 0) continue;
    any ??= gap;
    if (sameIssue(contact, other)) return { any, same: gap };
  }
  return { any, same: null };
}

function continues(contact: RepeatTraits, before: RepeatTraits): boolean {
  const gap = contact.startedAt - (before.endedAt ?? before.startedAt);
  return contact.fields.channel === before.fields.channel && gap <= sameContactMs;
}

/** The same case, else the same driver, else the same reason of the workspace's list. */
function sameIssue(one: RepeatTraits, other: RepeatTraits): boolean {
  if (one.caseId !== '' && one.caseId === other.caseId) return true;
  if (one.fields.driver !== '' || other.fields.driver !== '') return one.fields.driver === other.fields.driver;
  return one.fields.reason !== '' && one.fields.reason === other.fields.reason;
}

/** 1 when a contact followed within the window, 0 when not; null when it cannot be known or not yet. */
export function repeated(followUp: FollowUp, { days, kind }: { readonly days: number; readonly kind: RepeatKind }): 0 | 1 | null {
  if (!followUp.counts || followUp.customer === null || followUp.watched < days * dayMs) return null;
  const gap = followUp.next[kind];
  return gap !== null && gap <= days * dayMs ? 1 : 0;
}
