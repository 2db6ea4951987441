import type { ContactRow } from '../../storage/contact-facts.ts';

/** A contact and its driver in one model of drivers; null when it fits none. */
export interface ContactFacts extends ContactRow {
  readonly driver: string | null;
  /** Part of the driver; −1 when it has none. */
  readonly part: number;
}

/** A site's past up to a day, in whole weeks that end on that day: the last week is always a full one. */
export interface History {
  /** In order of their days; none on `endDay` or later. */
  readonly contacts: readonly ContactFacts[];
  /** The day after the last, since 1970-01-01. */
  readonly endDay: number;
  readonly weeks: number;
}

const longestWeeks = 52;

/** Contacts before `endDay`, as many whole weeks as there are, at most a year. */
export function historyBefore(contacts: readonly ContactFacts[], endDay: number): History {
  const past = contacts.filter(({ day }) => day < endDay).sort((a, b) => a.day - b.day);
  const first = past[0]?.day ?? endDay;
  const weeks = Math.min(longestWeeks, Math.floor((endDay - first) / 7));
  const from = endDay - 7 * weeks;
  return { contacts: past.filter(({ day }) => day >= from), endDay, weeks };
}

/** Week of the history that a day lies in. */
export function weekOf({ endDay, weeks }: History, day: number): number {
  return weeks - 1 - Math.floor((endDay - 1 - day) / 7);
}

/** First day of a week of the history. */
export function dayOfWeek({ endDay, weeks }: History, week: number): number {
  return endDay - 7 * (weeks - week);
}

export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function dayNumber(iso: string): number {
  return Math.floor(Date.parse(iso) / 86_400_000);
}

/** Contacts by a key; those without one are left out. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string | null | undefined): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (!key) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
