import type { Insight } from '../../domain/insight.ts';
import { type EmergingIssue, findEmerging } from '../emerging/find-emerging.ts';
import { indexPhrases, type PhraseIndex } from '../emerging/phrase-index.ts';
import { countInterval } from '../statistics/count-interval.ts';
import { type ContactFacts, groupBy, type History, isoDay } from './history.ts';

const recentDays = 14;
/** An issue found nearly only in one place is told with the place. */
const confinedShare = 0.7;

/** Phrases of the history by the contacts that hold them, to be asked as of any day. */
export function indexHistory(contacts: readonly ContactFacts[]): PhraseIndex {
  return indexPhrases(contacts);
}

/**
 * New things customers speak of. What lies in a driver that is rising anyway is that driver's own talk, and is not told twice.
 */
export function emergingInsights(history: History, index: PhraseIndex, rising: ReadonlySet<string>): Insight[] {
  const facts = index.contacts as readonly ContactFacts[];
  return findEmerging(index, { asOfDay: history.endDay, recentDays }).flatMap((issue) => {
    const contacts = issue.places.flatMap((place) => facts[place] ?? []);
    const segment = confinement(contacts, history.contacts);
    return segment.driver !== undefined && rising.has(segment.driver) ? [] : [insightOf(issue, { contacts, segment })];
  });
}

/** An issue as it is told. */
export function insightOf(
  { phrases, firstDay, expected, p }: EmergingIssue,
  { contacts, segment }: { readonly contacts: readonly ContactFacts[]; readonly segment: Readonly<Record<string, string>> },
): Insight {
  const base = Math.max(expected, 0.5);
  const [low, high] = countInterval(contacts.length);
  return {
    kind: 'emerging',
    subject: phrases[0] ?? '',
    phrases,
    ...(Object.keys(segment).length > 0 && { segment }),
    since: isoDay(firstDay),
    effect: contacts.length / base,
    interval: [low / base, high / base],
    q: p,
    conversations: contacts.length,
    conversationIds: contacts.map(({ id }) => id),
  };
}

/** Dimensions in which nearly all the contacts have one value that most others have not. */
function confinement(contacts: readonly ContactFacts[], all: readonly ContactFacts[]): Record<string, string> {
  const dimensions = new Set(contacts.flatMap(({ segments }) => Object.keys(segments)));
  const readers: [string, (contact: ContactFacts) => string | null | undefined][] = [
    ['driver', ({ driver }) => driver],
    ...[...dimensions].map((name): [string, (contact: ContactFacts) => string | undefined] => [name, ({ segments }) => segments[name]]),
  ];
  const confined = readers.flatMap(([name, keyOf]) => {
    const [value] = [...groupBy(contacts, keyOf)].find(([, group]) => group.length >= confinedShare * contacts.length) ?? [];
    const usual = all.filter((contact) => keyOf(contact) === value).length / all.length;
    return value === undefined || usual > confinedShare / 2 ? [] : [[name, value] as const];
  });
  return Object.fromEntries(confined);
}
