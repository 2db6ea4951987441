import type { Insight } from '../../domain/insight.ts';
import type { DriverBranch } from '../drivers/driver-model.ts';
import { type ContactFacts, groupBy, type History } from './history.ts';

/** A driver, or a branch of it: a change may be of a branch alone, and be lost among the rest of the driver. */
export interface Topic {
  readonly driver: string;
  /** Null for the whole driver. */
  readonly branch: DriverBranch | null;
  readonly contacts: readonly ContactFacts[];
}

/** By driver's id. */
export type Branches = ReadonlyMap<string, readonly DriverBranch[]>;

/** Every driver and every branch with enough contacts to be followed. */
export function topicsOf(history: History, { branches, fewest }: { readonly branches: Branches; readonly fewest: number }): Topic[] {
  const drivers = [...groupBy(history.contacts, ({ driver }) => driver)];
  const topics = drivers.flatMap(([driver, contacts]): Topic[] => [
    { driver, branch: null, contacts },
    ...(branches.get(driver) ?? []).map((branch): Topic => {
      const parts = new Set(branch.parts);
      return { driver, branch, contacts: contacts.filter(({ part }) => parts.has(part)) };
    }),
  ]);
  return topics.filter(({ contacts }) => contacts.length >= fewest);
}

/** How an insight speaks of a topic: a branch by its own phrases, and in any case of the driver it lies in. */
export function subjectOf({ driver, branch }: Topic): Pick<Insight, 'subject' | 'driver' | 'phrases'> {
  return branch === null ? { subject: driver, driver } : { subject: branch.phrases[0] ?? driver, driver, phrases: branch.phrases };
}

/** A branch must be this much surer than its driver to be told instead of it, in standard deviations: enough that a whole driver is not told as one half of it by chance. */
const clearer = 0.3;

/** Of what was found in one driver, the surest; the whole driver where no branch is clearly surer. */
export function surestPerDriver<Found extends { readonly topic: Topic; readonly z: number }>(found: readonly Found[]): Found[] {
  const sureness = ({ topic, z }: Found) => Math.abs(z) + (topic.branch === null ? clearer : 0);
  return [...Map.groupBy(found, ({ topic }) => topic.driver).values()].map((some) =>
    some.reduce((best, each) => (sureness(each) > sureness(best) ? each : best)),
  );
}
