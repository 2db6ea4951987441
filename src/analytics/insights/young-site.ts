import type { Insight } from '../../domain/insight.ts';
import { findEmerging } from '../emerging/find-emerging.ts';
import type { PhraseIndex } from '../emerging/phrase-index.ts';
import { countInterval } from '../statistics/count-interval.ts';
import { countUpperTail } from '../statistics/distributions.ts';
import { insightOf } from './emerging-insights.ts';
import { type ContactFacts, groupBy, isoDay } from './history.ts';

/** With fewer days before it, nothing can be called usual. */
const fewestDays = 3;
/** An unknown weekday may lie this far from the mean of a few days, as a share of it (one standard deviation). */
const weekdaySpread = 0.4;
/** Counts of one day scatter more than Poisson: people talk in waves. */
const dispersion = 2;
const fewestContacts = 20;
const leastRatio = 2;
/** Share of false ones among all that is looked at which is accepted, once for each look. */
const familyError = 1e-4;

/**
 * What stands out on the last day of a site that is only days or weeks old: too young for weekdays and levels, so only what is far
 * beyond any weekday is told: places with many times their contacts, and new words that many voices use at once.
 */
export function youngSiteInsights(
  contacts: readonly ContactFacts[],
  { endDay, index }: { readonly endDay: number; readonly index: PhraseIndex },
): Insight[] {
  const past = contacts.filter(({ day }) => day < endDay);
  const days = new Set(past.map(({ day }) => day)).size - 1;
  if (days < fewestDays) return [];
  const today = past.filter(({ day }) => day === endDay - 1);
  const places = placesOf(past);
  const crowded = places.flatMap((place) => crowdedToday(place, { today, days, looks: places.length }) ?? []);
  const facts = index.contacts as readonly ContactFacts[];
  const issues = findEmerging(index, { asOfDay: endDay, recentDays: 1, fewestDays: 1, fewestContacts });
  const words = issues.map((issue) => insightOf(issue, { contacts: issue.places.flatMap((place) => facts[place] ?? []), segment: {} }));
  return [...crowded, ...words].sort((a, b) => a.q - b.q || b.conversations - a.conversations);
}

interface Place {
  readonly dimension: string;
  readonly value: string;
  readonly contacts: readonly ContactFacts[];
}

/** Single agents are left out: how many contacts they had is their roster. */
function placesOf(contacts: readonly ContactFacts[]): Place[] {
  const dimensions = [...new Set(contacts.flatMap(({ segments }) => Object.keys(segments)))].filter((name) => name !== 'agent');
  return dimensions.flatMap((dimension) =>
    [...groupBy(contacts, ({ segments }) => segments[dimension])].map(([value, some]) => ({ dimension, value, contacts: some })),
  );
}

interface Today {
  readonly today: readonly ContactFacts[];
  readonly days: number;
  readonly looks: number;
}

function crowdedToday({ dimension, value, contacts }: Place, { today, days, looks }: Today): Insight | null {
  const shown = today.filter(({ segments }) => segments[dimension] === value);
  const mean = (contacts.length - shown.length + 0.5) / days;
  if (shown.length < fewestContacts || shown.length < leastRatio * mean) return null;
  const variance = mean * dispersion * (1 + 1 / days) + (weekdaySpread * mean) ** 2;
  const p = countUpperTail(shown.length, { mean, variance }) * looks;
  if (p > familyError) return null;
  const [low, high] = countInterval(shown.length);
  return {
    kind: 'anomaly',
    subject: value,
    segment: { [dimension]: value },
    since: isoDay(shown[0]?.day ?? 0),
    effect: shown.length / mean,
    interval: [low / mean, high / mean],
    q: p,
    conversations: shown.length,
    conversationIds: shown.map(({ id }) => id),
  };
}
