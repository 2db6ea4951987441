import type { Insight } from '../../domain/insight.ts';
import { falseDiscoveryRates } from '../statistics/false-discovery.ts';
import { type Interval, z95 } from '../statistics/normal.ts';
import { findShift, type Shift } from '../trends/weekly-shift.ts';
import { type ContactFacts, dayOfWeek, groupBy, type History, isoDay } from './history.ts';
import { type Branches, subjectOf, surestPerDriver, topicsOf } from './topics.ts';
import { weeklyCounts } from './volume-insights.ts';

const fewestContacts = 30;
/** A rate must have moved this far, in parts of one. */
const leastDifference = 0.1;
const leastZ = 4;
const largestQ = 0.01;

/** Sentiment of one turn from which a customer counts as angry: clearly negative words, not a complaint put calmly. */
export const angry = -0.3;

/** Contacts whose rate of something bad is followed, and what it is told as. */
interface Followed {
  readonly insight: Pick<Insight, 'kind' | 'subject' | 'driver' | 'phrases' | 'rule' | 'segment'>;
  /** Those that can be judged, and of them those that are bad. */
  readonly contacts: readonly ContactFacts[];
  readonly bad: readonly ContactFacts[];
}

/** Drivers, or branches of them, whose customers have become angrier. */
export function sentimentInsights(history: History, branches: Branches = new Map()): Insight[] {
  const topics = topicsOf(history, { branches, fewest: fewestContacts });
  const followed = topics.map((topic): Followed => {
    const contacts = topic.contacts.filter(({ angriest }) => angriest !== null);
    const bad = contacts.filter(({ angriest }) => angriest !== null && angriest <= angry);
    return { insight: { kind: 'sentiment', ...subjectOf(topic) }, contacts, bad };
  });
  const found = worsened(history, followed).map(({ insight, z, of }) => ({ insight, z, topic: topics[followed.indexOf(of)] }));
  return surestPerDriver(found.flatMap(({ topic, ...rest }) => (topic ? [{ ...rest, topic }] : []))).map(({ insight }) => insight);
}

/**
 * Rules that are broken more often than before, where: one segment for a rule, the one that is surest. Single agents are not
 * searched: comparing people fairly takes more than a drop, and belongs to coaching.
 */
export function complianceInsights(history: History, rules: readonly string[]): Insight[] {
  const worse = rules.flatMap((rule) => {
    const judged = history.contacts.filter(({ verdicts }) => verdicts[rule] === 'met' || verdicts[rule] === 'missed');
    const dimensions = [...new Set(judged.flatMap(({ segments }) => Object.keys(segments)))].filter((name) => name !== 'agent');
    const groups: [Followed['insight'], ContactFacts[]][] = [
      [{ kind: 'compliance', subject: rule, rule }, judged],
      ...dimensions.flatMap((dimension) =>
        [...groupBy(judged, ({ segments }) => segments[dimension])].map(([value, contacts]): [Followed['insight'], ContactFacts[]] => [
          { kind: 'compliance', subject: rule, rule, segment: { [dimension]: value } },
          contacts,
        ]),
      ),
    ];
    return groups.map(
      ([insight, contacts]): Followed => ({ insight, contacts, bad: contacts.filter(({ verdicts }) => verdicts[rule] === 'missed') }),
    );
  });
  const told = worsened(history, worse).map(({ insight }) => insight);
  return rules.flatMap((rule) => told.filter((insight) => insight.rule === rule).sort(bySureness)[0] ?? []);
}

function bySureness(a: Insight, b: Insight): number {
  return a.q - b.q || b.effect - a.effect;
}

interface Worsened {
  readonly of: Followed;
  readonly insight: Insight;
  readonly z: number;
}

function worsened(history: History, followed: readonly Followed[]): Worsened[] {
  const looked = followed.filter(({ contacts }) => contacts.length >= fewestContacts);
  const shifts = looked.map(({ contacts, bad }) =>
    findShift({ kind: 'rate', events: weeklyCounts(history, bad), exposure: weeklyCounts(history, contacts) }, history.weeks),
  );
  const rates = falseDiscoveryRates(shifts.map((shift) => shift?.p ?? 1));
  return looked.flatMap((of, index) => {
    const { insight, bad } = of;
    const [shift, q] = [shifts[index], rates[index] ?? 1];
    if (!shift || q > largestQ || shift.z < leastZ || shift.after - shift.before < leastDifference) return [];
    const since = dayOfWeek(history, shift.since);
    const shown = bad.filter(({ day }) => day >= since);
    const told = {
      ...insight,
      since: isoDay(since),
      effect: shift.after - shift.before,
      interval: differenceOf(shift),
      q,
      conversations: shown.length,
      conversationIds: shown.map(({ id }) => id),
    };
    return [{ of, insight: told, z: shift.z }];
  });
}

/** The ratio's interval, carried over to the difference at the level before. */
function differenceOf({ before, interval }: Shift): Interval {
  return before === 0 ? [0, z95] : [before * (interval[0] - 1), before * (interval[1] - 1)];
}
