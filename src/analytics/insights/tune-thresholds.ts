import { seededRandom } from '../../language/topics/seeded-random.ts';
import { findShift } from '../trends/weekly-shift.ts';
import type { ContactFacts, History } from './history.ts';
import { type Branches, type Topic, topicsOf } from './topics.ts';
import { branchZ, fewestContacts, leastRise, mostFall, weeklyCounts } from './volume-insights.ts';

/** What one threshold would mean for this site. */
export interface TunedThreshold {
  readonly leastZ: number;
  /** Drivers told for nothing, per week, when the site's weeks come in any order. */
  readonly falsePerWeek: number;
  /** Drivers that would have been told at some time in the history as it was. */
  readonly toldInHistory: number;
}

export interface Tuning {
  readonly weeks: number;
  readonly series: number;
  readonly draws: number;
  readonly chosen: TunedThreshold;
  /** From easily told to hardly told. */
  readonly tried: readonly TunedThreshold[];
}

const thresholds = [3, 3.25, 3.5, 3.75, 4, 4.25, 4.5, 4.75, 5, 5.5, 6, 7, 8];
/** Orders of the weeks that are tried: twenty half-years without any change. */
const draws = 20;
const firstWeek = 9;

/**
 * The threshold at which a site is told at most so many false changes a week. Its own weeks are put into another order again and again:
 * scatter, weekdays and whatever hangs together within a week stay as they are, but nothing rises or falls any more, so whatever is told
 * is false. Real changes make the weeks more unlike each other than chance would, so the threshold errs on the quiet side.
 */
export function tuneThresholds(
  history: History,
  { branches, falsePerWeek }: { readonly branches: Branches; readonly falsePerWeek: number },
): Tuning {
  const topics = topicsOf(history, { branches, fewest: fewestContacts }).map((topic) => ({
    topic,
    counts: weeklyCounts(history, topic.contacts),
  }));
  const exposure = weeklyCounts(history, history.contacts as readonly ContactFacts[]);
  const asItWas = Array.from({ length: history.weeks }, (_, week) => week);
  const real = surestByDriver(topics, { exposure, order: asItWas });
  const random = seededRandom(1);
  const shuffled = Array.from({ length: draws }, () => surestByDriver(topics, { exposure, order: shuffle(asItWas, random) }));
  const watched = draws * Math.max(1, history.weeks - firstWeek + 1);
  const tried = thresholds.map((leastZ): TunedThreshold => {
    const told = (sureness: readonly number[]) => sureness.filter((z) => z >= leastZ).length;
    return { leastZ, falsePerWeek: shuffled.reduce((sum, one) => sum + told(one), 0) / watched, toldInHistory: told(real) };
  });
  const chosen = tried.find((each) => each.falsePerWeek <= falsePerWeek) ?? tried.at(-1);
  return { weeks: history.weeks, series: topics.length, draws, chosen: chosen ?? { leastZ: 4, falsePerWeek: 0, toldInHistory: 0 }, tried };
}

interface Counted {
  readonly topic: Pick<Topic, 'driver' | 'branch'>;
  readonly counts: Float64Array;
}

/** For each driver, how sure its surest change was at any week: a threshold below that would have told it. */
function surestByDriver(topics: readonly Counted[], { exposure, order }: { exposure: Float64Array; order: readonly number[] }): number[] {
  const ordered = (values: Float64Array) => order.map((week) => values[week] ?? 0);
  const surest = new Map<string, number>();
  const all = ordered(exposure);
  for (const { topic, counts } of topics) {
    const events = ordered(counts);
    for (let end = firstWeek; end <= order.length; end++) {
      const shift = findShift({ kind: 'volume', events, exposure: all }, end);
      if (shift === null || (shift.ratio < leastRise && shift.ratio > mostFall)) continue;
      const z = Math.abs(shift.z) - (topic.branch === null ? 0 : branchZ);
      if (z > (surest.get(topic.driver) ?? 0)) surest.set(topic.driver, z);
    }
  }
  return [...surest.values()];
}

function shuffle(weeks: readonly number[], random: () => number): number[] {
  const order = [...weeks];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
