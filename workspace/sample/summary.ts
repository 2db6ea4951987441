import type { SampleContact } from './generate-sample.ts';
import { planted } from './planted.ts';

/** What is inside, as tables: counts by channel, kind and reason, and the planted effects before and after their start. */
export function summarise(sample: Iterable<SampleContact>): string {
  const items = [...sample];
  const parts = [
    `${items.length} contacts, ${sum(items, ({ interaction }) => interaction.turns?.length ?? 0)} turns`,
    table('source', items, ({ source }) => source),
    table('kind', items, ({ labels }) => labels.kind),
    table('handling', items, ({ interaction }) => interaction.handling ?? 'analyse'),
    table(
      'leg',
      items.flatMap(({ interaction }) => interaction.legs ?? []),
      ({ kind }) => kind,
    ),
    table(
      'event',
      items.flatMap(({ interaction }) => interaction.events ?? []),
      ({ kind }) => kind,
    ),
    table('reason', items, ({ labels }) => labels.reason),
    table('week', items, ({ contact }) => String(contact.day.week).padStart(2, '0')),
    plantedTable(items),
  ];
  return parts.join('\n\n');
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function table<T>(title: string, items: readonly T[], key: (item: T) => string): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  const rows = [...counts].sort(([a, m], [b, n]) => (title === 'week' ? (a < b ? -1 : 1) : n - m));
  return [title, ...rows.map(([name, count]) => `  ${name.padEnd(24)} ${String(count).padStart(6)}`)].join('\n');
}

interface Share {
  readonly name: string;
  readonly before: (item: SampleContact) => boolean;
  readonly after: (item: SampleContact) => boolean;
  readonly counts: (item: SampleContact) => boolean;
}

const { rising, falling, emerging, sentiment, disclosure, coaching } = planted;
const weekFrom =
  (from: number) =>
  ({ contact }: SampleContact) =>
    contact.day.week >= from;
const weekBefore =
  (from: number) =>
  ({ contact }: SampleContact) =>
    contact.day.week < from;
const inTeam =
  (team: string) =>
  ({ contact }: SampleContact) =>
    contact.agent.team === team && contact.secondAgent === undefined;

const shares: readonly Share[] = [
  share('rising: share of all', rising.fromWeek + 4, ({ labels }) => labels.reason === rising.reason),
  share('falling: share of all', falling.fromWeek, ({ labels }) => labels.reason === falling.reason),
  share('emerging: share of all', emerging.fromWeek, ({ labels }) => labels.scam),
  share(
    'sentiment: angry in reason',
    sentiment.fromWeek,
    ({ labels }) => labels.angry,
    ({ labels }) => labels.reason === sentiment.reason,
  ),
  share(
    'disclosure: notice in team',
    disclosure.fromWeek,
    ({ labels }) => labels.noticeSaid === true,
    (item) => item.labels.noticeSaid !== null && inTeam(disclosure.team)(item),
  ),
  coachingShare('coaching: check at end, coached', coaching.team),
  coachingShare('coaching: check at end, comparison', coaching.comparison),
];

function share(name: string, week: number, counts: Share['counts'], among: Share['before'] = () => true): Share {
  return { name, before: (item) => weekBefore(week)(item) && among(item), after: (item) => weekFrom(week)(item) && among(item), counts };
}

function coachingShare(name: string, team: string): Share {
  const among = (item: SampleContact) => item.labels.checkedAtEnd !== null && inTeam(team)(item);
  return {
    name,
    before: (item) => among(item) && item.contact.day.iso < coaching.date,
    after: (item) => among(item) && item.contact.day.iso >= coaching.date,
    counts: ({ labels }) => labels.checkedAtEnd === true,
  };
}

function plantedTable(items: readonly SampleContact[]): string {
  const rate = (among: readonly SampleContact[], counts: Share['counts']) =>
    `${((100 * among.filter(counts).length) / Math.max(1, among.length)).toFixed(1)} % of ${among.length}`;
  const rows = shares.map(
    ({ name, before, after, counts }) =>
      `  ${name.padEnd(36)} ${rate(items.filter(before), counts).padStart(16)}  →  ${rate(items.filter(after), counts)}`,
  );
  return ['planted, before → after', ...rows].join('\n');
}
