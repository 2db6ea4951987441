import type { Insight } from '../../domain/insight.ts';
import { falseDiscoveryRates } from '../statistics/false-discovery.ts';
import { alertTier, detectRises, type Episode } from '../trends/daily-detector.ts';
import { findShift, type Shift } from '../trends/weekly-shift.ts';
import { type ContactFacts, dayOfWeek, type History, isoDay, weekOf } from './history.ts';
import { type Branches, subjectOf, surestPerDriver, type Topic, topicsOf } from './topics.ts';

/** Below this many contacts in all, a driver's weeks are noise. */
export const fewestContacts = 20;
/** A change people would act on: half as many again, or a third less. */
export const leastRise = 1.5;
export const mostFall = 0.67;
/** On a hundred simulated half-years of fifty drivers in which nothing happens: one false shift in six half-years. */
export const usualZ = 4;
/** Branches are several times as many, so they must be this much surer. */
export const branchZ = 0.5;
const largestQ = 0.01;
/** An episode that goes on longer is a change of level, and told as that. */
const longestAnomalyDays = 4;

/** Drivers, or branches of them, whose share of all contacts went over to another level, and single days that stood out. */
export function volumeInsights(
  history: History,
  { branches = new Map(), leastZ = usualZ }: { readonly branches?: Branches; readonly leastZ?: number } = {},
): Insight[] {
  const topics = topicsOf(history, { branches, fewest: fewestContacts });
  const exposure = weeklyCounts(history, history.contacts);
  const shifts = topics.map(({ contacts }) =>
    findShift({ kind: 'volume', events: weeklyCounts(history, contacts), exposure }, history.weeks),
  );
  const rates = falseDiscoveryRates(shifts.map((shift) => shift?.p ?? 1));
  const shifted = topics.flatMap((topic, index) => {
    const [shift, q] = [shifts[index], rates[index] ?? 1];
    return shift && isTold(topic, { shift, q, leastZ }) ? [{ topic, shift, q, z: shift.z }] : [];
  });
  const told = surestPerDriver(shifted);
  const moving = new Set(told.map(({ topic }) => topic.driver));
  const still = topics.filter(({ driver, branch }) => branch === null && !moving.has(driver));
  return [...told.map((found) => shiftInsight(history, found)), ...anomalies(history, still)];
}

function isTold({ branch }: Topic, { shift: { z, ratio }, q, leastZ }: Moved & { readonly leastZ: number }): boolean {
  const least = branch === null ? leastZ : leastZ + branchZ;
  return q <= largestQ && ((z >= least && ratio >= leastRise) || (z <= -least && ratio <= mostFall));
}

interface Moved {
  readonly shift: Shift;
  readonly q: number;
}

function shiftInsight(history: History, { topic, shift, q }: Moved & { readonly topic: Topic }): Insight {
  const since = dayOfWeek(history, shift.since);
  // What fell is seen in the contacts that used to come: those of as long a time before are shown too.
  const from = shift.direction === 'down' ? since - (history.endDay - since) : since;
  const shown = topic.contacts.filter(({ day }) => day >= from);
  return {
    kind: shift.direction === 'up' ? 'rising' : 'falling',
    ...subjectOf(topic),
    since: isoDay(since),
    effect: shift.ratio,
    interval: shift.interval,
    q,
    conversations: shown.length,
    conversationIds: shown.map(({ id }) => id),
  };
}

/** Days of the last week on which a driver had far more contacts than its weekday, its level and the day's volume explain. */
function anomalies(history: History, drivers: readonly Topic[]): Insight[] {
  const firstDay = history.endDay - 7 * history.weeks;
  // 1970-01-01 was a Thursday; Monday is 0.
  const shape = { volume: dailyCounts(history, history.contacts), firstWeekday: (firstDay + 3) % 7 };
  return drivers.flatMap(({ driver, contacts }) => {
    const episodes = detectRises({ ...shape, counts: dailyCounts(history, contacts) }, alertTier);
    const recent = episodes.filter(
      ({ alarmDay, lastDay, since }) => alarmDay >= 7 * history.weeks - 7 && lastDay - since < longestAnomalyDays,
    );
    return recent.map((episode) => anomalyInsight({ driver, contacts, episode, firstDay }));
  });
}

interface AnomalousDriver {
  readonly driver: string;
  readonly contacts: readonly ContactFacts[];
  readonly episode: Episode;
  readonly firstDay: number;
}

function anomalyInsight({ driver, contacts, episode, firstDay }: AnomalousDriver): Insight {
  const [from, to] = [firstDay + episode.since, firstDay + episode.lastDay];
  const shown = contacts.filter(({ day }) => day >= from && day <= to);
  const ratio = episode.observed / Math.max(episode.expected, 0.5);
  const spread = 1.96 / Math.sqrt(Math.max(1, episode.observed));
  return {
    kind: 'anomaly',
    subject: driver,
    driver,
    since: isoDay(from),
    effect: ratio,
    interval: [ratio * Math.exp(-spread), ratio * Math.exp(spread)],
    q: alertTier.fast,
    conversations: shown.length,
    conversationIds: shown.map(({ id }) => id),
  };
}

export function weeklyCounts(history: History, contacts: readonly ContactFacts[]): Float64Array {
  const counts = new Float64Array(history.weeks);
  for (const { day } of contacts) {
    const week = weekOf(history, day);
    counts[week] = (counts[week] ?? 0) + 1;
  }
  return counts;
}

function dailyCounts({ endDay, weeks }: History, contacts: readonly ContactFacts[]): Float64Array {
  const counts = new Float64Array(7 * weeks);
  const firstDay = endDay - 7 * weeks;
  for (const { day } of contacts) counts[day - firstDay] = (counts[day - firstDay] ?? 0) + 1;
  return counts;
}
