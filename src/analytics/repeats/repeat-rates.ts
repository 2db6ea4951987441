import type { ContactTraits, TraitField } from '../../storage/contact-traits.ts';
import type { Interval } from '../statistics/normal.ts';
import { shareInterval } from '../statistics/ratio-interval.ts';
import { type FollowUp, type RepeatKind, type RepeatWindow, repeated } from './find-repeats.ts';

export interface RepeatRate {
  /** Value of the dimension; '' where contacts have none. */
  readonly group: string;
  readonly contacts: number;
  /** Of whom it is known whether they came again. */
  readonly n: number;
  readonly repeats: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
  /** 1 − rate of the same issue: settled at the first contact. */
  readonly firstContactResolution: number | null;
  readonly leftOut: { readonly noCustomer: number; readonly tooRecent: number; readonly notCounted: number };
}

export interface RepeatQuestion {
  readonly days: RepeatWindow;
  readonly kind: RepeatKind;
  readonly by: TraitField | null;
}

/** Groups with fewer have no rate. */
const fewest = 10;

/** Repeat rates by what the first contact was: its driver, queue or agent. Largest groups first. */
export function repeatRates(contacts: readonly ContactTraits[], followUps: readonly FollowUp[], question: RepeatQuestion): RepeatRate[] {
  const groups = Map.groupBy(contacts.keys(), (place) => (question.by === null ? '' : (contacts[place]?.fields[question.by] ?? '')));
  return [...groups]
    .map(([group, places]) =>
      rateOf(
        group,
        places.flatMap((place) => followUps[place] ?? []),
        question,
      ),
    )
    .sort((a, b) => b.contacts - a.contacts);
}

function rateOf(group: string, followUps: readonly FollowUp[], { days, kind }: RepeatQuestion): RepeatRate {
  const judged = followUps.flatMap((followUp) => {
    const again = repeated(followUp, { days, kind });
    return again === null ? [] : [{ customer: followUp.customer, again }];
  });
  const settled = followUps.flatMap((followUp) => repeated(followUp, { days, kind: 'same' }) ?? []);
  const repeats = judged.filter(({ again }) => again === 1).length;
  const counted = followUps.filter(({ counts }) => counts);
  const noCustomer = counted.filter(({ customer }) => customer === null).length;
  const enough = judged.length >= fewest;
  return {
    group,
    contacts: followUps.length,
    n: judged.length,
    repeats,
    rate: enough ? repeats / judged.length : null,
    interval: enough ? shareInterval(sumsOf(judged)) : null,
    firstContactResolution: enough ? 1 - settled.reduce<number>((sum, again) => sum + again, 0) / settled.length : null,
    leftOut: { noCustomer, tooRecent: counted.length - noCustomer - judged.length, notCounted: followUps.length - counted.length },
  };
}

/** Contacts of one customer are not independent. */
function sumsOf(judged: readonly { readonly customer: number | null; readonly again: 0 | 1 }[]) {
  const clusters = [...Map.groupBy(judged, ({ customer }) => customer).values()].map((group) => ({
    x: group.filter(({ again }) => again === 1).length,
    y: group.length,
  }));
  const sum = (of: (cluster: { x: number; y: number }) => number) => clusters.reduce((total, cluster) => total + of(cluster), 0);
  return {
    contacts: judged.length,
    clusters: clusters.length,
    x: sum(({ x }) => x),
    y: sum(({ y }) => y),
    xx: sum(({ x }) => x * x),
    xy: sum(({ x, y }) => x * y),
    yy: sum(({ y }) => y * y),
  };
}
